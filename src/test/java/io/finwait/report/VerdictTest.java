package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.HostPeak;
import io.finwait.flow.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final HostPeak FIRST = peak("10.77.0.2", 40);

    @Test
    void theOnlyHostWithTimeWaitIsNamed() {
        assertThat(verdict(FIRST)).contains("side: 10.77.0.2 held 40 at peak, at ");
    }

    @Test
    void ofSeveralHostsTheOneWithMostIsNamed() {
        assertThat(verdict(FIRST, peak("10.77.0.5", 39))).contains("10.77.0.2 held the most, 40 at peak, at ");
    }

    @Test
    void ofHostsThatHeldEquallyManyNoneIsNamed() {
        assertThat(verdict(FIRST, peak("10.77.0.5", 40)))
                .contains("no host held more than 40 at a time")
                .doesNotContain("held the most");
    }

    @Test
    void ofAllConnectionsTheShareThatTheServerClosedFirstIsSaid() {
        assertThat(verdict(FIRST))
                .startsWith("The server closes first: 10.77.0.2:80 did so in 548,331 of 548,342 connections.");
    }

    private static HostPeak peak(String host, long sockets) {
        return new HostPeak(IpAddress.parse(host), sockets, 0);
    }

    private static String verdict(HostPeak... peaks) {
        AnalysisResult result = Records.incident(null);
        Summary summary = result.summary();
        var other = new Summary(
                summary.connections(),
                summary.byKind(),
                summary.byCloser(),
                summary.times(),
                summary.services(),
                0,
                List.of(peaks),
                summary.sight());
        return String.join(
                " ",
                Verdict.sentences(new AnalysisResult(
                        result.files(), result.decoded(), result.firstNanos(), result.lastNanos(), other, true, 0)));
    }
}
