package io.finwait.finding.tally;

import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;

/** Connections that were open when the capture ended and had long been idle, after one exchange or none. */
public final class Idlers {
    /** A pool looks for a used connection when it needs one; one that nobody took for so long is not looked for. */
    public static final long IDLE_NANOS = 5_000_000_000L;

    private final Sample starts = new Sample();
    private final Examples examples = new Examples();
    private long longestIdleNanos;

    void add(Life life) {
        long last = Math.max(
                life.side(Role.CLIENT).lastDataNanos(), life.side(Role.SERVER).lastDataNanos());
        long idle = life.ending().nanos() - Math.max(last, life.outline().firstSeenNanos());
        boolean usedOnce = life.exchanges() <= 1 && life.side(Role.CLIENT).sentSyn();
        if (life.kind() == CloseKind.OPEN && usedOnce && idle >= IDLE_NANOS) {
            starts.add(life.outline().firstSeenNanos());
            longestIdleNanos = Math.max(longestIdleNanos, idle);
            examples.add(life.id(), life.side(Role.CLIENT).lastDataFrame());
        }
    }

    public long count() {
        return examples.count();
    }

    /** When the first of them were opened, in order. */
    public long[] startsNanos() {
        return starts.sorted();
    }

    public long longestIdleNanos() {
        return longestIdleNanos;
    }

    public Examples examples() {
        return examples;
    }
}
