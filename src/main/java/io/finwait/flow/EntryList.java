package io.finwait.flow;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Entries in the order in which they were added: an intrusive list, so that joining and leaving cost a few pointer writes and no memory. Not thread-safe. */
public final class EntryList {
    private @Nullable FlowEntry head;
    private @Nullable FlowEntry tail;
    private int size;

    /**
     * Moves {@code entry} to the end of this list from whatever list it is in.
     *
     * @param deadlineNanos when it is to be looked at, nanoseconds since the epoch; {@link Long#MAX_VALUE} for never
     */
    public void add(FlowEntry entry, long deadlineNanos) {
        leave(entry);
        entry.deadlineNanos = deadlineNanos;
        append(entry);
    }

    private void append(FlowEntry entry) {
        FlowEntry before = tail;
        entry.older = before;
        entry.newer = null;
        entry.list = this;
        if (before == null) {
            head = entry;
        } else {
            before.newer = entry;
        }
        tail = entry;
        size++;
    }

    /** Takes {@code entry} out of whatever list it is in. */
    public static void leave(FlowEntry entry) {
        EntryList list = entry.list;
        if (list != null) {
            list.remove(entry);
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
        entry.list = null;
        size--;
    }

    /** Puts the entries in the order of their deadlines; those with equal ones keep theirs. */
    void sort() {
        if (size < 2) {
            return;
        }
        FlowEntry[] entries = new FlowEntry[size];
        int count = 0;
        for (FlowEntry entry = head; entry != null; entry = entry.newer) {
            entries[count++] = entry;
        }
        Arrays.sort(entries, Comparator.comparingLong(FlowEntry::deadlineNanos));
        head = null;
        tail = null;
        size = 0;
        for (FlowEntry entry : entries) {
            append(entry);
        }
    }

    /** The entry that was added first; null if the list is empty. */
    public @Nullable FlowEntry head() {
        return head;
    }

    public int size() {
        return size;
    }
}
