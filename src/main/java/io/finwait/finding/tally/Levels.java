package io.finwait.finding.tally;

import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Life;
import java.util.Arrays;

/**
 * How many of something there were over time, as one would see who looks at regular instants: intervals may be added in any order, and
 * the result does not depend on it. Holds at most {@value #MOST_BUCKETS} buckets, which double in width as the time grows; an interval
 * that begins and ends between two looks is not seen. Instants are nanoseconds since the epoch.
 */
public final class Levels {
    public static final int MOST_BUCKETS = 512;

    /** The narrowest bucket is 2^20 ns, about a millisecond. */
    private static final int FINEST_SHIFT = 20;

    /** The end of what has none that the capture holds. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int[] NOTHING = {};

    private int shift = FINEST_SHIFT;
    private long firstBucket;
    private int used;
    private int[] changes = NOTHING;

    /** The first interval waits here: most subjects never have a second one. */
    private long heldFromNanos;

    private long heldUntilNanos;
    private boolean holds;

    /** One more from one instant until just before another one, or {@link #NEVER}; nothing if that is not later. */
    public void add(long fromNanos, long untilNanos) {
        if (untilNanos <= fromNanos) {
            return;
        }
        if (used == 0 && !holds) {
            holds = true;
            heldFromNanos = fromNanos;
            heldUntilNanos = untilNanos;
            return;
        }
        settle();
        put(fromNanos, untilNanos);
    }

    /** One more from then on. */
    public void step(long nanos) {
        add(nanos, NEVER);
    }

    /** What {@code life} says of an end: {@link #NEVER} if only the capture's end is known to have ended it. */
    static long endOf(Life life, long nanos) {
        boolean cutOff = life.ending().reason() == Ending.Reason.CAPTURE_END
                && nanos >= life.ending().nanos();
        return cutOff ? NEVER : nanos;
    }

    private void settle() {
        if (holds) {
            holds = false;
            put(heldFromNanos, heldUntilNanos);
        }
    }

    private void put(long fromNanos, long untilNanos) {
        if (untilNanos == NEVER) {
            change(fromNanos, 1);
        } else if (fromNanos >> shift != untilNanos >> shift) {
            change(fromNanos, 1);
            change(untilNanos, -1);
        }
    }

    private void change(long nanos, int by) {
        long at = (nanos >> shift) - firstBucket;
        if (at < 0 || at >= used) {
            makeRoom(nanos);
            at = (nanos >> shift) - firstBucket;
        }
        changes[(int) at] += by;
    }

    private void makeRoom(long nanos) {
        long bucket = nanos >> shift;
        if (used == 0) {
            firstBucket = bucket;
        }
        long first = Math.min(firstBucket, bucket);
        long last = Math.max(firstBucket + used - 1, bucket);
        while (last - first >= MOST_BUCKETS) {
            coarsen();
            bucket = nanos >> shift;
            first = Math.min(firstBucket, bucket);
            last = Math.max(firstBucket + used - 1, bucket);
        }
        int wanted = (int) (last - first) + 1;
        if (wanted > changes.length) {
            changes = Arrays.copyOf(changes, Math.min(MOST_BUCKETS, Math.max(16, Integer.highestOneBit(wanted) * 2)));
        }
        int moved = (int) (firstBucket - first);
        if (moved > 0) {
            System.arraycopy(changes, 0, changes, moved, used);
            Arrays.fill(changes, 0, moved, 0);
        }
        firstBucket = first;
        used = wanted;
    }

    private void coarsen() {
        long coarse = firstBucket >> 1;
        for (int i = 0; i < used; i++) {
            int change = changes[i];
            changes[i] = 0;
            changes[(int) ((firstBucket + i >> 1) - coarse)] += change;
        }
        used = used == 0 ? 0 : (int) ((firstBucket + used - 1 >> 1) - coarse) + 1;
        firstBucket = coarse;
        shift++;
    }

    /** How many looks there are; 0 if nothing lasted from one to the next. */
    public int looks() {
        settle();
        return used;
    }

    /** Time from one look to the next, nanoseconds. */
    public long stepNanos() {
        settle();
        return 1L << shift;
    }

    /** When look {@code index} is. */
    public long lookNanos(int index) {
        settle();
        return firstBucket + index + 1 << shift;
    }

    /** How many there were at each look. */
    public long[] values() {
        settle();
        var values = new long[used];
        long value = 0;
        for (int i = 0; i < used; i++) {
            value += changes[i];
            values[i] = value;
        }
        return values;
    }

    /** How many there were at the last look until then; 0 before the first. */
    public long last(long nanos) {
        long[] values = values();
        long value = 0;
        for (int i = 0; i < values.length && lookNanos(i) <= nanos; i++) {
            value = values[i];
        }
        return value;
    }

    /** The most there were at any look. */
    public long peak() {
        return Arrays.stream(values()).max().orElse(0);
    }

    /** The first look with the most. Only if there is one. */
    public int peakLook() {
        long[] values = values();
        long peak = peak();
        int look = 0;
        while (values[look] < peak) {
            look++;
        }
        return look;
    }
}
