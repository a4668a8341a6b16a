package io.finwait.lifecycle;

import io.finwait.flow.FlowEntry;

/** A connection that only waits for its time to be up, kept in little memory; it can be made whole again. */
abstract class Frozen extends FlowEntry implements TwoSided {
    final int id;

    Frozen(Connection c) {
        takeTuple(c);
        id = c.id;
    }

    /** Makes {@code c} what was frozen. */
    final void thawInto(Connection c, Freezer freezer) {
        c.clear();
        c.takeTupleOf(this);
        c.id = id;
        restore(c, freezer);
    }

    abstract void restore(Connection c, Freezer freezer);

    /** Whether {@link #state} may be asked. */
    abstract boolean knowsStates();

    /** Keeps the states of both sides, which no time changes without making this whole first. */
    abstract void rememberStates(TcpState client, TcpState server);

    /** The state of that side; CLOSED too where nothing is known of it. Only if it {@link #knowsStates}. */
    abstract TcpState state(Role role);

    /** About what it occupies of the heap, octets. */
    abstract int heapBytes();
}
