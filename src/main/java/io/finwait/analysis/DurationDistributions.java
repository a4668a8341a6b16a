package io.finwait.analysis;

import io.finwait.analysis.Summary.Distribution;
import io.finwait.analysis.Summary.Measure;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Distributions of handshake time, teardown time and time per closing state and side. */
final class DurationDistributions {
    private static final int SIGNIFICANT_DIGITS = 3;

    /** One line of the table. */
    private static final class Line {
        final Measure measure;
        final @Nullable Role side;
        final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        long maxNanos;

        /** Whether no value had a finer part, as in captures with microsecond timestamps. */
        boolean wholeMicros = true;

        Line(Measure measure, @Nullable Role side) {
            this.measure = measure;
            this.side = side;
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

    private final List<Line> lines = new ArrayList<>();
    private final Line handshake = line(Measure.HANDSHAKE, null);
    private final Line teardown = line(Measure.TEARDOWN, null);

    /** By side and state; null for the states that are not measured. */
    private final @Nullable Line[][] bySideAndState = new Line[Role.values().length][TcpState.values().length];

    DurationDistributions() {
        measure(Measure.FIN_WAIT_1, TcpState.FIN_WAIT_1);
        measure(Measure.FIN_WAIT_2, TcpState.FIN_WAIT_2);
        measure(Measure.CLOSING, TcpState.CLOSING);
        measure(Measure.CLOSE_WAIT, TcpState.CLOSE_WAIT);
        measure(Measure.LAST_ACK, TcpState.LAST_ACK);
    }

    private void measure(Measure measure, TcpState state) {
        for (Role side : Role.values()) {
            bySideAndState[side.ordinal()][state.ordinal()] = line(measure, side);
        }
    }

    private Line line(Measure measure, @Nullable Role side) {
        var line = new Line(measure, side);
        lines.add(line);
        return line;
    }

    void add(ConnectionOutline c) {
        if (c.handshakeNanos() >= 0) {
            handshake.add(c.handshakeNanos());
        }
        if (c.closed()) {
            teardown.add(c.teardownNanos());
        }
        addStates(c, Role.CLIENT);
        addStates(c, Role.SERVER);
    }

    private void addStates(ConnectionOutline c, Role side) {
        @Nullable Line[] byState = bySideAndState[side.ordinal()];
        int count = c.endedStates(side);
        for (int i = 0; i < count; i++) {
            Line line = byState[c.endedState(side, i).ordinal()];
            if (line != null) {
                line.add(c.endedStateNanos(side, i));
            }
        }
    }

    /** How many were how long, of those of {@link #distributions} in their order. */
    List<DurationBins> bins() {
        return lines.stream()
                .filter(line -> line.histogram.getTotalCount() > 0)
                .map(line -> DurationBins.of(line.measure, line.side, line.histogram))
                .toList();
    }

    List<Distribution> distributions() {
        var all = new ArrayList<Distribution>();
        for (Line line : lines) {
            Histogram histogram = line.histogram;
            if (histogram.getTotalCount() > 0) {
                all.add(new Distribution(
                        line.measure,
                        line.side,
                        histogram.getTotalCount(),
                        line.percentileNanos(50),
                        line.percentileNanos(95),
                        line.percentileNanos(99),
                        line.maxNanos));
            }
        }
        return all;
    }
}
