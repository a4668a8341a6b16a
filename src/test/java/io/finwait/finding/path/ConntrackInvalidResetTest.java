package io.finwait.finding.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.finding.talking.HalfOpenDiscovered;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that draws a RST and never reaches the socket, which goes on. */
class ConntrackInvalidResetTest {
    private static final int RST = 0x04;
    private static final Duration LATER = Duration.ofSeconds(3);

    private final PacketScript script = PacketScript.connection();

    ConntrackInvalidResetTest() {
        script.client().ttl(63);
        script.established();
        script.client().data(100);
        script.server().data(200);
        script.client().ack();
    }

    /** Data of the server that the client does not get, and a RST in the client's name. */
    private void answeredOnTheWay(int ttl) {
        script.server().droppedInNetwork().data(300);
        script.client()
                .ttl(ttl)
                .ipId(0)
                .withoutTimestamps()
                .segment(RST, script.client().sndNxt(), 0, 0);
        script.client().ttl(63);
    }

    @Test
    void aClientThatGoesOnDidNotSendTheRst() {
        answeredOnTheWay(64);
        script.after(LATER).client().droppedInNetwork().data(50);
        script.server().ipId(0).rst();
        Finding finding = Found.in(script).only(ConntrackInvalidReset.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.frames()).containsExactly(7L, 8L, 9L);
        assertThat(finding.message())
                .startsWith("Data of the server drew a RST in the name of the client 10.0.0.1:40000 (frame 8)")
                .contains(
                        "3.00 s later it went on",
                        "(frame 9), without having received the last 300 octets of the server")
                .contains("The RST came with TTL 64, all else from there with 63");
    }

    @Test
    void withTheSameTtlTheDataCameToSomethingElse() {
        answeredOnTheWay(63);
        script.after(LATER).client().droppedInNetwork().data(50);
        Finding finding = Found.in(script).only(ConntrackInvalidReset.KIND);

        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.message())
                .endsWith("The data came to a host, or to an address, that did not have the connection.");
    }

    @Test
    void aServerThatGoesOnIsFoundToo() {
        script.client().droppedInNetwork().data(300);
        script.server().ipId(0).withoutTimestamps().segment(RST, script.server().sndNxt(), 0, 0);
        script.after(LATER).server().fin();

        assertThat(Found.in(script).only(ConntrackInvalidReset.KIND).message())
                .contains("in the name of the server", "the last 300 octets of the client");
    }

    @Test
    void aRealRouterThatForgotTheConnectionIsFound() throws IOException {
        Found found = Found.inSample("translated-reset.pcap");
        Finding finding = found.only(ConntrackInvalidReset.KIND);

        assertThat(finding.frames()).hasSize(3);
        assertThat(finding.message()).contains("without having received the last 100 octets of the server");
        assertThat(found.of(1, ConntrackInvalidReset.KIND)).isEmpty();
        assertThat(found.of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aForgedRstDoesNotKeepDataFromArriving() {
        script.server().data(300);
        script.client()
                .ttl(60)
                .ipId(0)
                .withoutTimestamps()
                .segment(RST, script.client().sndNxt(), 0, 0);
        script.after(LATER).client().ttl(63).droppedInNetwork().data(50);

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).isEmpty();
        assertThat(Found.in(script).of(InjectedRst.KIND)).hasSize(1);
    }

    @Test
    void theForgedOneIsNotNamedBesideIt() {
        answeredOnTheWay(60);
        script.after(LATER).client().droppedInNetwork().data(50);

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).hasSize(1);
        assertThat(Found.in(script).of(InjectedRst.KIND)).isEmpty();
    }

    @Test
    void aRstThatThePeerDidNotTakeEndsNothing() {
        answeredOnTheWay(64);
        script.after(LATER).client().data(50);
        script.server().data(1000);
        script.client().ack();

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).isEmpty();
    }

    @Test
    void aHostThatSaysNothingMoreMayHaveLostTheConnection() {
        answeredOnTheWay(64);

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).isEmpty();
    }

    @Test
    void whatWasUnderWayWhenTheRstLeftProvesNothing() {
        answeredOnTheWay(64);
        script.client().droppedInNetwork().data(50);

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).isEmpty();
    }

    @Test
    void aNewConnectionOnTheSamePortIsNoSocketThatGoesOn() {
        answeredOnTheWay(64);
        script.after(LATER);
        script.reopen().established();

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).isEmpty();
    }

    @Test
    void aPlainAckMayBeALateCopy() {
        answeredOnTheWay(64);
        script.after(LATER).client().droppedInNetwork().ack();

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).isEmpty();
    }

    @Test
    void dataThatWasSentBeforeIsALateCopy() {
        answeredOnTheWay(64);
        script.after(LATER)
                .client()
                .segment(0x18, script.client().sndNxt() - 100, script.client().rcvNxt(), 100);

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).isEmpty();
    }

    @Test
    void aRstWithAckIsAProgramsOwn() {
        script.server().droppedInNetwork().data(300);
        script.client().rstAck();
        script.after(LATER).client().droppedInNetwork().data(50);

        assertThat(Found.in(script).of(ConntrackInvalidReset.KIND)).isEmpty();
    }

    @Test
    void oneDirectionAloneProvesNothing() {
        var oneWay = PacketScript.connection();
        oneWay.client().syn();
        oneWay.server().lost().synAck();
        oneWay.client().ack();
        oneWay.client().data(100);
        oneWay.client().ipId(0).withoutTimestamps().segment(RST, oneWay.client().sndNxt(), 0, 0);
        oneWay.after(LATER).client().data(50);

        assertThat(Found.in(oneWay).of(ConntrackInvalidReset.KIND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel/s31c_nat_conntrack_expiry/server.pcap",
                "kernel/s35_spoofed_rst/server.pcap",
                "kernel/s28a_any_router/any_sll2.pcap",
                "lab/halfopen_srv.pcap",
                "lab/rfc5961.pcap",
                "zeek/tcp__syn-then-stuff-then-rst.pcap"
            })
    void hostsThatHadLostItAndForgedRstsAreNotTaken(String capture) throws IOException {
        assertThat(Found.inPcap(capture).of(ConntrackInvalidReset.KIND)).isEmpty();
    }
}
