package io.finwait.finding.tally;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attempts of one host that led to nothing: no answer, a refusal, or a connection that carried no data. */
public final class SourceTally implements Tally {
    /** How many different targets and such there were. */
    private static final class Targets {
        final DistinctCount all = new DistinctCount();
        final DistinctCount hosts = new DistinctCount();
        final DistinctCount ports = new DistinctCount();

        void add(HostPort target) {
            long host = ServiceTally.numberOf(target.ip());
            all.add(host * 31 + target.port());
            hosts.add(host);
            ports.add(target.port());
        }
    }

    /** Most sources try so few that they need no counting. */
    private static final int FEW = 4;

    private final IpAddress source;
    private final List<HostPort> first = new ArrayList<>(1);
    private @Nullable Targets targets;
    private long probes;
    private final long[] outcomes = new long[Outcome.values().length];
    private final Examples examples = new Examples();
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    SourceTally(IpAddress source) {
        this.source = source;
    }

    /** @param by which side of {@code life} this is */
    void add(Life life, Outcome outcome, Role by) {
        probes++;
        outcomes[outcome.ordinal()]++;
        long nanos = life.outline().firstSeenNanos();
        firstNanos = Math.min(firstNanos, nanos);
        lastNanos = Math.max(lastNanos, nanos);
        examples.add(life.id(), life.connection().firstFrame());
        HostPort target = life.address(by.peer());
        Targets counted = targets;
        if (counted != null) {
            counted.add(target);
        } else if (first.size() < FEW) {
            first.add(target);
        } else {
            counted = new Targets();
            first.forEach(counted::add);
            counted.add(target);
            first.clear();
            targets = counted;
        }
    }

    public IpAddress source() {
        return source;
    }

    @Override
    public long count() {
        return probes;
    }

    /** How many addresses and ports it tried, about; 0 where there were few. */
    public long targets() {
        return targets == null ? 0 : targets.all.estimate();
    }

    /** How many addresses it tried, about; 0 where there were few. */
    public long hosts() {
        return targets == null ? 0 : targets.hosts.estimate();
    }

    /** How many port numbers it tried, about; 0 where there were few. */
    public long ports() {
        return targets == null ? 0 : targets.ports.estimate();
    }

    public long refused() {
        return outcomes[Outcome.REFUSED.ordinal()];
    }

    public long unanswered() {
        return outcomes[Outcome.UNANSWERED.ordinal()];
    }

    /** Those that a SYN-ACK answered, but that carried no data. */
    public long answered() {
        return outcomes[Outcome.HALF_OPEN.ordinal()]
                + outcomes[Outcome.ABORTED.ordinal()]
                + outcomes[Outcome.ESTABLISHED.ordinal()];
    }

    /** Those that began without SYN. */
    public long withoutSyn() {
        return outcomes[Outcome.STRAY.ordinal()];
    }

    public Examples examples() {
        return examples;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }
}
