package io.finwait.report;

import java.util.List;

/**
 * A chart of the HTML page, as numbers and words.
 *
 * @param id names it in the page
 * @param unit what its values are, at the axis
 * @param x the instants or bins of its values, in order: milliseconds since the epoch, or nanoseconds for {@link Kind#DURATIONS}
 * @param series none if there is nothing to draw; {@code says} then tells why
 * @param says what to look at, or why there is nothing
 * @param table the same in numbers, for who sees no chart; the first row is its head
 */
record Chart(
        String id,
        String title,
        Kind kind,
        String unit,
        List<Double> x,
        List<Series> series,
        String says,
        List<List<String>> table) {
    /** How a chart is drawn. */
    enum Kind {
        /** Values that hold from one instant to the next. */
        STEPS,
        /** Counts of what happened since the instant before. */
        COUNTS,
        /** Counts by how long something took, on a logarithmic scale. */
        DURATIONS,
        /** A point for each event. */
        POINTS
    }

    /**
     * A line or a set of points.
     *
     * @param tone what its colour stands for: a TCP state, an ending, or a number from 1 among its like
     * @param dashed whether it is of the server's side, or a limit, where another line of that colour is not
     * @param values one for each {@code x} of the chart; negative where there is none
     * @param labels what is shown of each value beside it, as many as values; empty for nothing
     */
    record Series(String name, String tone, boolean dashed, List<Long> values, List<String> labels) {
        static Series of(String name, String tone, List<Long> values) {
            return new Series(name, tone, false, values, List.of());
        }

        Series asDashed() {
            return new Series(name, tone, true, values, labels);
        }
    }

    /** One that is not there. */
    static Chart none(String id, String why) {
        return new Chart(id, "", Kind.STEPS, "", List.of(), List.of(), why, List.of());
    }
}
