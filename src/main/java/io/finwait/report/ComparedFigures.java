package io.finwait.report;

import io.finwait.analysis.Summary.Distribution;
import io.finwait.compare.Change;
import io.finwait.compare.Comparison;
import io.finwait.compare.Portrait;
import io.finwait.compare.ServiceFigures;
import io.finwait.compare.ServiceMatch;
import io.finwait.compare.TimeWaitChange;
import io.finwait.lifecycle.Role;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The numbers of services before and after, as tables. A percentile is shown only of as many values as it takes to have one. */
final class ComparedFigures {
    static final int LEAST_FOR_MEDIAN = 5;
    static final int LEAST_FOR_P95 = 20;
    static final int LEAST_FOR_P99 = 100;

    /** Fewer closes than that are counted; of more it is said in hundredths. */
    private static final long MOST_COUNTED = 100;

    private static final double SECOND = 1e9;
    private static final String NONE = "-";

    private final Comparison comparison;
    private final TextStyle style;

    ComparedFigures(Comparison comparison, TextStyle style) {
        this.comparison = comparison;
        this.style = style;
    }

    /** Two values beside each other. */
    String pair(String before, String after) {
        return before.equals(NONE) && after.equals(NONE) ? NONE : before + " " + style.arrow() + " " + after;
    }

    /** Services on both sides in a line each. */
    TextTable overview(List<ServiceMatch> services) {
        var table = new TextTable(
                style,
                List.of(new Column("server", false, 0)),
                List.of(
                        new Column("opened a second", false, 1),
                        new Column("requests/conn", false, 2),
                        new Column("TIME_WAIT peak", false, 0),
                        new Column("closed first by", false, 3)));
        for (ServiceMatch match : services) {
            ServiceFigures before = match.before();
            ServiceFigures after = match.after();
            table.row(
                    List.of(after.server().toString()),
                    List.of(
                            pair(opened(before, comparison.before()), opened(after, comparison.after())),
                            pair(requestsPerConnection(before), requestsPerConnection(after)),
                            pair(timeWaitPeak(before), timeWaitPeak(after)),
                            pair(closedFirstBy(before), closedFirstBy(after))));
        }
        return table;
    }

    private static String timeWaitPeak(ServiceFigures service) {
        return count(Math.max(service.serverTimeWaitPeak(), service.clientTimeWaitPeak()));
    }

    /**
     * One service, a figure in a line.
     *
     * @param index its place among the services on both sides
     */
    TextTable figures(int index) {
        ServiceMatch match = comparison.services().get(index);
        var table = new TextTable(
                style,
                List.of(new Column("", false, 0)),
                List.of(new Column("before", true, 0), new Column("after", true, 0), new Column("", false, 1)));
        ServiceFigures before = match.before();
        ServiceFigures after = match.after();
        row(table, "connections", CountText.of(before.connections()), CountText.of(after.connections()));
        row(table, "opened a second", opened(before, comparison.before()), opened(after, comparison.after()));
        row(table, "requests a second", requests(before, comparison.before()), requests(after, comparison.after()));
        row(table, "requests per connection", requestsPerConnection(before), requestsPerConnection(after));
        row(table, "to open and close", overhead(before), overhead(after));
        closers(table, "closed first by server", match, ServiceFigures::closedByServer);
        closers(table, "closed first by client", match, ServiceFigures::closedByClient);
        closers(table, "closed by both at once", match, ServiceFigures::closedSimultaneously);
        if (before.stillOpen() + after.stillOpen() > 0) {
            row(table, "opened and not closed", stillOpen(before), stillOpen(after));
        }
        if (before.reset() + after.reset() > 0) {
            row(table, "ended by RST", reset(before), reset(after));
        }
        for (TimeWaitChange change : comparison.timeWaitsOf(index)) {
            if (change.before() != 0 || change.after() != 0) {
                table.row(
                        List.of("TIME_WAIT peak, " + Lowercase.of(change.side())),
                        List.of(count(change.before()), count(change.after()), word(change.change())));
            }
        }
        return table;
    }

    private static void closers(
            TextTable table, String label, ServiceMatch match, ToLongFunction<ServiceFigures> count) {
        long before = count.applyAsLong(match.before());
        long after = count.applyAsLong(match.after());
        if (before + after > 0) {
            row(table, label, closed(before, match.before()), closed(after, match.after()));
        }
    }

    private static void row(TextTable table, String label, String before, String after) {
        table.row(List.of(label), List.of(before, after, ""));
    }

    private static String word(Change change) {
        return switch (change) {
            case LOWER, HIGHER -> Lowercase.of(change);
            case SAME, UNCLEAR -> "";
        };
    }

    private static String count(long count) {
        return count < 0 ? NONE : CountText.of(count);
    }

    static String opened(ServiceFigures service, Portrait side) {
        return perSecond(service.opened(), side);
    }

    private static String requests(ServiceFigures service, Portrait side) {
        return perSecond(service.exchanges(), side);
    }

    private static String perSecond(long count, Portrait side) {
        double seconds = side.lengthNanos() / SECOND;
        return count < 0 || seconds < 1 ? NONE : CountText.ofRate(count / seconds);
    }

    static String requestsPerConnection(ServiceFigures service) {
        return service.exchanges() < 0 || service.withData() == 0
                ? NONE
                : CountText.ofRate((double) service.exchanges() / service.withData());
    }

    private String overhead(ServiceFigures service) {
        return service.packets() == 0
                ? NONE
                : (style.unicode() ? "≥ " : "at least ")
                        + CountText.percent(service.overheadPackets(), service.packets()) + " of packets";
    }

    private static String stillOpen(ServiceFigures service) {
        return CountText.of(service.stillOpen()) + " of " + CountText.of(service.opened());
    }

    private static String reset(ServiceFigures service) {
        return CountText.of(service.reset()) + " of " + CountText.of(service.connections());
    }

    private static String closedFirstBy(ServiceFigures service) {
        return TallyCells.closedFirstBy(
                service.closedByServer(), service.closedByClient(), service.closedSimultaneously());
    }

    /** How many of the connections that somebody closed first; of many in hundredths. */
    static String closed(long count, ServiceFigures service) {
        long all = service.closed();
        if (all == 0) {
            return NONE;
        }
        return all < MOST_COUNTED ? CountText.of(count) + " of " + all : CountText.percent(count, all);
    }

    /** How long things took at one service. */
    TextTable times(ServiceMatch match) {
        Map<String, Distribution> before = byLabel(match.before());
        Map<String, Distribution> after = byLabel(match.after());
        var labels = new ArrayList<>(before.keySet());
        after.keySet().stream().filter(label -> !before.containsKey(label)).forEach(labels::add);
        long most = labels.stream()
                .mapToLong(label -> Math.max(count(before.get(label)), count(after.get(label))))
                .max()
                .orElse(0);
        boolean many = most >= LEAST_FOR_P95;
        var columns = new ArrayList<Column>();
        columns.add(new Column("median", false, 0));
        if (many) {
            columns.add(new Column("p95", false, 2));
        }
        if (most >= LEAST_FOR_P99) {
            columns.add(new Column("p99", false, 3));
        }
        columns.add(new Column("max", false, many ? 4 : 2));
        columns.add(new Column("n", false, 1));
        var table = new TextTable(style, List.of(new Column("", false, 0)), columns);
        for (String label : labels) {
            Distribution first = before.get(label);
            Distribution second = after.get(label);
            var cells = new ArrayList<String>();
            cells.add(pair(first, second, Distribution::medianNanos, LEAST_FOR_MEDIAN));
            if (many) {
                cells.add(pair(first, second, Distribution::p95Nanos, LEAST_FOR_P95));
            }
            if (most >= LEAST_FOR_P99) {
                cells.add(pair(first, second, Distribution::p99Nanos, LEAST_FOR_P99));
            }
            cells.add(pair(first, second, Distribution::maxNanos, 1));
            cells.add(pair(CountText.of(count(first)), CountText.of(count(second))));
            table.row(List.of(label), cells);
        }
        return table;
    }

    private String pair(
            @Nullable Distribution before,
            @Nullable Distribution after,
            ToLongFunction<Distribution> percentile,
            int least) {
        return pair(value(before, percentile, least), value(after, percentile, least));
    }

    private static String value(@Nullable Distribution of, ToLongFunction<Distribution> percentile, int least) {
        return of == null || of.count() < least ? NONE : DurationText.of(percentile.applyAsLong(of));
    }

    private static long count(@Nullable Distribution distribution) {
        return distribution == null ? 0 : distribution.count();
    }

    private static Map<String, Distribution> byLabel(ServiceFigures service) {
        Map<String, Distribution> byLabel = new LinkedHashMap<>();
        for (Distribution times : service.times()) {
            Role side = times.side();
            byLabel.put(times.measure().label() + (side == null ? "" : " (" + Lowercase.of(side) + ")"), times);
        }
        return byLabel;
    }
}
