package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.GivenUp;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.HostPeak;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.Findings;
import io.finwait.finding.Severity;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.TimeWait;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    @Test
    void theOnlyConnectionIsNamedOnce() {
        assertThat(verdictOnOne(CloseKind.RST, ActiveCloser.CLIENT))
                .isEqualTo("The client closed the only connection first. It was reset.");
        assertThat(verdictOnOne(CloseKind.REFUSED, ActiveCloser.NONE)).isEqualTo("The only connection was refused.");
        assertThat(verdictOnOne(CloseKind.OPEN, ActiveCloser.NONE))
                .isEqualTo("The only connection was still open when the capture ended.");
        assertThat(verdictOnOne(CloseKind.HALF_CLOSED, ActiveCloser.UNKNOWN))
                .isEqualTo(
                        "The capture cannot tell who closed the only connection first. It was seen closing on one side"
                                + " only.");
        assertThat(verdictOnOne(CloseKind.FIN, ActiveCloser.SIMULTANEOUS))
                .startsWith("Both sides closed the only connection at once");
    }

    @Test
    void whereBothSidesAlwaysCloseAtOnceNeitherIsCounted() {
        assertThat(verdictOn(3, CloseKind.FIN, ActiveCloser.SIMULTANEOUS))
                .startsWith("Both sides close at once, in all 3 connections.");
    }

    @Test
    void whereItDiffersWhoNeverClosesFirstIsNotCounted() {
        assertThat(verdictOn(4, Map.of(ActiveCloser.CLIENT, 1L, ActiveCloser.SERVER, 3L)))
                .startsWith("Who closes first differs: the client 1 time, the server 3.");
        assertThat(verdictOn(4, Map.of(ActiveCloser.SERVER, 1L, ActiveCloser.SIMULTANEOUS, 3L)))
                .startsWith("Who closes first differs: the server 1 time, both at once 3.");
        assertThat(verdictOn(4, Map.of(ActiveCloser.CLIENT, 3L, ActiveCloser.SIMULTANEOUS, 1L)))
                .startsWith("Who closes first differs: the client 3 times, both at once 1.");
    }

    @Test
    void aTimeWaitThatEndedEarlyIsTold() {
        assertThat(verdictOnTimeWaits(0, 0)).doesNotContain("ended early");
        assertThat(verdictOnTimeWaits(1, 0)).contains("TIME_WAIT ended early once, by a new SYN on the same ports.");
        assertThat(verdictOnTimeWaits(1200, 0))
                .contains("TIME_WAIT ended early 1,200 times, by new SYNs on the same ports.");
        assertThat(verdictOnTimeWaits(0, 2)).contains("TIME_WAIT ended early 2 times, by RSTs.");
        assertThat(verdictOnTimeWaits(40, 1))
                .contains("TIME_WAIT ended early 41 times: 40 times by new SYNs on the same ports, once by a RST.");
    }

    private static String verdictOnTimeWaits(long reused, long reset) {
        Summary summary = Records.incident(null).summary();
        return verdict(new Summary(
                summary.connections(),
                summary.byKind(),
                summary.byCloser(),
                summary.times(),
                summary.services(),
                0,
                summary.timeWaitPeaks(),
                summary.sight(),
                Map.of(TimeWait.End.REUSED, reused, TimeWait.End.RESET, reset, TimeWait.End.EXPIRED, 7L)));
    }

    private static String verdictOnOne(CloseKind kind, ActiveCloser closer) {
        return verdictOn(1, kind, closer);
    }

    private static String verdictOn(long connections, CloseKind kind, ActiveCloser closer) {
        return verdictOn(connections, kind, Map.of(closer, connections));
    }

    private static String verdictOn(long connections, Map<ActiveCloser, Long> closers) {
        return verdictOn(connections, CloseKind.FIN, closers);
    }

    private static String verdictOn(long connections, CloseKind kind, Map<ActiveCloser, Long> closers) {
        Summary summary = Records.incident(null).summary();
        return verdict(new Summary(
                connections,
                Map.of(kind, connections),
                closers,
                List.of(),
                List.of(),
                0,
                List.of(),
                summary.sight(),
                Map.of()));
    }

    private static HostPeak peak(String host, long sockets) {
        return new HostPeak(IpAddress.parse(host), sockets, 0);
    }

    private static String verdict(HostPeak... peaks) {
        Summary summary = Records.incident(null).summary();
        var other = new Summary(
                summary.connections(),
                summary.byKind(),
                summary.byCloser(),
                summary.times(),
                summary.services(),
                0,
                List.of(peaks),
                summary.sight(),
                Map.of());
        return verdict(other);
    }

    @Test
    void theGravestFindingComesFirst() {
        Findings findings = FoundRecords.findings(
                List.of(FoundRecords.portsUsedUp()),
                List.of(FoundRecords.group(FoundRecords.FIN_REPEATED, FoundRecords.PAIR, 2)));

        assertThat(verdict(Records.incident(null).summary(), findings, true))
                .startsWith("The gravest finding is high: ports-used-up, 10.77.0.1 → 10.77.0.2:80, 548,000 connections."
                        + " The server closes first: ");
    }

    @Test
    void ofACompleteCaptureWithoutFindingsItIsSaidThatNothingIsWrong() {
        assertThat(verdict(onlyFins(), Findings.NONE, true)).startsWith("Nothing wrong was found. ");
    }

    @Test
    void whatOnlyInformsIsNothingWrong() {
        Findings info = FoundRecords.findings(
                List.of(), List.of(FoundRecords.group(FoundRecords.HALF_CLOSE, FoundRecords.PAIR, 1)));

        assertThat(verdict(onlyFins(), info, true)).doesNotContain("gravest").startsWith("Nothing wrong was found. ");
    }

    @Test
    void nothingIsSaidToBeRightWhereThatIsNotKnown() {
        var part = new Findings(
                new FindingChoice(Set.of(), Severity.HIGH, Set.of()),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                null,
                0);

        assertThat(verdict(onlyFins(), Findings.NONE, false)).doesNotContain("Nothing wrong");
        assertThat(verdict(onlyFins(), part, true)).doesNotContain("Nothing wrong");
        assertThat(verdict(Records.incident(null).summary(), Findings.NONE, true))
                .doesNotContain("Nothing wrong");
    }

    private static Summary onlyFins() {
        Summary summary = Records.incident(null).summary();
        return new Summary(
                2,
                Map.of(CloseKind.FIN, 2L),
                Map.of(ActiveCloser.SERVER, 2L),
                List.of(),
                List.of(),
                0,
                List.of(),
                summary.sight(),
                summary.timeWaitEnds());
    }

    private static String verdict(Summary summary) {
        return verdict(summary, Findings.NONE, false);
    }

    private static String verdict(Summary summary, Findings findings, boolean complete) {
        AnalysisResult result = Records.incident(null);
        var told = new AnalysisResult(
                result.files(),
                result.decoded(),
                result.firstNanos(),
                result.lastNanos(),
                summary,
                findings,
                true,
                GivenUp.NONE,
                0);
        return String.join(" ", Verdict.sentences(Records.context(), told, complete, new TextStyle(80, false, true)));
    }
}
