package io.finwait.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries by the time at which they are to be looked at, in buckets of some 17 ms: adding and removing take constant time whatever
 * the order. An entry comes out when its bucket has passed, in the order of deadlines; one added when its bucket has passed already
 * comes out with the next. What lies further ahead than the wheel reaches (some 137 s) comes out early, to be added again. Time is capture time and only goes forward. Not thread-safe.
 */
public final class TimerWheel {
    private static final int TICK_SHIFT = 24;
    private static final int BUCKETS = 1 << 13;

    private final EntryList[] buckets = new EntryList[BUCKETS];

    /** The first tick whose bucket has not been emptied; {@link Long#MIN_VALUE} before the first poll or entry. */
    private long tick = Long.MIN_VALUE;

    /** Whether the bucket of {@link #tick} is in order, because it is being emptied. */
    private boolean currentIsSorted;

    public TimerWheel() {
        Arrays.setAll(buckets, i -> new EntryList());
    }

    /**
     * Moves {@code entry} here from whatever list it is in.
     *
     * @param deadlineNanos when it is to be looked at, nanoseconds since the epoch
     * @param nowNanos the present, not before any earlier present
     */
    public void add(FlowEntry entry, long deadlineNanos, long nowNanos) {
        if (tick == Long.MIN_VALUE) {
            tick = Math.min(deadlineNanos, nowNanos) >> TICK_SHIFT;
        }
        // What is late already does not join a bucket that is being emptied, which would have to be sorted again.
        long earliest = currentIsSorted ? tick + 1 : tick;
        long at = Math.min(Math.max(deadlineNanos >> TICK_SHIFT, earliest), tick + BUCKETS - 1);
        bucket(at).add(entry, deadlineNanos);
    }

    private EntryList bucket(long at) {
        return buckets[(int) at & BUCKETS - 1];
    }

    /** When {@link #poll} wants to be asked next, nanoseconds since the epoch; {@link Long#MIN_VALUE} at first, so that it learns when time begins. */
    public long nextPollNanos() {
        return tick == Long.MIN_VALUE ? Long.MIN_VALUE : tick + 1 << TICK_SHIFT;
    }

    /**
     * The next entry whose bucket has passed by {@code nowNanos}; null if there is none. The caller takes it out or adds it
     * again before asking again.
     */
    public @Nullable FlowEntry poll(long nowNanos) {
        long until = nowNanos >> TICK_SHIFT;
        if (tick == Long.MIN_VALUE) {
            tick = until;
        }
        long lastFilled = tick + BUCKETS;
        while (tick < until) {
            EntryList bucket = bucket(tick);
            if (bucket.size() > 0) {
                if (!currentIsSorted) {
                    bucket.sort();
                    currentIsSorted = true;
                }
                return bucket.head();
            }
            // After a whole turn all buckets are empty.
            tick = tick + 1 < lastFilled ? tick + 1 : until;
            currentIsSorted = false;
        }
        return null;
    }

    /** The entry that comes out next; null if the wheel is empty. Slow where few entries are left. */
    public @Nullable FlowEntry first() {
        for (long at = tick; tick != Long.MIN_VALUE && at < tick + BUCKETS; at++) {
            FlowEntry head = bucket(at).head();
            if (head != null) {
                return head;
            }
        }
        return null;
    }

    /** All entries, in no order. */
    public List<FlowEntry> all() {
        var all = new ArrayList<FlowEntry>();
        for (EntryList bucket : buckets) {
            for (FlowEntry entry = bucket.head(); entry != null; entry = entry.next()) {
                all.add(entry);
            }
        }
        return all;
    }
}
