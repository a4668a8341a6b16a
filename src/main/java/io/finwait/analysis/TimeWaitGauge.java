package io.finwait.analysis;

/** How many sockets are in TIME_WAIT, and how many were at most. */
final class TimeWaitGauge {
    private long now;
    private long peak;
    private long peakNanos;

    void entered(long nanos) {
        now++;
        if (now > peak) {
            peak = now;
            peakNanos = nanos;
        }
    }

    void left() {
        now--;
    }

    long peak() {
        return peak;
    }

    /** When the peak was reached first, nanoseconds since the epoch. */
    long peakNanos() {
        return peakNanos;
    }
}
