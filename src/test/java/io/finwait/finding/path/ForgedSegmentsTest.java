package io.finwait.finding.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForgedSegmentsTest {

    private static final int RST = 0x04;
    private static final int SYN = 0x02;

    private static PacketScript inUse() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().data(100);
        return script;
    }

    @Test
    void aRstThatItsHostDidNotSendIsFound() {
        var script = inUse();
        script.client().ttl(60).segment(RST, script.client().sndNxt(), 0, 0);
        script.after(Duration.ofMillis(300)).client().ttl(64).droppedInNetwork().data(50);
        Finding finding = Found.in(script).only(InjectedRst.KIND);

        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.frames()).containsExactly(7L, 8L);
        assertThat(finding.message()).contains("has TTL 60 where all else from there has 64", "300 ms later");
    }

    @Test
    void aRstOverOneHopMoreIsNotForged() {
        var script = inUse();
        script.client().ttl(63).segment(RST, script.client().sndNxt(), 0, 0);
        script.after(Duration.ofMillis(300)).client().ttl(64).droppedInNetwork().data(50);

        assertThat(Found.in(script).of(InjectedRst.KIND)).isEmpty();
    }

    @Test
    void anIdentificationOf0AloneSaysNothing() {
        var script = inUse();
        script.client().droppedInNetwork().data(50);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).of(InjectedRst.KIND)).isEmpty();
    }

    @Test
    void aHostWhoseHopsVaryCannotBeJudgedByThem() {
        var script = PacketScript.connection().established();
        script.client().ttl(61).data(100);
        script.server().data(200);
        script.client().ttl(64).data(100);
        script.client().ttl(60).segment(RST, script.client().sndNxt(), 0, 0);
        script.after(Duration.ofMillis(300)).client().ttl(64).droppedInNetwork().data(50);

        assertThat(Found.in(script).of(InjectedRst.KIND)).isEmpty();
    }

    @Test
    void aPacketCapturedOnBothSidesOfARouterIsNotForged() throws IOException {
        assertThat(Found.inPcap("kernel/s28a_any_router/any_sll2.pcap").of(InjectedRst.KIND))
                .isEmpty();
    }

    @Test
    void rstsWithNumbersThatTheirHostNeverStoodAtAreFound() {
        var script = inUse();
        for (int i = 1; i <= 3; i++) {
            script.client().segment(RST, script.client().sndNxt() + 100 * i, 0, 0);
            script.server().ack();
        }
        script.after(Duration.ofSeconds(1)).client().data(50);
        Finding finding = Found.in(script).only(BlindRstAttempts.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.frames()).containsExactly(7L, 8L, 9L, 11L);
    }

    @Test
    void aRstThatOvertookItsDataIsNoAttempt() {
        var script = inUse();
        script.client().inFlight().data(100);
        script.client().inFlight().rst();
        script.swapLastTwo();

        assertThat(Found.in(script).of(BlindRstAttempts.KIND)).isEmpty();
    }

    @Test
    void aSynThatTheClientDidNotSendIsFound() {
        var script = inUse();
        script.client().ttl(58).segment(SYN, 12345, 0, 0);
        script.server().ack();
        script.after(Duration.ofMillis(300)).client().ttl(64).data(50);
        Finding finding = Found.in(script).only(BlindSyn.KIND);

        assertThat(finding.frames()).containsExactly(7L, 8L, 9L);
        assertThat(finding.message()).endsWith("somebody else sent that SYN.");
    }

    @Test
    void aClientThatStartsAnewAnswersTheChallengeWithRst() {
        var script = inUse();
        script.client().segment(SYN, 12345, 0, 0);
        script.server().ack();
        script.client().ipId(0).rst();

        assertThat(Found.in(script).of(BlindSyn.KIND)).isEmpty();
    }

    @Test
    void aRouterThatForgesIsFound() throws IOException {
        Found found = Found.inPcap("kernel/s35_spoofed_rst/server.pcap");

        assertThat(found.of(0, BlindRstAttempts.KIND).get(0).frames()).containsExactly(12L, 13L, 14L);
        assertThat(found.of(1, BlindSyn.KIND).get(0).frames()).containsExactly(17L, 18L, 19L);
        assertThat(found.of(2, InjectedRst.KIND).get(0).frames()).containsExactly(32L, 33L);
        assertThat(Found.inPcap("lab/rfc5961.pcap").only(InjectedRst.KIND).frames())
                .containsExactly(15L, 16L);
    }
}
