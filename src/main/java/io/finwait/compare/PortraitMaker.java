package io.finwait.compare;

import io.finwait.compare.Portrait.TimeWaitPeaks;
import io.finwait.finding.KnownFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.CloseKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what a portrait says of services and findings. Not thread-safe. */
final class PortraitMaker {
    /** How many services are told apart. */
    private static final int MOST_SERVICES = 20_000;

    private final Map<HostPort, ServiceLedger> services = new HashMap<>();
    private final Map<HostPort, TimeWaitPeaks> peaks = new HashMap<>();
    private final FindingLedger findings = new FindingLedger();
    private long connections;
    private long servicesNotListed;

    void connection(ConnectionFacts c) {
        connections++;
        for (ConnectionFacts.Seen found : c.findings()) {
            var about = new KnownFinding(found.id(), new Subject.Pair(c.client().ip(), c.server()));
            findings.add(about, found.severity(), c.id(), 1, found.message());
        }
        if (c.kind() == CloseKind.REFUSED || c.kind() == CloseKind.UNANSWERED) {
            return;
        }
        ServiceLedger service = services.get(c.server());
        if (service == null) {
            if (services.size() == MOST_SERVICES) {
                servicesNotListed++;
                return;
            }
            service = new ServiceLedger();
            services.put(c.server(), service);
        }
        service.add(c);
    }

    /** A finding across connections. */
    void hostFinding(KnownFinding about, Severity severity, long connections, String message) {
        findings.add(about, severity, 0, connections, () -> message);
    }

    void timeWaitPeaks(HostPort server, TimeWaitPeaks peak) {
        peaks.put(server, peak);
    }

    /** How many connections were added. */
    long connections() {
        return connections;
    }

    /** Whether some findings are missing because there were too many. */
    boolean lacksFindings() {
        return findings.isFull();
    }

    long servicesNotListed() {
        return servicesNotListed;
    }

    List<ServiceFigures> services() {
        return services.entrySet().stream()
                .map(entry -> entry.getValue()
                        .figures(entry.getKey(), peaks.getOrDefault(entry.getKey(), TimeWaitPeaks.UNKNOWN)))
                .sorted(Comparator.comparingLong(ServiceFigures::connections)
                        .reversed()
                        .thenComparing(ServiceFigures::server))
                .toList();
    }

    List<FindingFigures> findings() {
        return findings.figures();
    }
}
