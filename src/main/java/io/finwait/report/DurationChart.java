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
                IntStream.range(0, last + 1).mapToObj(DurationBins::fromNanos).toList(),
                drawn.stream().map(bin -> series(bin, last)).toList(),
                says(times),
                table);
    }

    private static Series series(DurationBins bins, int last) {
        List<Long> values = IntStream.range(0, last + 1)
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
        Distribution longest = times.get(0);
        for (Distribution time : times) {
            longest = time.p99Nanos() > longest.p99Nanos() ? time : longest;
        }
        Distribution first = times.get(0);
        return "Of " + name(first.measure(), first.side()) + " half took at most "
                + DurationText.of(first.medianNanos())
                + " and one in a hundred more than " + DurationText.of(first.p99Nanos()) + "."
                + (longest.equals(first)
                        ? ""
                        : " The longest tail has " + name(longest.measure(), longest.side())
                                + ": one in a hundred took more than "
                                + DurationText.of(longest.p99Nanos()) + ", the longest "
                                + DurationText.of(longest.maxNanos()) + ".")
                + " A second hump is a second cause: a delayed ACK is 40 ms, a repeated segment 200 ms or more.";
    }
}
