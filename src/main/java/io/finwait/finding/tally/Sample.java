package io.finwait.finding.tally;

import java.util.Arrays;

/** The first values of many, and how many there were. */
public final class Sample {
    private static final int MOST = 512;

    private long[] values = {};
    private long count;

    public void add(long value) {
        if (count < MOST) {
            if (count == values.length) {
                values = Arrays.copyOf(values, Math.max(8, values.length * 2));
            }
            values[(int) count] = value;
        }
        count++;
    }

    /** How many were added, kept or not. */
    public long count() {
        return count;
    }

    /** Those that are kept, in order of size. */
    public long[] sorted() {
        long[] kept = Arrays.copyOf(values, (int) Math.min(count, MOST));
        Arrays.sort(kept);
        return kept;
    }

    /** The middle one; 0 if there is none. */
    public long median() {
        long[] sorted = sorted();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
