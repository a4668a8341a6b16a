package io.finwait.report;

import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.ConnectionHistory;
import io.finwait.analysis.Curves;
import io.finwait.analysis.HostTimeWait;
import io.finwait.analysis.PortUse;
import io.finwait.analysis.Summary;
import io.finwait.analysis.TimeGrid;
import io.finwait.finding.tally.Levels;
import io.finwait.lifecycle.CloseKind;
import io.finwait.report.Chart.Kind;
import io.finwait.report.Chart.Series;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Charts of how many there were over time: connections as they began and ended, TIME_WAIT of hosts, ports in use. */
final class TimeCharts {
    /** Fewer connections are better read one by one. */
    private static final long FEWEST = 10;

    /** As many as a chart has room for to tell apart. */
    private static final int MOST_LOOKS = 600;

    /** Counts over shorter times are mostly of none or one. */
    private static final int MOST_COUNTS = 100;

    private static final int MOST_HOSTS = 6;
    private static final int MOST_PAIRS = 4;

    /** A limit that is much higher than what it limits would leave no room for that. */
    private static final int LIMIT_SHOWN_FROM_PERCENT = 20;

    private final AnalysisResult result;
    private final TextStyle style;

    TimeCharts(AnalysisResult result, TextStyle style) {
        this.result = result;
        this.style = style;
    }

    /** When connections began and ended, by how they ended. */
    Chart endings(ConnectionHistory history) {
        Summary summary = result.summary();
        String id = "endings";
        if (summary.connections() < FEWEST) {
            return Chart.none(
                    id,
                    "No chart of connections over time: there are only " + CountText.of(summary.connections()) + ".");
        }
        var all = new ArrayList<>(history.ended().values());
        all.add(history.begun());
        TimeGrid grid = TimeGrid.over(all, result.lastNanos(), MOST_COUNTS);
        long[] begun = grid.rises(history.begun());
        var series = new ArrayList<Series>();
        var table = new ArrayList<List<String>>();
        table.add(List.of("", "connections"));
        table.add(List.of(
                "began, or were first seen", CountText.of(Arrays.stream(begun).sum())));
        Map<CloseKind, Long> byKind = new EnumMap<>(summary.byKind());
        byKind.forEach((kind, count) -> {
            Levels ended = history.ended().get(kind);
            if (ended != null) {
                series.add(Series.of(ended(kind), Lowercase.of(kind), boxed(grid.rises(ended))));
            }
            if (count > 0) {
                table.add(List.of(ended(kind), CountText.of(count)));
            }
        });
        series.add(Series.of("began", "begun", boxed(begun)));
        String step = DurationText.of(grid.stepNanos());
        return new Chart(
                id,
                "Connections over time",
                Kind.COUNTS,
                "connections per " + step,
                millis(grid),
                series,
                beginnings(grid, begun, step) + " " + kinds(byKind),
                table);
    }

    private static String beginnings(TimeGrid grid, long[] begun, String step) {
        int most = 0;
        for (int i = 0; i < begun.length; i++) {
            most = begun[i] > begun[most] ? i : most;
        }
        return "Counted every " + step + ". Most connections began in the " + step + " before "
                + InstantText.milli(grid.nanos(most)) + "Z: " + CountText.of(begun[most]) + ".";
    }

    private static String kinds(Map<CloseKind, Long> byKind) {
        var ends = new ArrayList<String>();
        byKind.forEach((kind, count) -> {
            if (count > 0) {
                ends.add(CountText.of(count) + " " + ended(kind));
            }
        });
        return "In all: " + String.join(", ", ends)
                + ". An end is the connection's last segment; those open or half-closed have none.";
    }

    private static String ended(CloseKind kind) {
        return switch (kind) {
            case FIN -> "ended by FIN";
            case RST -> "ended by RST";
            case REFUSED -> "were refused";
            case UNANSWERED -> "were not answered";
            case HALF_CLOSED -> "were half-closed";
            case OPEN -> "were open";
        };
    }

    /** The sockets in TIME_WAIT of those hosts that had most. */
    Chart timeWaits(Curves curves) {
        String id = "time-wait";
        List<Summary.HostPeak> peaks = result.summary().timeWaitPeaks();
        if (peaks.isEmpty() || peaks.get(0).sockets() < FEWEST) {
            return Chart.none(
                    id,
                    peaks.isEmpty()
                            ? "No chart of TIME_WAIT: no host was seen to enter it."
                            : "No chart of TIME_WAIT: no host held more than "
                                    + CountText.of(peaks.get(0).sockets()) + " at once.");
        }
        List<HostTimeWait> hosts = curves.timeWaits(MOST_HOSTS);
        if (hosts.isEmpty()) {
            return Chart.none(id, "No chart of TIME_WAIT: nothing across connections was looked for.");
        }
        var instants = new TreeSet<Long>();
        TimeGrid grid =
                TimeGrid.over(hosts.stream().map(HostTimeWait::levels).toList(), result.lastNanos(), MOST_LOOKS);
        LongStream.range(0, grid.count()).forEach(i -> instants.add(grid.nanos((int) i)));
        hosts.forEach(host -> instants.add(host.peak().atNanos()));
        var series = new ArrayList<Series>();
        var table = new ArrayList<List<String>>();
        table.add(List.of("host", "at peak", "when"));
        for (HostTimeWait host : hosts) {
            Summary.HostPeak peak = host.peak();
            String name = style.named(peak.host());
            series.add(Series.of(name, String.valueOf(series.size() + 1), values(grid, host, instants)));
            table.add(List.of(name, CountText.of(peak.sockets()), InstantText.second(peak.atNanos())));
        }
        return new Chart(
                id,
                "TIME_WAIT per host",
                Kind.STEPS,
                "sockets in TIME_WAIT",
                instants.stream().map(TimeCharts::millis).toList(),
                series,
                style.named(timeWaitsSay(peaks, hosts, grid)),
                table);
    }

    /** Between the looks of the grid there is the exact peak, which they may miss. */
    private static List<Long> values(TimeGrid grid, HostTimeWait host, SortedSet<Long> instants) {
        long[] atLooks = grid.values(host.levels());
        var values = new ArrayList<Long>();
        for (long instant : instants) {
            int look = (int) Math.floorDiv(instant - grid.firstNanos(), grid.stepNanos());
            boolean known = look >= 0 && look < atLooks.length;
            values.add(instant == host.peak().atNanos() ? host.peak().sockets() : known ? atLooks[look] : 0);
        }
        return values;
    }

    private static String timeWaitsSay(List<Summary.HostPeak> peaks, List<HostTimeWait> shown, TimeGrid grid) {
        Summary.HostPeak first = peaks.get(0);
        var others = new ArrayList<>(peaks);
        others.removeAll(shown.stream().map(HostTimeWait::peak).toList());
        return first.host() + " held most: " + CountText.of(first.sockets()) + " at peak, at "
                + InstantText.second(first.atNanos()) + ". The lines show how many there were every "
                + DurationText.of(grid.stepNanos())
                + ", and each peak. What ends TIME_WAIT is mostly not on the wire: its timer is assumed."
                + (others.isEmpty()
                        ? ""
                        : " " + CountText.of(others.size(), "other host") + " held at most "
                                + CountText.of(others.get(0).sockets()) + ".");
    }

    /** The local ports that clients could not use for one service. */
    Chart ports(Curves curves) {
        String id = "ports";
        List<PortUse> uses = curves.ports(MOST_PAIRS).stream()
                .filter(use -> use.inUse().peak() >= FEWEST)
                .toList();
        if (uses.isEmpty()) {
            return Chart.none(
                    id,
                    curves.sumHosts()
                            ? "No chart of local ports: no client had " + FEWEST
                                    + " or more in use for one service at once."
                            : "No chart of local ports: nothing across connections was looked for.");
        }
        List<Levels> levels = new ArrayList<>();
        uses.forEach(use -> levels.addAll(List.of(use.inUse(), use.timeWait())));
        TimeGrid grid = TimeGrid.over(levels, result.lastNanos(), MOST_LOOKS);
        var series = new ArrayList<Series>();
        var table = new ArrayList<List<String>>();
        table.add(List.of("client and service", "in use at peak", "in TIME_WAIT at peak", "ports there are"));
        for (PortUse use : uses) {
            String tone = String.valueOf(table.size());
            String pair = style.named(use.pair().client() + " → " + use.pair().server());
            series.add(Series.of(pair + " in use", tone, boxed(grid.values(use.inUse()))));
            if (use.timeWait().peak() > 0) {
                series.add(Series.of(pair + " in TIME_WAIT", tone, boxed(grid.values(use.timeWait())))
                        .asDashed());
            }
            table.add(List.of(
                    pair,
                    CountText.of(use.inUse().peak()),
                    CountText.of(use.timeWait().peak()),
                    CountText.of(use.range().ports())));
        }
        PortUse most = uses.get(0);
        if (most.inUse().peak() * 100
                >= (long) LIMIT_SHOWN_FROM_PERCENT * most.range().ports()) {
            var limit = new Long[grid.count()];
            Arrays.fill(limit, (long) most.range().ports());
            series.add(Series.of("all " + CountText.of(most.range().ports()) + " ports", "limit", List.of(limit))
                    .asDashed());
        }
        return new Chart(
                id,
                "Local ports in use for one service",
                Kind.STEPS,
                "ports",
                millis(grid),
                series,
                style.named(portsSay(most)),
                table);
    }

    private static String portsSay(PortUse most) {
        return "Client " + most.pair().client() + " had "
                + most.range().inUse(most.inUse().peak()) + " in use for "
                + most.pair().server() + " at peak; at most "
                + CountText.of(most.timeWait().peak())
                + " were in TIME_WAIT at once. Once all are in use, connect() fails with EADDRNOTAVAIL.";
    }

    private static List<Double> millis(TimeGrid grid) {
        return LongStream.range(0, grid.count())
                .mapToObj(i -> millis(grid.nanos((int) i)))
                .toList();
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static List<Long> boxed(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
