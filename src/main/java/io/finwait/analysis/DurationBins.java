package io.finwait.analysis;

import io.finwait.analysis.Summary.Measure;
import io.finwait.lifecycle.Role;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * How many durations of one kind were how long, on a logarithmic scale.
 *
 * @param side whose state it is; null where it belongs to the connection
 * @param counts by bin: the first one is of everything under a microsecond, the others are {@value #PER_DECADE} to a decade
 */
public record DurationBins(Measure measure, @Nullable Role side, List<Long> counts) {
    public static final int PER_DECADE = 8;

    private static final double LEAST_NANOS = 1_000;

    static DurationBins of(Measure measure, @Nullable Role side, Histogram histogram) {
        var counts = new long[bin(histogram.getMaxValue()) + 1];
        for (HistogramIterationValue value : histogram.recordedValues()) {
            counts[bin(value.getValueIteratedTo())] += value.getCountAddedInThisIterationStep();
        }
        return new DurationBins(measure, side, Arrays.stream(counts).boxed().toList());
    }

    private static int bin(long nanos) {
        return nanos < LEAST_NANOS ? 0 : 1 + (int) (Math.log10(nanos / LEAST_NANOS) * PER_DECADE);
    }

    /** Where the bin with that index begins, nanoseconds. */
    public static double fromNanos(int bin) {
        return bin == 0 ? 0 : LEAST_NANOS * Math.pow(10, (bin - 1) / (double) PER_DECADE);
    }
}
