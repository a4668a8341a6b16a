package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds connections up to a {@link Summary}, in memory that does not grow with their number. Not thread-safe. */
public final class SummaryCollector {
    /** How many services are told apart. */
    private static final int MOST_SERVICES = 20_000;

    private final long[] byKind = new long[CloseKind.values().length];
    private final long[] byCloser = new long[ActiveCloser.values().length];
    private final DurationDistributions times = new DurationDistributions();
    private final Map<HostPort, ServiceTally> services = new HashMap<>();
    private final TimeWaitLedger timeWaits = new TimeWaitLedger();
    private long connections;
    private long lossy;
    private long oneSided;
    private long headerCut;
    private long begunBefore;
    private long synRepeated;
    private long finRepeated;
    private long servicesNotListed;

    /** Adds a finished connection. */
    public void add(ConnectionOutline c) {
        connections++;
        byKind[c.kind().ordinal()]++;
        byCloser[c.activeCloser().ordinal()]++;
        times.add(c);
        lossy += c.lostByCapture() ? 1 : 0;
        oneSided += c.oneSided() ? 1 : 0;
        headerCut += c.headerCut() ? 1 : 0;
        begunBefore += c.begunBefore() ? 1 : 0;
        synRepeated += c.synRepeated() ? 1 : 0;
        finRepeated += c.finRepeated() ? 1 : 0;
        if (c.kind() != CloseKind.REFUSED && c.kind() != CloseKind.UNANSWERED) {
            addToService(c);
        }
    }

    private void addToService(ConnectionOutline c) {
        HostPort server = c.server();
        ServiceTally tally = services.get(server);
        if (tally == null) {
            if (services.size() >= MOST_SERVICES) {
                servicesNotListed++;
                return;
            }
            tally = new ServiceTally();
            services.put(server, tally);
        }
        tally.add(c);
    }

    public void timeWaitEntered(HostPort holder, HostPort server, Role role, long nanos) {
        timeWaits.entered(holder, server, role, nanos);
    }

    public void timeWaitLeft(HostPort holder, HostPort server, Role role) {
        timeWaits.left(holder, server, role);
    }

    public Summary summary() {
        var kinds = new EnumMap<CloseKind, Long>(CloseKind.class);
        for (CloseKind kind : CloseKind.values()) {
            kinds.put(kind, byKind[kind.ordinal()]);
        }
        var closers = new EnumMap<ActiveCloser, Long>(ActiveCloser.class);
        for (ActiveCloser closer : ActiveCloser.values()) {
            closers.put(closer, byCloser[closer.ordinal()]);
        }
        return new Summary(
                connections,
                kinds,
                closers,
                times.distributions(),
                listed(),
                servicesNotListed,
                timeWaits.hostPeaks(),
                new Sight(lossy, oneSided, headerCut, begunBefore, synRepeated, finRepeated));
    }

    private List<Summary.Service> listed() {
        var listed = new ArrayList<Summary.Service>(services.size());
        services.forEach((server, tally) -> listed.add(tally.toService(server, timeWaits)));
        listed.sort(Comparator.comparingLong(Summary.Service::connections)
                .reversed()
                .thenComparing(service -> service.server().ip())
                .thenComparingInt(service -> service.server().port()));
        return listed;
    }
}
