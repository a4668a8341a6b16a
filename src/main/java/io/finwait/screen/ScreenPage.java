package io.finwait.screen;

import io.finwait.finding.Severity;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import io.finwait.report.SeverityColor;
import io.finwait.report.SocketsReport;
import io.finwait.report.TextPage;
import io.finwait.report.TextStyle;
import io.finwait.report.TextTable;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lays out how a live capture stands, in as many lines as there are rows. */
final class ScreenPage {
    /** With fewer rows or columns there is no room for anything. */
    static final int LEAST_ROWS = 12;

    /** Two above the sections, the last one, and one that is left. */
    private static final int LINES_AROUND = 4;

    /** States with the one that matters most first: where there is little room the last ones are left out. */
    private static final List<TcpState> STATES = List.of(
            TcpState.TIME_WAIT,
            TcpState.ESTABLISHED,
            TcpState.CLOSE_WAIT,
            TcpState.FIN_WAIT_2,
            TcpState.LAST_ACK,
            TcpState.SYN_SENT,
            TcpState.SYN_RECEIVED,
            TcpState.FIN_WAIT_1,
            TcpState.CLOSING);

    /** On a narrow screen a trend has so many columns, else twice as many. */
    private static final int SHORT_TREND = 15;

    private static final int WIDE = 120;

    /** Stands below a host of which the kernel was asked. */
    private static final String KERNEL = "  its kernel";

    private static final long SECOND = 1_000_000_000;

    /** What is further ahead is no warning. */
    private static final long FULL_SOON_SECONDS = 3_600;

    /** From this share of the ports on the row stands out. */
    private static final double FEW_LEFT = 0.8;

    private final TextStyle style;
    private final int rows;
    private final String what;

    /**
     * A page of that size.
     *
     * @param rows at least {@link #LEAST_ROWS}
     * @param what is captured, for people
     */
    ScreenPage(TextStyle style, int rows, String what) {
        this.style = style;
        this.rows = rows;
        this.what = what;
    }

    /**
     * The lines, some perhaps wider than the screen.
     *
     * @param runningNanos for how long it has been captured
     * @param foot the last line
     */
    List<String> lines(Standing standing, Controls controls, long runningNanos, String foot) {
        var lines = new ArrayList<String>();
        lines.add(style.bold("finwait live") + "  " + what + "  " + DurationText.of(runningNanos / SECOND * SECOND)
                + (controls.paused() ? "  " + style.warning("PAUSED") : ""));
        lines.add(counters(standing));
        int room = rows - LINES_AROUND;
        lines.addAll(controls.findingsAlone() ? findings(standing, room) : sections(standing, controls, room));
        while (lines.size() < rows - 1) {
            lines.add("");
        }
        lines.add(foot);
        return lines;
    }

    private String counters(Standing standing) {
        Standing.Counts counts = standing.counts();
        Standing.Rates rates = standing.perSecond();
        String dropped = standing.dropped() < 0 ? "" : "  dropped " + CountText.of(standing.dropped());
        // A narrow screen cuts the end: drops must not be there.
        return rate(rates.packets(), "packets", counts.packets())
                + (standing.dropped() > 0 ? style.warning(dropped) : dropped)
                + "  " + rate(rates.begun(), "begun", counts.begun())
                + "  " + rate(rates.ended(), "ended", counts.ended());
    }

    private static String rate(double perSecond, String what, long all) {
        return CountText.of(Math.round(perSecond)) + " " + what + "/s (" + CountText.of(all) + ")";
    }

    /** Hosts, services, ports and findings; each gets at least its share of the room, and what the others leave. */
    private List<String> sections(Standing standing, Controls controls, int room) {
        List<List<String>> all =
                List.of(hosts(standing, controls), services(standing, controls), ports(standing), foundLines(standing));
        int[] shares = Shares.of(
                room - all.size() + 1, all.stream().mapToInt(List::size).toArray());
        var lines = new ArrayList<String>();
        for (int i = 0; i < shares.length; i++) {
            lines.add("");
            lines.addAll(all.get(i).subList(0, shares[i]));
        }
        return lines;
    }

    private List<String> hosts(Standing standing, Controls controls) {
        List<Standing.HostRow> hosts =
                standing.hosts().stream().sorted(order(controls.order())).toList();
        List<TcpState> states = STATES.stream()
                .filter(state ->
                        hosts.stream().anyMatch(host -> has(host.sockets(), state) || has(host.kernel(), state)))
                .toList();
        var columns = new ArrayList<Column>();
        for (TcpState state : states) {
            columns.add(new Column(SocketsReport.name(state), true, 1 + columns.size()));
            if (state == TcpState.TIME_WAIT) {
                columns.add(new Column("trend", false, 1));
            }
        }
        var table = new TextTable(style, List.of(new Column("SOCKETS (inferred)", false, 0)), columns);
        for (Standing.HostRow host : hosts) {
            table.row(List.of(style.named(host.host())), cells(host.sockets(), states, trend(host.timeWaitTrend())));
            StateCounts kernel = host.kernel();
            if (kernel != null) {
                table.row(List.of(KERNEL), cells(kernel, states, ""));
            }
        }
        return laidOut(table);
    }

    private static boolean has(@Nullable StateCounts counts, TcpState state) {
        return counts != null && counts.count(state) > 0;
    }

    private static List<String> cells(StateCounts counts, List<TcpState> states, String trend) {
        var cells = new ArrayList<String>();
        for (TcpState state : states) {
            cells.add(CountText.of(counts.count(state)));
            if (state == TcpState.TIME_WAIT) {
                cells.add(trend);
            }
        }
        return cells;
    }

    private static Comparator<Standing.HostRow> order(Controls.Order order) {
        Comparator<Standing.HostRow> byAddress = Comparator.comparing(Standing.HostRow::host);
        return switch (order) {
            case TIME_WAIT ->
                Comparator.comparingLong(
                                (Standing.HostRow row) -> -row.sockets().count(TcpState.TIME_WAIT))
                        .thenComparingLong(row -> -row.sockets().total())
                        .thenComparing(byAddress);
            case SOCKETS ->
                Comparator.comparingLong(
                                (Standing.HostRow row) -> -row.sockets().total())
                        .thenComparing(byAddress);
            case ADDRESS -> byAddress;
        };
    }

    private List<String> services(Standing standing, Controls controls) {
        var table = new TextTable(
                style,
                List.of(new Column("WHO CLOSES FIRST", false, 0)),
                List.of(
                        new Column("ended", true, 3),
                        new Column("ended/s", true, 0),
                        new Column("server", true, 1),
                        new Column("client", true, 1),
                        new Column("both", true, 2),
                        new Column("by RST", true, 4)));
        standing.services().stream()
                .sorted(
                        controls.order() == Controls.Order.ADDRESS
                                ? Comparator.comparing(Standing.ServiceRow::server)
                                : Comparator.comparingLong(row -> -row.ended()))
                .forEach(row -> table.row(
                        List.of(style.named(row.server())),
                        List.of(
                                CountText.of(row.ended()),
                                CountText.of(Math.round(row.endedPerSecond())),
                                share(row.byServer(), row.closed()),
                                share(row.byClient(), row.closed()),
                                share(row.simultaneously(), row.closed()),
                                share(row.reset(), row.ended()))));
        return laidOut(table);
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "-" : CountText.percent(part, whole);
    }

    private List<String> ports(Standing standing) {
        var table = new TextTable(
                style,
                List.of(new Column("LOCAL PORTS", false, 0), new Column("for", false, 0)),
                List.of(
                        new Column("in use", true, 0),
                        new Column("of", true, 2),
                        new Column("share", true, 1),
                        new Column("full in", true, 3),
                        new Column("TIME-WAIT", true, 5),
                        new Column("trend", false, 4)));
        for (Standing.PortsRow row : standing.ports()) {
            String share = CountText.percent(Math.min(row.inUse(), row.all()), row.all());
            boolean soon = row.fullInSeconds() >= 0 && row.fullInSeconds() <= FULL_SOON_SECONDS;
            table.row(
                    List.of(style.named(row.client()), style.named(row.server())),
                    List.of(
                            CountText.of(row.inUse()),
                            CountText.of(row.all()) + (row.assumed() ? "?" : ""),
                            share + (row.inUse() >= FEW_LEFT * row.all() ? " !" : ""),
                            soon ? DurationText.of(row.fullInSeconds() * SECOND) : "-",
                            CountText.of(row.timeWait()),
                            trend(row.trend())));
        }
        return laidOut(table);
    }

    private String trend(List<Long> values) {
        int most = style.width() < WIDE ? SHORT_TREND : 2 * SHORT_TREND;
        long[] latest = values.stream()
                .skip(Math.max(0, values.size() - most))
                .mapToLong(Long::longValue)
                .toArray();
        return style.curve(latest, Arrays.stream(latest).max().orElse(0));
    }

    private List<String> foundLines(Standing standing) {
        var lines = new ArrayList<String>();
        lines.add(style.dim(foundTitle(standing)));
        for (Standing.FoundRow row : standing.found()) {
            lines.add("  " + severity(row.severity()) + "  " + count(row) + "  " + style.bold(row.id()) + "  "
                    + style.named(row.text()));
        }
        return lines;
    }

    private static String foundTitle(Standing standing) {
        return "  FINDINGS" + (standing.found().isEmpty() ? "  none yet" : "");
    }

    private static String count(Standing.FoundRow row) {
        return CountText.of(row.count()) + "x" + (row.soFar() ? " so far" : "");
    }

    private String severity(Severity severity) {
        String word = severity.name().toLowerCase(Locale.ROOT);
        return SeverityColor.paint(style, severity, word) + " ".repeat("critical".length() - word.length());
    }

    /** Findings with all their words. */
    private List<String> findings(Standing standing, int room) {
        var page = new TextPage(style);
        page.line("");
        page.line(style.dim(foundTitle(standing)));
        for (Standing.FoundRow row : standing.found()) {
            page.line("  " + severity(row.severity()) + "  " + style.bold(row.id()) + "  " + count(row));
            page.wrap("      ", "      ", style.named(row.text()));
        }
        List<String> lines = page.toString().lines().toList();
        return lines.subList(0, Math.min(room + 1, lines.size()));
    }

    private List<String> laidOut(TextTable table) {
        var page = new TextPage(style);
        table.writeTo(page);
        return page.toString().lines().toList();
    }
}
