package io.finwait.analysis;

import io.finwait.analysis.Summary.Distribution;
import io.finwait.analysis.Summary.Measure;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/** Distributions of handshake time, teardown time and time per closing state and side. Not thread-safe. */
public final class DurationDistributions {
    private static final int SIGNIFICANT_DIGITS = 3;

    /** One line of the table. */
    private static final class Line {
        final Measure measure;
        final @Nullable Role side;
        final Histogram histogram;
        long maxNanos;

        /** Whether no value had a finer part, as in captures with microsecond timestamps. */
        boolean wholeMicros = true;

        Line(Measure measure, @Nullable Role side, Histogram histogram) {
            this.measure = measure;
            this.side = side;
            this.histogram = histogram;
            histogram.setAutoResize(true);
        }

        void add(long nanos) {
            histogram.recordValue(nanos);
            wholeMicros &= nanos % 1_000 == 0;
            maxNanos = Math.max(maxNanos, nanos);
        }

        long percentileNanos(double percentile) {
            long value = Math.min(maxNanos, histogram.getValueAtPercentile(percentile));
            return wholeMicros ? value / 1_000 * 1_000 : value;
        }
    }

    /** By measure; first those of the connection, then those of the client, then those of the server. Null until there is a value. */
    private final @Nullable Line[][] lines = new Line[1 + Role.values().length][Measure.values().length];

    private final IntFunction<Histogram> newHistogram;

    DurationDistributions() {
        this(Histogram::new);
    }

    private DurationDistributions(IntFunction<Histogram> newHistogram) {
        this.newHistogram = newHistogram;
    }

    /** Distributions that take little memory and more time, for who keeps many. */
    public static DurationDistributions packed() {
        return new DurationDistributions(PackedHistogram::new);
    }

    void add(ConnectionOutline c) {
        if (c.handshakeNanos() >= 0) {
            add(Measure.HANDSHAKE, null, c.handshakeNanos());
        }
        if (c.closed()) {
            add(Measure.TEARDOWN, null, c.teardownNanos());
        }
        addStates(c, Role.CLIENT);
        addStates(c, Role.SERVER);
    }

    private void addStates(ConnectionOutline c, Role side) {
        int count = c.endedStates(side);
        for (int i = 0; i < count; i++) {
            Measure measure = measureOf(c.endedState(side, i));
            if (measure != null) {
                add(measure, side, c.endedStateNanos(side, i));
            }
        }
    }

    /** The measure of how long a state lasted; null for the states that are not measured. */
    public static @Nullable Measure measureOf(TcpState state) {
        return switch (state) {
            case FIN_WAIT_1 -> Measure.FIN_WAIT_1;
            case FIN_WAIT_2 -> Measure.FIN_WAIT_2;
            case CLOSING -> Measure.CLOSING;
            case CLOSE_WAIT -> Measure.CLOSE_WAIT;
            case LAST_ACK -> Measure.LAST_ACK;
            default -> null;
        };
    }

    /**
     * Adds a value.
     *
     * @param side whose state it is; null where it belongs to the connection
     */
    public void add(Measure measure, @Nullable Role side, long nanos) {
        @Nullable Line[] ofSide = lines[side == null ? 0 : 1 + side.ordinal()];
        Line line = ofSide[measure.ordinal()];
        if (line == null) {
            line = new Line(measure, side, newHistogram.apply(SIGNIFICANT_DIGITS));
            ofSide[measure.ordinal()] = line;
        }
        line.add(nanos);
    }

    /** Those that have values: by measure, of the client before the server. */
    public List<Distribution> distributions() {
        return withValues().stream().map(DurationDistributions::distribution).toList();
    }

    /** How many were how long, of those of {@link #distributions} in their order. */
    List<DurationBins> bins() {
        return withValues().stream()
                .map(line -> DurationBins.of(line.measure, line.side, line.histogram))
                .toList();
    }

    private List<Line> withValues() {
        var all = new ArrayList<Line>();
        for (Measure measure : Measure.values()) {
            for (@Nullable Line[] ofSide : lines) {
                Line line = ofSide[measure.ordinal()];
                if (line != null) {
                    all.add(line);
                }
            }
        }
        return all;
    }

    private static Distribution distribution(Line line) {
        return new Distribution(
                line.measure,
                line.side,
                line.histogram.getTotalCount(),
                line.percentileNanos(50),
                line.percentileNanos(95),
                line.percentileNanos(99),
                line.maxNanos);
    }
}
