package io.finwait.finding.tally;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import org.jspecify.annotations.Nullable;

/** All attempts to connect to one service. Most targets of a scan have nothing more, so what only served ones have is apart. */
public final class ServiceTally implements Tally {
    private final HostPort server;
    private long attempts;
    private final long[] outcomes = new long[Outcome.values().length];
    private @Nullable Served served;
    private final Examples incomplete = new Examples();
    private @Nullable DistinctCount incompleteSources;
    private @Nullable IpAddress onlySource;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private long firstIncompleteNanos = Long.MAX_VALUE;
    private long lastIncompleteNanos = Long.MIN_VALUE;

    ServiceTally(HostPort server) {
        this.server = server;
    }

    void add(Life life, Outcome outcome) {
        attempts++;
        outcomes[outcome.ordinal()]++;
        firstNanos = Math.min(firstNanos, life.outline().firstSeenNanos());
        lastNanos = Math.max(lastNanos, life.outline().lastSeenNanos());
        switch (outcome) {
            case ESTABLISHED -> {
                Served made = served();
                made.add(life);
                served = made;
            }
            case UNANSWERED, HALF_OPEN -> incomplete(life);
            case REFUSED, ABORTED, UNASKED, STRAY -> {}
        }
    }

    private void incomplete(Life life) {
        long nanos = life.outline().firstSeenNanos();
        firstIncompleteNanos = Math.min(firstIncompleteNanos, nanos);
        lastIncompleteNanos = Math.max(lastIncompleteNanos, nanos);
        incomplete.add(life.id(), life.connection().firstFrame());
        IpAddress source = onlySource;
        if (source != null && life.connection().isOn(Role.CLIENT, source)) {
            return;
        }
        IpAddress next = life.address(Role.CLIENT).ip();
        onlySource = next;
        if (source == null) {
            return;
        }
        DistinctCount sources = incompleteSources;
        if (sources == null) {
            sources = new DistinctCount();
            sources.add(numberOf(source));
            incompleteSources = sources;
        }
        sources.add(numberOf(next));
    }

    /** A number that stands for an address. */
    static long numberOf(IpAddress ip) {
        return ip.high() * 0x9E37_79B9_7F4A_7C15L + ip.low();
    }

    public HostPort server() {
        return server;
    }

    @Override
    public long count() {
        return attempts;
    }

    /** Its established connections. */
    public Served served() {
        Served made = served;
        return made == null ? new Served() : made;
    }

    public long established() {
        return outcomes[Outcome.ESTABLISHED.ordinal()];
    }

    /** SYNs that nothing answered. */
    public long unanswered() {
        return outcomes[Outcome.UNANSWERED.ordinal()];
    }

    /** SYN-ACKs that nothing answered. */
    public long halfOpen() {
        return outcomes[Outcome.HALF_OPEN.ordinal()];
    }

    /** Attempts that nothing answered, or whose SYN-ACK nothing answered. */
    public Examples incomplete() {
        return incomplete;
    }

    /** How many addresses they came from, about. */
    public long incompleteSources() {
        DistinctCount sources = incompleteSources;
        return Math.min(incomplete.count(), sources == null ? 1 : sources.estimate());
    }

    public long firstIncompleteNanos() {
        return firstIncompleteNanos;
    }

    public long lastIncompleteNanos() {
        return lastIncompleteNanos;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }
}
