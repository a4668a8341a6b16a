package io.finwait.flow;

import org.jspecify.annotations.Nullable;

/**
 * Entries that wait for the same length of time, in the order in which their time runs out: an intrusive list, so that
 * joining, leaving and looking at the head cost a few pointer writes and no memory. One queue per duration replaces a timer
 * wheel: TCP has a handful of durations, and a queue expires at the exact instant, not at a tick.
 *
 * <p>Whoever moves an entry's {@link FlowEntry#anchorNanos} adds it again. Not thread-safe.
 */
public final class ExpiryQueue {
    private final long durationNanos;
    private @Nullable FlowEntry head;
    private @Nullable FlowEntry tail;
    private int size;

    /** @param durationNanos how long an entry waits after its anchor; {@link Long#MAX_VALUE} for ever */
    public ExpiryQueue(long durationNanos) {
        this.durationNanos = durationNanos;
    }

    public long durationNanos() {
        return durationNanos;
    }

    public int size() {
        return size;
    }

    /** Moves {@code entry} here from whatever queue it is in. */
    public void add(FlowEntry entry) {
        ExpiryQueue current = entry.queue;
        if (current != null) {
            current.remove(entry);
        }
        FlowEntry before = tail;
        long anchor = entry.anchorNanos();
        // Almost always the newest; a capture whose clock stepped back may put it a little further up.
        while (before != null && before.anchorNanos() > anchor && durationNanos != Long.MAX_VALUE) {
            before = before.older;
        }
        insertAfter(before, entry);
    }

    private void insertAfter(@Nullable FlowEntry before, FlowEntry entry) {
        FlowEntry after = before == null ? head : before.newer;
        entry.older = before;
        entry.newer = after;
        entry.queue = this;
        if (before == null) {
            head = entry;
        } else {
            before.newer = entry;
        }
        if (after == null) {
            tail = entry;
        } else {
            after.older = entry;
        }
        size++;
    }

    /** Takes {@code entry} out of whatever queue it is in. */
    public static void leave(FlowEntry entry) {
        ExpiryQueue queue = entry.queue;
        if (queue != null) {
            queue.remove(entry);
        }
    }

    private void remove(FlowEntry entry) {
        FlowEntry before = entry.older;
        FlowEntry after = entry.newer;
        if (before == null) {
            head = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            tail = before;
        } else {
            after.older = before;
        }
        entry.older = null;
        entry.newer = null;
        entry.queue = null;
        size--;
    }

    /** The entry that has waited longest; null if the queue is empty. */
    public @Nullable FlowEntry head() {
        return head;
    }

    /** When the first entry's time runs out, nanoseconds since the epoch; {@link Long#MAX_VALUE} if never or if the queue is empty. */
    public long nextDeadlineNanos() {
        return head == null || durationNanos == Long.MAX_VALUE ? Long.MAX_VALUE : head.anchorNanos() + durationNanos;
    }
}
