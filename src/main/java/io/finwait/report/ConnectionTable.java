package io.finwait.report;

import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.TimeWait;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.List;

/** The table of connections: one row each, as many columns as there is room for, the one sorted by among the first. */
final class ConnectionTable {
    private static final List<Column> KEYS =
            List.of(new Column("id", true, 0), new Column("client", false, 0), new Column("server", false, 0));
    static final String AT_LEAST = "+";
    static final String WHAT_AT_LEAST_MEANS = AT_LEAST + " at least: the capture ended first";

    private final ConnectionOrder order;
    private final TextStyle style;

    ConnectionTable(ConnectionOrder order, TextStyle style) {
        this.order = order;
        this.style = style;
    }

    void writeTo(TextPage page, List<TableRow> rows) {
        var lines = new TextPage(style);
        table(rows).writeTo(lines);
        page.append(lines);
        // Only if a column that says so had room.
        if (lines.toString().contains(AT_LEAST)) {
            page.line(style.dim("  " + WHAT_AT_LEAST_MEANS));
        }
    }

    /** The rows, with all columns. */
    TextTable table(List<TableRow> rows) {
        boolean anyFound = rows.stream().anyMatch(row -> !row.findings().isEmpty());
        var columns = new ArrayList<>(columns());
        if (anyFound) {
            columns.add(new Column("finding", false, 4)); // by which one chooses whom to look at
        }
        var table = new TextTable(style, KEYS, columns);
        for (TableRow row : rows) {
            ConnectionRecord connection = row.connection();
            List<String> cells = cells(connection);
            if (anyFound) {
                cells.add(row.finding());
            }
            table.row(
                    List.of(
                            Integer.toString(connection.id()),
                            style.named(connection.client()),
                            style.named(connection.server())),
                    cells);
        }
        return table;
    }

    /** In the order of {@link #cells}. */
    private List<Column> columns() {
        return List.of(
                column("start", true, 6, ConnectionOrder.START),
                column("duration", true, 3, ConnectionOrder.DURATION),
                column("handshake", true, 5, ConnectionOrder.HANDSHAKE),
                new Column("closed by", false, 0),
                column("closing", true, 2, ConnectionOrder.CLOSING),
                new Column("FIN_WAIT_1", true, 8),
                new Column("FIN_WAIT_2", true, 7),
                new Column("CLOSE_WAIT", true, 5),
                new Column("LAST_ACK", true, 9),
                column("TIME_WAIT", true, 4, ConnectionOrder.TIME_WAIT),
                column("packets", true, 10, ConnectionOrder.PACKETS),
                column("bytes", true, 11, ConnectionOrder.BYTES));
    }

    private Column column(String title, boolean right, int priority, ConnectionOrder sortedBy) {
        return new Column(title, right, order == sortedBy ? 1 : priority);
    }

    private static List<String> cells(ConnectionRecord connection) {
        var client = connection.clientTraffic();
        var server = connection.serverTraffic();
        var cells = new ArrayList<String>();
        cells.add(InstantText.milli(connection.firstSeenNanos()));
        cells.add(DurationText.of(connection.durationNanos()));
        cells.add(DurationText.of(connection.handshake().totalNanos()));
        cells.add(closedBy(connection));
        cells.add(DurationText.of(connection.close().teardownNanos()));
        cells.add(longest(connection, TcpState.FIN_WAIT_1));
        cells.add(longest(connection, TcpState.FIN_WAIT_2));
        cells.add(longest(connection, TcpState.CLOSE_WAIT));
        cells.add(longest(connection, TcpState.LAST_ACK));
        cells.add(timeWait(connection));
        cells.add(CountText.of(client.packets() + server.packets()));
        cells.add(CountText.of(client.payloadBytes() + server.payloadBytes()));
        return cells;
    }

    static String closedBy(ConnectionRecord connection) {
        CloseKind kind = connection.close().kind();
        ActiveCloser closer = connection.close().activeCloser();
        String how = SummarySection.kind(kind);
        return switch (closer) {
            case CLIENT, SERVER -> Lowercase.of(closer) + " " + how;
            case SIMULTANEOUS -> "both " + how;
            case UNKNOWN -> kind == CloseKind.OPEN ? how : "unknown " + how;
            case NONE -> how;
        };
    }

    /** Both sides pass through a state only in simultaneous closes; then the longer stay is shown. */
    private static String longest(ConnectionRecord connection, TcpState state) {
        long longest = -1;
        boolean cut = false;
        for (Role role : Role.values()) {
            for (StateInterval interval : connection.states(role)) {
                if (interval.state() == state && interval.durationNanos() > longest) {
                    longest = interval.durationNanos();
                    cut = interval.end() == StateEnd.CAPTURE_END;
                }
            }
        }
        return duration(longest, cut);
    }

    private static String timeWait(ConnectionRecord connection) {
        long longest = -1;
        boolean cut = false;
        for (TimeWait wait : connection.timeWaits()) {
            if (wait.observedNanos() > longest) {
                longest = wait.observedNanos();
                cut = wait.end() == TimeWait.End.CAPTURE_END;
            }
        }
        return duration(longest, cut);
    }

    private static String duration(long nanos, boolean cut) {
        return DurationText.of(nanos) + (cut ? AT_LEAST : "");
    }
}
