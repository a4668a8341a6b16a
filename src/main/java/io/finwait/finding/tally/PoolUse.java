package io.finwait.finding.tally;

import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;

/** Whether connections are kept for the next request, and which are not. */
public final class PoolUse {
    /** Whoever closes so soon after a response does not wait for the next request. */
    private static final long AT_ONCE_NANOS = 100_000_000;

    /** A connection that carried so many requests was kept. */
    private static final int KEPT_EXCHANGES = 10;

    private final Examples kept = new Examples();
    private final Examples surplus = new Examples();
    private final Levels keptOpen = new Levels();
    private final Levels surplusOpen = new Levels();
    private long keptExchanges;
    private long keptSinceNanos = Long.MAX_VALUE;
    private long keptUntilNanos = Long.MIN_VALUE;

    void add(Life life, long nanos) {
        long begin = life.outline().firstSeenNanos();
        if (life.exchanges() >= KEPT_EXCHANGES) {
            kept.add(life.id(), -1);
            keptOpen.add(begin, begin + nanos);
            keptExchanges += life.exchanges();
            keptSinceNanos = Math.min(keptSinceNanos, begin);
            keptUntilNanos = Math.max(keptUntilNanos, begin + nanos);
        } else if (life.exchanges() > 0 && life.activeCloser() == ActiveCloser.CLIENT && closedAtOnce(life)) {
            surplus.add(life.id(), life.firstFinFrame());
            surplusOpen.add(begin, begin + nanos);
        }
    }

    private static boolean closedAtOnce(Life life) {
        Life.Side client = life.side(Role.CLIENT);
        Life.Side server = life.side(Role.SERVER);
        return client.sentFin()
                && server.lastDataNanos() != Life.NEVER
                && client.finNanos() - server.lastDataNanos() <= AT_ONCE_NANOS
                && client.finNanos() >= server.lastDataNanos();
    }

    /** Those that carried many requests. */
    public Examples kept() {
        return kept;
    }

    public long keptExchanges() {
        return keptExchanges;
    }

    public Levels keptOpen() {
        return keptOpen;
    }

    /** From the first kept one's first segment, an instant. */
    public long keptSinceNanos() {
        return keptSinceNanos;
    }

    public long keptUntilNanos() {
        return keptUntilNanos;
    }

    /** Those of few requests that the client closed right after a response. */
    public Examples surplus() {
        return surplus;
    }

    public Levels surplusOpen() {
        return surplusOpen;
    }
}
