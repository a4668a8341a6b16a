package io.finwait.flow;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link FlowTable} holds per 4-tuple, and a link of the {@link EntryList} it is in. Lean, because millions may
 * live at once: links are fields, not node objects. Its 4-tuple changes only while it is in no table.
 */
public abstract class FlowEntry extends FourTuple {
    @Nullable
    FlowEntry older;

    @Nullable
    FlowEntry newer;

    @Nullable
    EntryList list;

    /** When it is to be looked at, nanoseconds since the epoch. */
    long deadlineNanos;

    /** Whether it is in a list that will look at it by {@code nanos}. */
    public final boolean isDueBy(long nanos) {
        return list != null && deadlineNanos <= nanos;
    }

    /** When it is to be looked at, nanoseconds since the epoch. */
    public final long deadlineNanos() {
        return deadlineNanos;
    }

    /** The entry behind it in its list; null at the end. */
    public final @Nullable FlowEntry next() {
        return newer;
    }
}
