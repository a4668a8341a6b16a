package io.finwait.flow;

import org.jspecify.annotations.Nullable;

/**
 * Entries in the order in which their time is up: an intrusive list, so that joining, leaving and looking at the head cost a few
 * pointer writes and no memory. Made for entries that all wait about the same length of time, so that a new one almost always
 * belongs at the end; one queue per length replaces a timer wheel, because TCP has a handful of lengths, and a queue expires
 * at the exact instant, not at a tick. Not thread-safe.
 */
public final class ExpiryQueue {
    private @Nullable FlowEntry head;
    private @Nullable FlowEntry tail;
    private int size;

    /**
     * Moves {@code entry} here from whatever queue it is in.
     *
     * @param deadlineNanos when its time is up, nanoseconds since the epoch; {@link Long#MAX_VALUE} for never
     */
    public void add(FlowEntry entry, long deadlineNanos) {
        leave(entry);
        entry.deadlineNanos = deadlineNanos;
        FlowEntry before = tail;
        while (before != null && before.deadlineNanos > deadlineNanos) {
            before = before.older;
        }
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

    public int size() {
        return size;
    }

    /** The entry whose time is up first; null if the queue is empty. */
    public @Nullable FlowEntry head() {
        return head;
    }

    /** When the first entry's time is up, nanoseconds since the epoch; {@link Long#MAX_VALUE} if never or if the queue is empty. */
    public long nextDeadlineNanos() {
        return head == null ? Long.MAX_VALUE : head.deadlineNanos;
    }
}
