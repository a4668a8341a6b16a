package io.finwait.lifecycle;

/** How many sockets are in each state. */
public final class StateCounts {
    private final long[] counts = new long[TcpState.values().length];
    private long total;

    /** None yet. */
    public StateCounts() {}

    /** Counts one more. */
    public void add(TcpState state) {
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
