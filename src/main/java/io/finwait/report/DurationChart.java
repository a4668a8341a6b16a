package io.finwait.report;

import io.finwait.analysis.Curves;
import io.finwait.analysis.DurationBins;
import io.finwait.analysis.Summary;
import io.finwait.analysis.Summary.Distribution;
import io.finwait.analysis.Summary.Measure;
import io.finwait.lifecycle.Role;
import io.finwait.report.Chart.Kind;
import io.finwait.report.Chart.Series;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Charts of how long things took, on a logarithmic scale. */
final class DurationChart {
    private static final long FEWEST = 10;

    private final Summary summary;
    private final List<DurationBins> bins;

    DurationChart(Summary summary, Curves curves) {
        this.summary = summary;
        bins = curves.durations();
    }

    /** Handshakes, and closes as a whole. */
    Chart ofConnections() {
        return of(
                "handshakes",
                "Handshake and teardown time",
                measure -> measure == Measure.HANDSHAKE || measure == Measure.TEARDOWN,
                "No chart of handshake times: fewer than " + FEWEST + " were seen from beginning to end.");
    }

    /** Each closing state of either side. */
    Chart ofStates() {
        return of(
                "states",
                "Time in each closing state",
                measure -> measure != Measure.HANDSHAKE && measure != Measure.TEARDOWN,
                "No chart of closing states: fewer than " + FEWEST + " stays were seen from beginning to end.");
    }

    private Chart of(String id, String title, Predicate<Measure> wanted, String whyNot) {
        List<Distribution> times = summary.times().stream()
                .filter(time -> wanted.test(time.measure()))
                .toList();
        List<DurationBins> drawn =
                bins.stream().filter(bin -> wanted.test(bin.measure())).toList();
        if (times.stream().mapToLong(Distribution::count).max().orElse(0) < FEWEST) {
            return Chart.none(id, whyNot);
        }
        int first = drawn.stream().mapToInt(DurationChart::firstBin).min().orElse(0);
        int last = drawn.stream().mapToInt(bin -> bin.counts().size()).max().orElse(0);
        var table = new ArrayList<List<String>>();
        table.add(List.of("", "median", "p95", "p99", "max", "connections"));
        times.forEach(time -> table.add(List.of(
                name(time.measure(), time.side()),
                DurationText.of(time.medianNanos()),
                DurationText.of(time.p95Nanos()),
                DurationText.of(time.p99Nanos()),
                DurationText.of(time.maxNanos()),
                CountText.of(time.count()))));
        return new Chart(
                id,
                title,
                Kind.DURATIONS,
                "connections",
                IntStream.range(first, last + 1)
                        .mapToObj(DurationBins::fromNanos)
                        .toList(),
                drawn.stream().map(bin -> series(bin, first, last)).toList(),
                says(times),
                table);
    }

    /** One before the first that holds any, so that what it holds stands out. */
    private static int firstBin(DurationBins bins) {
        int bin = 0;
        while (bins.counts().get(bin) == 0) {
            bin++;
        }
        return Math.max(0, bin - 1);
    }

    private static Series series(DurationBins bins, int first, int last) {
        List<Long> values = IntStream.range(first, last + 1)
                .mapToObj(i -> i < bins.counts().size() ? bins.counts().get(i) : Long.valueOf(0))
                .toList();
        Measure measure = bins.measure();
        Series series = Series.of(name(measure, bins.side()), tone(measure), values);
        return bins.side() == Role.SERVER ? series.asDashed() : series;
    }

    private static String tone(Measure measure) {
        return switch (measure) {
            case HANDSHAKE -> "SYN_SENT";
            case TEARDOWN -> "1";
            default -> measure.name();
        };
    }

    private static String name(Measure measure, @Nullable Role side) {
        return measure.label() + (side == null ? "" : " (" + Lowercase.of(side) + ")");
    }

    private static String says(List<Distribution> times) {
        Distribution first = times.get(0);
        Distribution longest = times.get(0);
        for (Distribution time : times) {
            longest = time.maxNanos() > longest.maxNanos() ? time : longest;
        }
        return "Of " + CountText.of(first.count()) + " " + name(first.measure(), first.side())
                + " times half are at most "
                + DurationText.of(first.medianNanos()) + ", the longest is " + DurationText.of(first.maxNanos()) + "."
                + (longest.equals(first)
                        ? ""
                        : " The longest of all is one of " + name(longest.measure(), longest.side()) + ": "
                                + DurationText.of(longest.maxNanos()) + ".")
                + " A hump of its own has a cause of its own: often a delayed ACK (40 ms on Linux) or a segment sent again"
                + " (200 ms and more).";
    }
}
