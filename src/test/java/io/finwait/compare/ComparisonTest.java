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
                server, 100, 100, 100, 0, 0, 0, 0, 0, 0, 100, 100, 1_000, 600, 9_000, List.of(), WORK);
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
