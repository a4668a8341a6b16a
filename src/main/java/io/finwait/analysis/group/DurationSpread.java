package io.finwait.analysis.group;

import java.util.Arrays;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/** Durations of one group: up to {@value #MOST_EXACT} as they are, more as a histogram, so that a small group takes little memory. */
final class DurationSpread {
    static final int MOST_EXACT = 512;

    private static final int SIGNIFICANT_DIGITS = 2;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long[] NOTHING = {};

    private long[] values = NOTHING;
    private @Nullable IntCountsHistogram histogram;
    private long count;
    private long maxNanos = -1;

    /** Whether no value had a finer part, as in captures with microsecond timestamps. */
    private boolean wholeMicros = true;

    void add(long nanos) {
        if (count == MOST_EXACT) {
            turnIntoHistogram();
        }
        IntCountsHistogram buckets = histogram;
        if (buckets != null) {
            buckets.recordValue(nanos);
        } else {
            if (count == values.length) {
                values = Arrays.copyOf(values, Math.max(4, 2 * values.length));
            }
            values[(int) count] = nanos;
        }
        count++;
        maxNanos = Math.max(maxNanos, nanos);
        wholeMicros &= nanos % NANOS_PER_MICRO == 0;
    }

    private void turnIntoHistogram() {
        var buckets = new IntCountsHistogram(SIGNIFICANT_DIGITS);
        for (long value : values) {
            buckets.recordValue(value);
        }
        histogram = buckets;
        values = NOTHING;
    }

    Group.Spread spread() {
        Arrays.sort(values, 0, histogram == null ? (int) count : 0);
        return new Group.Spread(count, percentileNanos(50), percentileNanos(95), maxNanos);
    }

    /** By nearest rank, as histograms have it; -1 without values. */
    private long percentileNanos(int percentile) {
        if (count == 0) {
            return -1;
        }
        IntCountsHistogram buckets = histogram;
        if (buckets == null) {
            return values[(int) ((count * percentile + 99) / 100) - 1];
        }
        long value = Math.min(maxNanos, buckets.getValueAtPercentile(percentile));
        return wholeMicros ? value / NANOS_PER_MICRO * NANOS_PER_MICRO : value;
    }
}
