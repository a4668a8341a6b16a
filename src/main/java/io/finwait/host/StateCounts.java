package io.finwait.host;

import io.finwait.lifecycle.TcpState;

/** How many sockets are in each state. Grows while a table is read, and not any more in a {@link HostSample}. */
public final class StateCounts {
    private final long[] counts = new long[TcpState.values().length];
    private long total;

    StateCounts() {}

    void add(TcpState state) {
        counts[state.ordinal()]++;
        total++;
    }

    public long count(TcpState state) {
        return counts[state.ordinal()];
    }

    /** Of all states. */
    public long total() {
        return total;
    }
}
