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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RstToBothEndsTest {

    private static PacketScript ended(int clientTtl, int serverTtl, Duration apart) {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.server().ttl(serverTtl).rstAck();
        script.after(apart).client().ttl(clientTtl).rstAck();
        return script;
    }

    @Test
    void aDeviceThatEndsAConnectionIsFound() throws IOException {
        Finding finding = Found.inSample("reset-both-ends.pcap").only(RstToBothEnds.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.frames()).containsExactly(8L, 9L);
        assertThat(finding.message()).contains("both with TTL 255");
    }

    @Test
    void twoRstsOverAsManyHopsAreOneDevices() {
        assertThat(Found.in(ended(61, 61, Duration.ofNanos(100_000))).of(RstToBothEnds.KIND))
                .hasSize(1);
    }

    @Test
    void rstsWithTheTtlOfTheEndsAreTheirOwn() {
        assertThat(Found.in(ended(64, 64, Duration.ofNanos(100_000))).of(RstToBothEnds.KIND))
                .isEmpty();
        assertThat(Found.in(ended(61, 64, Duration.ofNanos(100_000))).of(RstToBothEnds.KIND))
                .isEmpty();
    }

    @Test
    void rstsOverDifferentPathsAreNotOneDevices() {
        assertThat(Found.in(ended(61, 58, Duration.ofNanos(100_000))).of(RstToBothEnds.KIND))
                .isEmpty();
    }

    @Test
    void rstsOneAfterTheOtherAreNotSentTogether() {
        assertThat(Found.in(ended(61, 61, Duration.ofMillis(5))).of(RstToBothEnds.KIND))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corpus/ndpi/zoom.pcap", // both ends abort within a millisecond
                "kernel/s35_spoofed_rst/server.pcap",
                "kernel/s35_spoofed_rst/client.pcap",
                "lab/rfc5961.pcap"
            })
    void realAbortsAndForgedRstsToOneEndAreNotFound(String capture) throws IOException {
        assertThat(Found.inPcap(capture).of(RstToBothEnds.KIND)).isEmpty();
    }
}
