package io.finwait.finding.talking;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilentDeathTest {

    private static PacketScript repeating(int repetitions) {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        Sent data = script.client().droppedInNetwork().data(100);
        for (int i = 0; i < repetitions; i++) {
            script.after(Duration.ofMillis(200L << i))
                    .client()
                    .droppedInNetwork()
                    .retransmit(data);
        }
        return script;
    }

    private static void captureGoesOn(PacketScript script, Duration gap) {
        script.after(gap);
        script.open("10.0.0.9:50000", "10.0.0.2:80").established().closedByClient();
    }

    @Test
    void aTrainOfRepetitionsThatStopsIsFound() {
        var script = repeating(5);
        captureGoesOn(script, Duration.ofSeconds(30));
        Finding finding = Found.in(script).only(SilentDeath.KIND);

        assertThat(finding.frames()).containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.message()).contains("5 times over 6.20 s", "sent no more for 30.0 s");
    }

    @Test
    void aCaptureThatEndsWhileItRepeatsSaysOnlyThat() {
        Finding finding = Found.in(repeating(5)).only(SilentDeath.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.confidence()).isEqualTo(Confidence.HINT);
        assertThat(finding.message()).endsWith("when the capture ended.");
    }

    @Test
    void aFewRepetitionsBeforeTheCaptureEndsAreNothing() {
        assertThat(Found.in(repeating(3)).of(SilentDeath.KIND)).isEmpty();
    }

    @Test
    void aRstByWhichItShowsThatItHadForgottenProvesIt() {
        var script = repeating(5);
        script.after(Duration.ofSeconds(20)).server().droppedInNetwork().data(1);
        script.client().ipId(0).rst();
        Found found = Found.in(script);

        assertThat(found.only(SilentDeath.KIND).confidence()).isEqualTo(Confidence.STRONG);
        assertThat(found.of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aPeerThatAnswersInBetweenIsThere() {
        var script = repeating(3);
        script.server().window(400).ack();
        script.after(Duration.ofSeconds(2)).client().droppedInNetwork().retransmit();
        script.after(Duration.ofSeconds(4)).client().droppedInNetwork().retransmit();
        captureGoesOn(script, Duration.ofSeconds(60));

        assertThat(Found.in(script).of(SilentDeath.KIND)).isEmpty();
    }

    @Test
    void aFinThatIsRepeatedIsAnotherMatter() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().ack();
        Sent fin = script.client().droppedInNetwork().fin();
        for (int i = 0; i < 5; i++) {
            script.after(Duration.ofMillis(200L << i))
                    .client()
                    .droppedInNetwork()
                    .retransmit(fin);
        }
        captureGoesOn(script, Duration.ofSeconds(60));

        assertThat(Found.in(script).of(SilentDeath.KIND)).isEmpty();
    }

    @Test
    void packetsCapturedTwiceAreNoRepetitions() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        Sent data = script.client().droppedInNetwork().data(100);
        script.captureAgain(data).captureAgain(data).captureAgain(data).captureAgain(data);
        captureGoesOn(script, Duration.ofSeconds(60));

        assertThat(Found.in(script).of(SilentDeath.KIND)).isEmpty();
    }

    @Test
    void aKernelWithAUserTimeoutIsFound() throws IOException {
        Finding finding = Found.inPcap("lab/userto.pcap").only(SilentDeath.KIND);

        assertThat(finding.frames()).containsExactly(8L, 9L, 10L, 11L, 12L, 13L);
    }

    @Test
    void aPathThatDiesIsFoundFromBothEnds() throws IOException {
        assertThat(Found.inPcap("kernel/s31a_path_dies_idle/client.pcap").of(0, SilentDeath.KIND))
                .hasSize(1);
        assertThat(Found.inPcap("kernel/s31a_path_dies_idle/server.pcap").of(1, SilentDeath.KIND))
                .hasSize(1);
    }

    @Test
    void keepAlivesThatAreAnsweredAreNothing() throws IOException {
        assertThat(Found.inPcap("kernel/s31d_keepalive_ok/client.pcap").ids()).containsExactly("keepalive-probing");
    }
}
