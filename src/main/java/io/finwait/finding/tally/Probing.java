package io.finwait.finding.tally;

import java.util.Arrays;

/** Connections without data that the client ended: at even intervals if they are health checks. */
public final class Probing {
    /** How far an interval may be from the middle one, as a share. */
    private static final double TOLERANCE = 0.25;

    private final Sample starts = new Sample();
    private final Sample lives = new Sample();
    private final Examples examples = new Examples();

    void add(int id, long beginNanos, long nanos) {
        starts.add(beginNanos);
        lives.add(nanos);
        examples.add(id, -1);
    }

    public Examples examples() {
        return examples;
    }

    /** How long they lasted, nanoseconds: the middle one. */
    public long lifeNanos() {
        return lives.median();
    }

    /** The middle one of the intervals, nanoseconds; 0 if there are fewer than two. */
    public long intervalNanos() {
        long[] intervals = intervals();
        return intervals.length == 0 ? 0 : intervals[intervals.length / 2];
    }

    /** The share of intervals close to the middle one. */
    public double regularity() {
        long[] intervals = intervals();
        if (intervals.length == 0) {
            return 0;
        }
        double middle = intervals[intervals.length / 2];
        long close = Arrays.stream(intervals)
                .filter(nanos -> Math.abs(nanos - middle) <= middle * TOLERANCE)
                .count();
        return (double) close / intervals.length;
    }

    private long[] intervals() {
        long[] sorted = starts.sorted();
        var intervals = new long[Math.max(0, sorted.length - 1)];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = sorted[i + 1] - sorted[i];
        }
        Arrays.sort(intervals);
        return intervals;
    }
}
