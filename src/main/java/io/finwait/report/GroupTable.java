package io.finwait.report;

import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.Group.TimeWaits;
import io.finwait.analysis.group.Groups;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Role;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The table of groups: one row each, as many columns as there is room for, the one sorted by among the first. */
final class GroupTable {
    private static final String OTHERS = "others";

    /** A column with what stands in it. */
    private record Figure(Column column, Function<Group, String> cell) {}

    private final Groups groups;
    private final GroupOrder order;
    private final TextStyle style;

    GroupTable(Groups groups, GroupOrder order, TextStyle style) {
        this.groups = groups;
        this.order = order;
        this.style = style;
    }

    /** The rows of {@code shown} groups and, where there are any, of the connections in no group of their own; with all columns. */
    TextTable table(List<Group> shown) {
        var rows = new ArrayList<>(shown);
        Group others = groups.others();
        if (others != null && !shown.isEmpty()) {
            rows.add(others);
        }
        List<Figure> figures = figures(rows);
        var table = new TextTable(
                style,
                List.of(new Column(groups.grouping().field(), false, 0)),
                figures.stream().map(Figure::column).toList());
        for (Group row : rows) {
            String name = row.name().isEmpty() ? OTHERS : named(row.name());
            table.row(
                    List.of(name),
                    figures.stream().map(figure -> figure.cell().apply(row)).toList());
        }
        return table;
    }

    private String named(String group) {
        String called = style.names().ofWritten(group);
        return called == null ? group : group + " (" + style.safe(called) + ")";
    }

    /** What to know of the rows; perhaps nothing. */
    List<String> notes(List<Group> shown) {
        var notes = new ArrayList<String>();
        Group others = groups.others();
        if (others != null && !shown.isEmpty()) {
            notes.add(OTHERS + ": connections of groups beyond the first "
                    + CountText.of(groups.groups().size()) + " that there were");
        }
        if (shown.stream()
                .anyMatch(group -> group.timeWaits().values().stream().anyMatch(waits -> !waits.peakIsExact()))) {
            notes.add(ConnectionTable.AT_LEAST + " at least: so many were in TIME_WAIT at regular looks");
        }
        return notes;
    }

    private List<Figure> figures(List<Group> rows) {
        var figures = new ArrayList<Figure>();
        figures.add(new Figure(new Column("conns", true, 0), group -> CountText.of(group.connections())));
        addIfAny(figures, rows, new Column("RST", true, 2), group -> kinds(group, CloseKind.RST));
        addIfAny(figures, rows, new Column("refused", true, 2), group -> kinds(group, CloseKind.REFUSED));
        addIfAny(figures, rows, new Column("unanswered", true, 2), group -> kinds(group, CloseKind.UNANSWERED));
        addIfAny(
                figures,
                rows,
                new Column("not closed", true, 6),
                group -> kinds(group, CloseKind.OPEN, CloseKind.HALF_CLOSED));
        figures.add(new Figure(new Column("closed first by", false, 1), GroupTable::closedFirstBy));
        figures.add(new Figure(
                column("handshake p95", 5, GroupOrder.HANDSHAKE),
                group -> DurationText.of(group.handshake().p95Nanos())));
        figures.add(new Figure(
                column("teardown p95", 4, GroupOrder.CLOSING),
                group -> DurationText.of(group.teardown().p95Nanos())));
        figures.add(new Figure(new Column("TIME_WAIT peak", false, 3), GroupTable::timeWaitPeak));
        figures.add(new Figure(column("TIME_WAIT held", 8, GroupOrder.TIME_WAIT), GroupTable::timeWaitHeld));
        addIfAny(figures, rows, new Column("findings", true, 5), Group::withFindings);
        figures.add(new Figure(new Column("conns/s", true, 7), GroupTable::perSecond));
        figures.add(new Figure(
                new Column("handshake median", true, 11),
                group -> DurationText.of(group.handshake().medianNanos())));
        figures.add(new Figure(
                new Column("teardown median", true, 12),
                group -> DurationText.of(group.teardown().medianNanos())));
        figures.add(new Figure(
                column("packets", 9, GroupOrder.PACKETS),
                group -> CountText.of(Group.ofBothSides(role -> group.sent(role).packets()))));
        figures.add(new Figure(
                column("bytes", 10, GroupOrder.BYTES),
                group -> CountText.of(Group.ofBothSides(role -> group.sent(role).payloadBytes()))));
        return figures;
    }

    private Column column(String title, int priority, GroupOrder sortedBy) {
        return new Column(title, true, order == sortedBy ? 1 : priority);
    }

    /** A count that only makes a column where one of the rows has any. */
    private static void addIfAny(List<Figure> figures, List<Group> rows, Column column, Function<Group, Long> count) {
        if (rows.stream().anyMatch(row -> count.apply(row) > 0)) {
            figures.add(new Figure(column, group -> CountText.of(count.apply(group))));
        }
    }

    private static long kinds(Group group, CloseKind... kinds) {
        long count = 0;
        for (CloseKind kind : kinds) {
            count += group.byKind().getOrDefault(kind, 0L);
        }
        return count;
    }

    private static String closedFirstBy(Group group) {
        return TallyCells.closedFirstBy(
                group.byCloser().getOrDefault(ActiveCloser.SERVER, 0L),
                group.byCloser().getOrDefault(ActiveCloser.CLIENT, 0L),
                group.byCloser().getOrDefault(ActiveCloser.SIMULTANEOUS, 0L));
    }

    private static String timeWaitPeak(Group group) {
        TimeWaits server = group.timeWaits(Role.SERVER);
        TimeWaits client = group.timeWaits(Role.CLIENT);
        return TallyCells.perSide(server.stays(), client.stays(), peak(server), peak(client));
    }

    private static String peak(TimeWaits waits) {
        return CountText.of(waits.peak()) + (waits.peakIsExact() ? "" : ConnectionTable.AT_LEAST);
    }

    private static String timeWaitHeld(Group group) {
        boolean any = Group.ofBothSides(role -> group.timeWaits(role).stays()) > 0;
        return any
                ? DurationText.of(
                        Group.ofBothSides(role -> group.timeWaits(role).heldNanos()))
                : TallyCells.NOTHING;
    }

    private static String perSecond(Group group) {
        return TallyCells.perSecond(group.connections(), group.firstSeenNanos(), group.lastSeenNanos());
    }
}
