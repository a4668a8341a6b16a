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
        final @Nullable TcpState state;
        final @Nullable Role side;
        final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        long maxNanos;

        Line(Measure measure, @Nullable TcpState state, @Nullable Role side) {
            this.measure = measure;
            this.state = state;
            this.side = side;
            histogram.setAutoResize(true);
        }

        void add(long nanos) {
            histogram.recordValue(nanos);
            maxNanos = Math.max(maxNanos, nanos);
        }

        /** A percentile to three digits: what the histogram can tell, no more. */
        long percentileNanos(double percentile) {
            long value = histogram.getValueAtPercentile(percentile);
            long unit = 1;
            while (value / unit >= 1_000) {
                unit *= 10;
            }
            return Math.min(maxNanos, (value + unit / 2) / unit * unit);
        }
    }

    private final List<Line> lines = new ArrayList<>();

    DurationDistributions() {
        add(Measure.HANDSHAKE, null, null);
        add(Measure.TEARDOWN, null, null);
        addBothSides(Measure.FIN_WAIT_1, TcpState.FIN_WAIT_1);
        addBothSides(Measure.FIN_WAIT_2, TcpState.FIN_WAIT_2);
        addBothSides(Measure.CLOSING, TcpState.CLOSING);
        addBothSides(Measure.CLOSE_WAIT, TcpState.CLOSE_WAIT);
        addBothSides(Measure.LAST_ACK, TcpState.LAST_ACK);
    }

    private void addBothSides(Measure measure, TcpState state) {
        add(measure, state, Role.CLIENT);
        add(measure, state, Role.SERVER);
    }

    private void add(Measure measure, @Nullable TcpState state, @Nullable Role side) {
        lines.add(new Line(measure, state, side));
    }

    void add(ConnectionOutline c) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            long nanos;
            if (line.state != null && line.side != null) {
                nanos = c.observedNanosIn(line.side, line.state);
            } else {
                nanos = line.measure == Measure.HANDSHAKE ? c.handshakeNanos() : c.teardownNanos();
            }
            if (nanos >= 0) {
                line.add(nanos);
            }
        }
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
