package io.finwait.analysis;

import io.finwait.finding.tally.Levels;
import java.util.Collection;

/**
 * Regular instants at which several {@link Levels} are looked at together.
 *
 * @param firstNanos the first instant, a multiple of {@code stepNanos}; nanoseconds since the epoch
 * @param stepNanos from one to the next, nanoseconds; a power of two
 * @param count how many there are
 */
public record TimeGrid(long firstNanos, long stepNanos, int count) {
    private static final TimeGrid EMPTY = new TimeGrid(0, 1, 0);

    /**
     * The finest grid on which all of {@code levels} are known at each instant, from before the first of them rises to the end.
     *
     * @param untilNanos the last instant that matters
     * @param most how many instants there may be
     */
    public static TimeGrid over(Collection<Levels> levels, long untilNanos, int most) {
        long step = 1;
        long first = Long.MAX_VALUE;
        long last = untilNanos;
        for (Levels each : levels) {
            if (each.looks() > 0) {
                step = Math.max(step, each.stepNanos());
                first = Math.min(first, each.lookNanos(0) - each.stepNanos());
                last = Math.max(last, each.lookNanos(each.looks() - 1));
            }
        }
        if (first == Long.MAX_VALUE) {
            return EMPTY;
        }
        while (instants(first, last, step) > most) {
            step *= 2;
        }
        return new TimeGrid(Math.floorDiv(first, step) * step, step, (int) instants(first, last, step));
    }

    /** From the one before {@code first} or at it to the one after {@code last} or at it. */
    private static long instants(long first, long last, long step) {
        return -Math.floorDiv(-last, step) - Math.floorDiv(first, step) + 1;
    }

    public long nanos(int index) {
        return firstNanos + index * stepNanos;
    }

    /** How many there were at each instant. */
    public long[] values(Levels levels) {
        long[] known = levels.values();
        var values = new long[count];
        int at = 0;
        long value = 0;
        for (int i = 0; i < count; i++) {
            for (; at < known.length && levels.lookNanos(at) <= nanos(i); at++) {
                value = known[at];
            }
            values[i] = value;
        }
        return values;
    }

    /** By how much they rose from the instant before to each instant. */
    public long[] rises(Levels levels) {
        long[] values = values(levels);
        for (int i = count - 1; i > 0; i--) {
            values[i] -= values[i - 1];
        }
        return values;
    }
}
