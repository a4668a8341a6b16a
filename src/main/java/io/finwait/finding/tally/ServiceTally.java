package io.finwait.finding.tally;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import org.jspecify.annotations.Nullable;

/** All attempts to connect to one service, and how its connections ended. */
public final class ServiceTally implements Tally {
    private final HostPort server;
    private long attempts;
    private final long[] outcomes = new long[Outcome.values().length];
    private long closedByClient;
    private long closedByServer;
    private long closedTogether;
    private final long[] reasons = new long[CloseReason.values().length];
    private final Sample idleNanos = new Sample();
    private final Levels timeWait = new Levels();
    private final Examples closes = new Examples();
    private final Examples incomplete = new Examples();
    private final Levels incompleteAttempts = new Levels();
    private final Examples[] resets = {new Examples(), new Examples()};
    private final Levels resetsSeen = new Levels();
    private @Nullable DistinctCount incompleteSources;
    private @Nullable IpAddress onlySource;
    private final Examples refusals = new Examples();
    private final Examples unstamped = new Examples();
    private long handshakes;
    private long stampsOffered;
    private final Examples repeatedSyns = new Examples();
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
            case ESTABLISHED -> established(life);
            case UNANSWERED, HALF_OPEN -> incomplete(life);
            case REFUSED -> refusals.add(life.id(), life.connection().firstFrame());
            case ABORTED, UNASKED, STRAY -> {}
        }
    }

    private void opened(Life life) {
        if (life.connection().synRepeated()) {
            repeatedSyns.add(life.id(), life.connection().firstFrame());
        }
        if (life.synAckFrame() < 0 || life.has(Trait.MIDSTREAM)) {
            return;
        }
        handshakes++;
        stampsOffered += life.synHasTimestamps() ? 1 : 0;
        if (!life.connection().hasTimestamps(Role.SERVER)
                && life.side(Role.SERVER).synOptions().known()) {
            unstamped.add(life.id(), life.synAckFrame());
        }
    }

    private void established(Life life) {
        opened(life);
        if (life.kind() == CloseKind.RST) {
            Role by = life.resetBy();
            if (by != null && life.outline().payloadBytes() > 0) {
                resets[by.ordinal()].add(life.id(), life.connection().lastFrame());
                resetsSeen.step(life.closeStartNanos());
            }
            return;
        }
        if (life.heldTimeWait(Role.SERVER)) {
            timeWait.add(life.timeWaitNanos(Role.SERVER), Levels.endOf(life, life.timeWaitEndNanos(Role.SERVER)));
        }
        ActiveCloser closer = life.activeCloser();
        if (closer == ActiveCloser.CLIENT) {
            closedByClient++;
        } else if (closer == ActiveCloser.SIMULTANEOUS) {
            closedTogether++;
        } else if (closer == ActiveCloser.SERVER) {
            closedByServer++;
            CloseReason reason = CloseReason.ofServer(life);
            reasons[reason.ordinal()]++;
            if (reason == CloseReason.IDLE) {
                idleNanos.add(CloseReason.idleNanos(life));
            }
            closes.add(life.id(), life.firstFinFrame());
        }
    }

    private void incomplete(Life life) {
        long nanos = life.outline().firstSeenNanos();
        firstIncompleteNanos = Math.min(firstIncompleteNanos, nanos);
        lastIncompleteNanos = Math.max(lastIncompleteNanos, nanos);
        incomplete.add(life.id(), life.connection().firstFrame());
        incompleteAttempts.step(nanos);
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

    public long attempts() {
        return attempts;
    }

    public long established() {
        return outcomes[Outcome.ESTABLISHED.ordinal()];
    }

    public long refused() {
        return outcomes[Outcome.REFUSED.ordinal()];
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

    /** How many of those had begun, over time. */
    public Levels incompleteAttempts() {
        return incompleteAttempts;
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

    public Examples refusals() {
        return refusals;
    }

    /** Established ones whose SYN had to be sent again. */
    public Examples repeatedSyns() {
        return repeatedSyns;
    }

    /** Established ones whose SYN-ACK was captured. */
    public long handshakes() {
        return handshakes;
    }

    /** Those of them whose SYN had timestamps. */
    public long stampsOffered() {
        return stampsOffered;
    }

    /** Those of them whose server sent none, with the SYN-ACKs. */
    public Examples unstamped() {
        return unstamped;
    }

    public long closedByClient() {
        return closedByClient;
    }

    public long closedByServer() {
        return closedByServer;
    }

    /** Connections that both sides closed at once. */
    public long closedTogether() {
        return closedTogether;
    }

    /** How many the server closed first for this reason. */
    public long closedBecause(CloseReason reason) {
        return reasons[reason.ordinal()];
    }

    /** How long those had been idle that the server closed for that, nanoseconds. */
    public Sample idleNanos() {
        return idleNanos;
    }

    /** Connections that the server closed first, with its FINs. */
    public Examples closes() {
        return closes;
    }

    /** TIME_WAITs of the server. */
    public Levels timeWait() {
        return timeWait;
    }

    /** Connections with data that a RST of that side ended. */
    public Examples resets(Role by) {
        return resets[by.ordinal()];
    }

    /** How many of both had been seen, over time. */
    public Levels resetsSeen() {
        return resetsSeen;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }
}
