package io.finwait.report;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.FindingGroup;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Findings;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.flow.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hand-made findings for tests of reports. */
final class FoundRecords {
    static final FindingKind FIN_REPEATED =
            new FindingKind("fin-repeated", "A FIN had to be repeated", Severity.MEDIUM);
    static final FindingKind PORTS_USED_UP =
            new FindingKind("ports-used-up", "A client has hardly any port left", Severity.HIGH);
    static final FindingKind HALF_CLOSE = new FindingKind("half-close", "A side went on sending", Severity.INFO);
    static final IpAddress CLIENT = IpAddress.parse("10.77.0.1");
    static final Subject.Pair PAIR = new Subject.Pair(CLIENT, Records.SERVER);

    private FoundRecords() {}

    static Finding finRepeated() {
        return Finding.of(
                FIN_REPEATED,
                Confidence.CERTAIN,
                new long[] {27, 31},
                () -> "The server repeated its FIN of frame 27 once.");
    }

    static HostFinding portsUsedUp() {
        return host(PORTS_USED_UP, PAIR);
    }

    static HostFinding host(FindingKind kind, Subject subject) {
        var measurements = new LinkedHashMap<String, Double>();
        measurements.put("ports_peak", 27_900.0);
        measurements.put("share", 0.988);
        measurements.put("not_known", Double.NaN);
        return new HostFinding(
                kind,
                kind.severity(),
                Confidence.LIKELY,
                true,
                "27,900 of 28,232 ports were in use or in TIME_WAIT at once.",
                subject,
                List.of(3, 4, 7),
                548_000,
                List.of(9L, 12L),
                Records.T0,
                Records.T0 + Records.SECOND,
                measurements);
    }

    static FindingGroup group(FindingKind kind, Subject.Pair subject, long count) {
        return group(kind, subject, count, Confidence.CERTAIN, Confidence.CERTAIN);
    }

    static FindingGroup group(
            FindingKind kind, Subject.Pair subject, long count, Confidence confidence, Confidence leastSure) {
        return new FindingGroup(
                kind,
                kind.severity(),
                confidence,
                false,
                leastSure,
                subject,
                count,
                List.of(new FindingGroup.Example(
                        3, "The server repeated its FIN of frame 27 once.", List.of(27L, 31L))));
    }

    static Findings findings(List<HostFinding> ofHosts, List<FindingGroup> ofConnections) {
        Severity gravest = null;
        for (HostFinding finding : ofHosts) {
            gravest = gravest == null || finding.severity().isAtLeast(gravest) ? finding.severity() : gravest;
        }
        for (FindingGroup group : ofConnections) {
            gravest = gravest == null || group.severity().isAtLeast(gravest) ? group.severity() : gravest;
        }
        return new Findings(
                FindingChoice.ALL, ofHosts, ofConnections, Map.of("fin-repeated", 2L), Map.of(), gravest, 0);
    }
}
