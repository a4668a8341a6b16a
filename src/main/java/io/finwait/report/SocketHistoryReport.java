package io.finwait.report;

import io.finwait.analysis.SocketHistory;
import io.finwait.finding.tally.Levels;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.CountText;
import io.finwait.words.InstantText;
import java.util.Map;

/** Sockets per host and state over time: as small curves for people, as rows for a spreadsheet. */
public final class SocketHistoryReport {
    private static final int LABEL = 12;
    private static final int MOST_COLUMNS = 100;
    private static final int BESIDE = 34;

    private SocketHistoryReport() {}

    /**
     * Lays them out.
     *
     * @param listed how many hosts are shown at most
     */
    public static String text(SocketHistory history, long listed, TextStyle style) {
        var page = new TextPage(style);
        if (history.lastNanos() == 0) {
            page.line("The capture holds no packets.");
            return page.toString();
        }
        page.line("Sockets per host and state from " + InstantText.dateTime(history.firstNanos()) + " to "
                + InstantText.dateTime(history.lastNanos()));
        var hosts = history.hosts();
        hosts.stream().limit(listed).forEach(host -> writeHost(page, history, host));
        if (hosts.size() > listed) {
            page.blank();
            page.line(CountText.of(hosts.size() - listed, "more host") + " (--top)");
        }
        if (history.notFollowed() > 0) {
            page.line(
                    CountText.of(history.notFollowed(), "end") + " of connections on further hosts are not followed.");
        }
        page.blank();
        page.wrap(
                "",
                "",
                "A socket that comes and goes between two looks is not seen; each curve is scaled to its peak.");
        return page.toString();
    }

    private static void writeHost(TextPage page, SocketHistory history, IpAddress host) {
        TextStyle style = page.style();
        page.blank();
        page.line(style.bold(style.named(host)));
        Map<TcpState, Levels> levels = history.levels(host);
        if (levels.isEmpty()) {
            page.line("  none lasted from one look to the next");
        }
        int columns = Math.min(MOST_COLUMNS, style.width() - 2 - LABEL - BESIDE);
        levels.forEach((state, seen) -> page.line("  " + TextTable.pad(SocketsReport.name(state), LABEL, false)
                + style.paint(StateColor.of(state.name()), curve(seen, history, columns, style)) + "  peak "
                + CountText.of(seen.peak()) + " at " + InstantText.milli(seen.lookNanos(seen.peakLook())) + "Z"));
    }

    /** The most that were seen in each of {@code columns} parts of the capture's time. */
    private static String curve(Levels levels, SocketHistory history, int columns, TextStyle style) {
        long span = Math.max(1, history.lastNanos() - history.firstNanos());
        var most = new long[columns];
        long[] values = levels.values();
        int look = 0;
        long value = 0;
        for (int column = 0; column < columns; column++) {
            long until = history.firstNanos() + (long) ((double) span * (column + 1) / columns);
            most[column] = value;
            while (look < values.length && levels.lookNanos(look) <= until) {
                value = values[look++];
                most[column] = Math.max(most[column], value);
            }
        }
        long rest = 0;
        while (look < values.length) { // the last look may be just after the capture's end
            rest = Math.max(rest, values[look++]);
        }
        most[columns - 1] = Math.max(most[columns - 1], rest);
        return style.curve(most, levels.peak());
    }

    /** A row for each host, state and look at which the number differs from the look before, with a header (RFC 4180). */
    public static String csv(SocketHistory history) {
        var text = new StringBuilder("time,host,state,sockets\n");
        for (IpAddress host : history.hosts()) {
            history.levels(host).forEach((state, levels) -> {
                long before = 0;
                long[] values = levels.values();
                for (int i = 0; i < values.length; i++) {
                    if (values[i] != before) {
                        text.append(new FieldText().appendInstant(levels.lookNanos(i)));
                        text.append(',').append(host).append(',').append(state);
                        text.append(',').append(values[i]).append('\n');
                        before = values[i];
                    }
                }
            });
        }
        return text.toString();
    }
}
