package io.finwait.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.finwait.analysis.Sight;
import io.finwait.compare.FindingChange.Status;
import io.finwait.finding.KnownFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
    private static final Map<IpAddress, ServiceFigures.Work> WORK = Map.of(CLIENT, new ServiceFigures.Work(100, 100));

    private static Portrait capture(List<String> services, String... hostsWithPileUp) {
        return new Portrait(
                new Portrait.Origin(List.of("x.pcap"), null, null, "0"),
                0,
                60_000_000_000L,
                1_000,
                100,
                new Portrait.Gaps(new Sight(0, 0, 0, 0, 0, 0), 0, 0, false),
                services.stream().map(ComparisonTest::service).toList(),
                0,
                List.of(hostsWithPileUp).stream().map(ComparisonTest::pileUp).toList(),
                Portrait.Scope.ALL);
    }

    private static ServiceFigures service(String text) {
        String[] parts = text.split(":");
        var server = new HostPort(IpAddress.parse(parts[0]), Integer.parseInt(parts[1]));
        return new ServiceFigures(
                server, 100, 100, 0, 100, 0, 0, 0, 0, 0, 0, 100, 100, 1_000, 600, 9_000, List.of(), WORK);
    }

    /** One of a server that closed {@code connections} first, each after a request. */
    private static Portrait busy(long seconds, long connections, long peak) {
        return busy(seconds, connections, 0, peak);
    }

    /** One of a server that closed all but {@code stillOpen} of {@code connections} first. */
    private static Portrait busy(long seconds, long connections, long stillOpen, long peak) {
        var server = new HostPort(IpAddress.parse("10.0.0.7"), 80);
        return Portraits.of(
                seconds, Portraits.service(server, connections, stillOpen, connections - stillOpen, 0, peak, 0, WORK));
    }

    private static Change timeWait(Portrait before, Portrait after) {
        return Comparison.of(before, after).timeWaits().stream()
                .filter(change -> change.side() == Role.SERVER)
                .findFirst()
                .orElseThrow()
                .change();
    }

    @Test
    void aPeakIsLowerWhereTheServiceWasAskedForAsMuch() {
        assertThat(timeWait(busy(60, 100, 100), busy(60, 100, 5))).isEqualTo(Change.LOWER);
        assertThat(timeWait(busy(600, 1000, 500), busy(600, 1000, 5))).isEqualTo(Change.LOWER);
        assertThat(timeWait(busy(600, 1000, 100), busy(60, 100, 5))).isEqualTo(Change.LOWER);
        assertThat(timeWait(busy(60, 100, 5), busy(600, 1000, 100))).isEqualTo(Change.HIGHER);
    }

    @Test
    void aPeakIsNotLowerWhereWhatIsStillOpenCouldReachIt() {
        assertThat(timeWait(busy(60, 100, 100), busy(60, 100, 96, 0))).isEqualTo(Change.UNCLEAR);
        assertThat(timeWait(busy(60, 100, 96, 0), busy(60, 100, 100))).isEqualTo(Change.UNCLEAR);
        assertThat(timeWait(busy(60, 100, 100), busy(60, 100, 10, 0))).isEqualTo(Change.LOWER);
        assertThat(timeWait(busy(60, 100, 96, 100), busy(60, 100, 5))).isEqualTo(Change.LOWER);
    }

    @Test
    void aBurstThatTheOtherCaptureDidNotSeeIsNoLowerPeak() {
        assertThat(timeWait(busy(3600, 25, 25), busy(60, 6, 6))).isEqualTo(Change.UNCLEAR);
        assertThat(timeWait(busy(60, 6, 6), busy(3600, 25, 25))).isEqualTo(Change.UNCLEAR);
    }

    private static FindingFigures pileUp(String host) {
        return new FindingFigures(
                new KnownFinding("time-wait-pile-up", new Subject.Host(IpAddress.parse(host))),
                Map.of(Severity.MEDIUM, 100L),
                "many on " + host);
    }

    @Test
    void whereTwoHostsBecameOneNoFindingIsLost() {
        Portrait before = capture(List.of("10.0.0.7:80", "10.0.0.8:443"), "10.0.0.7", "10.0.0.8");
        Portrait after = capture(List.of("10.0.0.9:80", "10.0.0.9:443"), "10.0.0.9");

        assertThat(Comparison.of(before, after).findings())
                .extracting(FindingChange::status, FindingChange::subject)
                .containsExactlyInAnyOrder(
                        tuple(Status.UNCHANGED, new Subject.Host(IpAddress.parse("10.0.0.9"))),
                        tuple(Status.ONLY_BEFORE, new Subject.Host(IpAddress.parse("10.0.0.8"))));
    }

    @Test
    void aServiceThatMovedToAHostWithFindingsOfItsOwnDoesNotHideThem() {
        Portrait before = capture(List.of("10.0.0.7:80", "10.0.0.8:443"), "10.0.0.7", "10.0.0.8");
        Portrait after = capture(List.of("10.0.0.8:80", "10.0.0.8:443"));

        assertThat(Comparison.of(before, after).findings())
                .extracting(FindingChange::status, FindingChange::subject)
                .containsExactlyInAnyOrder(
                        tuple(Status.GONE, new Subject.Host(IpAddress.parse("10.0.0.8"))),
                        tuple(Status.ONLY_BEFORE, new Subject.Host(IpAddress.parse("10.0.0.7"))));
    }
}
