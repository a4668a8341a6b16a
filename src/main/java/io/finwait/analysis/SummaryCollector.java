package io.finwait.analysis;

import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TimeWait;
import io.finwait.lifecycle.Turn;
import java.util.EnumMap;
import java.util.List;

/** Adds connections up to a {@link Summary}, in memory that does not grow with their number. Not thread-safe. */
public final class SummaryCollector {
    private final long[] byKind = new long[CloseKind.values().length];
    private final long[] byCloser = new long[ActiveCloser.values().length];
    private final DurationDistributions times = new DurationDistributions();
    private final ServiceTallies services = new ServiceTallies();
    private final HostGauges hosts = new HostGauges();
    private final long[] byTimeWaitEnd = new long[TimeWait.End.values().length];
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
        addTimeWait(c, Role.CLIENT);
        addTimeWait(c, Role.SERVER);
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

    private void addTimeWait(ConnectionOutline c, Role holder) {
        TimeWait.End end = c.timeWaitEnd(holder);
        if (end != null) {
            byTimeWaitEnd[end.ordinal()]++;
        }
    }

    private void addToService(ConnectionOutline c) {
        ServiceTally tally = services.of(c.of());
        if (tally == null) {
            servicesNotListed++;
        } else {
            tally.add(c);
        }
    }

    /** A side of a connection entered TIME_WAIT. */
    public void timeWaitEntered(Turn turn) {
        TimeWaitGauge host = hosts.of(turn, turn.holder());
        if (host != null) {
            host.entered(turn.nanos());
        }
        ServiceTally service = services.of(turn);
        if (service != null) {
            service.timeWaits(turn.holder()).entered(turn.nanos());
        }
    }

    /** A side of a connection left TIME_WAIT. */
    public void timeWaitLeft(Turn turn) {
        TimeWaitGauge host = hosts.of(turn, turn.holder());
        if (host != null) {
            host.left();
        }
        ServiceTally service = services.of(turn);
        if (service != null) {
            service.timeWaits(turn.holder()).left();
        }
    }

    /** How many durations of {@link Summary#times} were how long, in that order. */
    List<DurationBins> durationBins() {
        return times.bins();
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
        var timeWaitEnds = new EnumMap<TimeWait.End, Long>(TimeWait.End.class);
        for (TimeWait.End end : TimeWait.End.values()) {
            timeWaitEnds.put(end, byTimeWaitEnd[end.ordinal()]);
        }
        return new Summary(
                connections,
                kinds,
                closers,
                times.distributions(),
                services.services(),
                servicesNotListed,
                hosts.peaks(),
                new Sight(lossy, oneSided, headerCut, begunBefore, synRepeated, finRepeated),
                timeWaitEnds);
    }
}
