package io.finwait.finding.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that completes handshakes before it goes on to the server. */
class ProxyTerminatesTest {
    private final PacketScript script = PacketScript.connection();

    /** The device's handshake; its window opens later. */
    private void completed(int ttl) {
        script.client().syn();
        script.server().ttl(ttl).window(0).synAck();
        script.client().ack();
    }

    @Test
    void aSynAckFromElsewhereThatOffersNoWindowIsADevices() {
        completed(64);
        script.server().ack();
        script.client().data(100);
        script.server().ttl(61).data(200);
        script.first().closedByClient();
        Finding finding = Found.in(script).only(ProxyTerminates.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.frames()).containsExactly(2L, 6L);
        assertThat(finding.message()).contains("has TTL 64 and offers no window", "has TTL 61 (frame 6)");
    }

    @Test
    void aConnectionBehindWhichNobodyAnswersIsWorse() {
        completed(64);
        for (int i = 0; i < 4; i++) {
            script.after(Duration.ofSeconds(1)).client().keepAliveProbe();
        }
        Finding finding = Found.in(script).only(ProxyTerminates.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.frames()).containsExactly(2L, 4L, 7L);
        assertThat(finding.message()).contains("the client tried 4 times in 3.00 s");
    }

    @Test
    void eachIsToldOfItsOwnServer() {
        for (String server : List.of("10.0.0.2:80", "10.0.0.3:81", "10.0.0.4:82")) {
            ScriptedConnection c = script.open("10.0.0.9:40000", server);
            c.client().syn();
            c.server().window(0).synAck();
            c.client().ack();
            c.client().data(100);
            c.server().ttl(61).data(200);
        }

        assertThat(Found.in(script).of(ProxyTerminates.KIND))
                .extracting(finding -> finding.message().replaceAll(".*server ([0-9.:]+) .*", "$1"))
                .containsExactly("10.0.0.2:80", "10.0.0.3:81", "10.0.0.4:82");
    }

    @Test
    void aRealSynProxyIsFoundInEveryConnection() throws IOException {
        Found found = Found.inSample("syn-proxy.pcap");

        assertThat(found.of(ProxyTerminates.KIND)).hasSize(13);
        assertThat(found.of(12, ProxyTerminates.KIND))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.MEDIUM));
    }

    @Test
    void aServerThatOpensWithAClosedWindowHasOneTtl() {
        completed(64);
        script.server().ack();
        script.client().data(100);
        script.server().data(200);

        assertThat(Found.in(script).of(ProxyTerminates.KIND)).isEmpty();
    }

    @Test
    void anotherTtlAloneMayBeAnotherWay() {
        script.client().syn();
        script.server().ttl(64).synAck();
        script.client().ack();
        script.client().data(100);
        script.server().ttl(61).data(200);
        script.client().zeroWindow();

        assertThat(Found.in(script).of(ProxyTerminates.KIND)).isEmpty();
    }

    @Test
    void aFewMillisecondsOfSilenceAreNotYetInVain() {
        completed(64);
        script.client().keepAliveProbe();
        script.client().keepAliveProbe();
        script.client().keepAliveProbe();

        assertThat(Found.in(script).of(ProxyTerminates.KIND)).isEmpty();
    }

    @Test
    void aDeviceThatGivesUpWithRstSaysSoItself() {
        completed(64);
        for (int i = 0; i < 4; i++) {
            script.after(Duration.ofSeconds(1)).client().keepAliveProbe();
        }
        script.server().rst();

        assertThat(Found.in(script).of(ProxyTerminates.KIND)).isEmpty();
    }

    @Test
    void packetsCapturedOnBothSidesOfARouterHaveTwoTtls() {
        script.client().syn();
        script.captureAgain(script.server().window(0).synAck());
        script.client().ack();
        script.client().data(100);
        script.server().ttl(63).data(200);

        assertThat(Found.in(script).of(ProxyTerminates.KIND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zero-window.pcap", "any-router.pcap", "keepalive-probes.pcap", "upload-losses-client.pcap"})
    void ordinaryClosedWindowsAreNotFound(String sample) throws IOException {
        assertThat(Found.inSample(sample).of(ProxyTerminates.KIND)).isEmpty();
    }

    @Test
    void aRealReaderThatStopsIsNotFound() throws IOException {
        assertThat(Found.inPcap("kernel/s41a_zero_window/server.pcap").of(ProxyTerminates.KIND))
                .isEmpty();
    }
}
