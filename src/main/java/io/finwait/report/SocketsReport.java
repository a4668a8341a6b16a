package io.finwait.report;

import io.finwait.analysis.SocketAt;
import io.finwait.analysis.SocketsAt;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sockets as {@code ss -tano} and {@code netstat -nato} print them, so that they can be held beside what a host printed. */
public final class SocketsReport {
    /** The names that ss uses (iproute2, sstate_name). */
    private static final Map<TcpState, String> NAMES = new EnumMap<>(Map.of(
            TcpState.SYN_SENT, "SYN-SENT",
            TcpState.SYN_RECEIVED, "SYN-RECV",
            TcpState.ESTABLISHED, "ESTAB",
            TcpState.FIN_WAIT_1, "FIN-WAIT-1",
            TcpState.FIN_WAIT_2, "FIN-WAIT-2",
            TcpState.CLOSE_WAIT, "CLOSE-WAIT",
            TcpState.CLOSING, "CLOSING",
            TcpState.LAST_ACK, "LAST-ACK",
            TcpState.TIME_WAIT, "TIME-WAIT"));

    private static final double NANOS_PER_SECOND = 1e9;

    private SocketsReport() {}

    /**
     * Lays them out.
     *
     * @param listed how many sockets of each host are listed at most
     */
    public static String text(SocketsAt sockets, long listed, TextStyle style) {
        var page = new TextPage(style);
        if (sockets.atNanos() > sockets.lastNanos() && sockets.lastNanos() != 0) {
            page.wrap(
                    style.bold("NOTE") + "  ",
                    "      ",
                    "The last packet is " + DurationText.of(sockets.atNanos() - sockets.lastNanos())
                            + " older than that: nothing is assumed to have happened since but timers that ran out.");
        }
        if (sockets.hosts().isEmpty()) {
            page.paragraph(List.of(nothing(sockets)));
        }
        boolean inferred = false;
        for (SocketsAt.Host host : sockets.hosts()) {
            page.blank();
            String title = style.named(host.ip()) + " at " + InstantText.date(sockets.atNanos()) + " "
                    + InstantText.milli(sockets.atNanos()) + "Z";
            page.wrap(style.bold(title) + "  ", "  ", counts(host));
            List<SocketAt> first = host.sockets()
                    .subList(0, (int) Math.min(listed, host.sockets().size()));
            if (!first.isEmpty()) {
                table(first, style).writeTo(page);
                inferred |= first.stream().anyMatch(SocketAt::inferred);
            }
            long more = host.total() - first.size();
            if (more > 0 && listed > 0) {
                page.line("  " + CountText.of(more) + " more (--top)");
            }
        }
        page.blank();
        footnotes(page, inferred);
        return page.toString();
    }

    private static String nothing(SocketsAt sockets) {
        if (sockets.lastNanos() == 0) {
            return "The capture holds no packets.";
        }
        String none = "No socket is known at " + InstantText.dateTime(sockets.atNanos()) + ".";
        return sockets.atNanos() < sockets.firstNanos()
                ? none + " The capture begins at " + InstantText.dateTime(sockets.firstNanos()) + "."
                : none;
    }

    private static void footnotes(TextPage page, boolean inferred) {
        page.paragraph(List.of(
                "Only sockets of connections in the capture; listening ones and those without a packet in it are not known.",
                "TIME-WAIT timers are the assumed time less what has passed (--time-wait, --profile)."));
        if (inferred) {
            page.paragraph(List.of("* The state rests on something that the capture cannot show."));
        }
    }

    /** Counts by state, with the host's roles told apart where it had both. */
    private static String counts(SocketsAt.Host host) {
        var parts = new ArrayList<String>();
        NAMES.forEach((state, name) -> {
            long count = host.count(state);
            if (count > 0) {
                long asServer = host.count(state, Role.SERVER);
                boolean both = asServer > 0 && asServer < count;
                parts.add(name + " " + CountText.of(count)
                        + (both
                                ? " (" + CountText.of(asServer) + " as server, " + CountText.of(count - asServer)
                                        + " as client)"
                                : ""));
            }
        });
        return String.join("  ", parts);
    }

    private static TextTable table(List<SocketAt> sockets, TextStyle style) {
        var table = new TextTable(
                style,
                List.of(
                        new Column("State", false, 0),
                        new Column("Local Address:Port", false, 0),
                        new Column("Peer Address:Port", false, 0)),
                List.of(new Column("Timer", false, 0), new Column("id", true, 1), new Column("as", false, 2)));
        for (SocketAt socket : sockets) {
            table.row(
                    List.of(
                            name(socket.state()) + (socket.inferred() ? "*" : ""),
                            style.named(socket.local()),
                            style.named(socket.peer())),
                    List.of(timer(socket), "#" + socket.connection(), Lowercase.of(socket.role())));
        }
        return table;
    }

    static String name(TcpState state) {
        return NAMES.getOrDefault(state, state.name());
    }

    /**
     * The timer as netstat has it. What waits for an acknowledgement of its SYN or FIN runs the retransmission timer
     * (RFC 6298 §5), whose value the capture does not show. Of the rest nothing is known: unacknowledged data, keep-alive.
     */
    private static String timer(SocketAt socket) {
        return switch (socket.state()) {
            case TIME_WAIT ->
                String.format(Locale.ROOT, "timewait (%.2f/0/0)", socket.timerLeftNanos() / NANOS_PER_SECOND);
            case SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, CLOSING, LAST_ACK -> "on (inferred)";
            default -> "";
        };
    }

    /** One row for each socket listed, with a header (RFC 4180). */
    public static String csv(SocketsAt sockets) {
        var text = new StringBuilder(
                "at,host,state,inferred,local_ip,local_port,peer_ip,peer_port,role,timer_left_ms,id\n");
        String at = new FieldText().appendInstant(sockets.atNanos()).toString();
        for (SocketsAt.Host host : sockets.hosts()) {
            for (SocketAt socket : host.sockets()) {
                text.append(at).append(',').append(host.ip());
                text.append(',').append(socket.state()).append(',').append(socket.inferred());
                text.append(',').append(socket.local().ip());
                text.append(',').append(socket.local().port());
                text.append(',').append(socket.peer().ip());
                text.append(',').append(socket.peer().port());
                text.append(',').append(Lowercase.of(socket.role())).append(',');
                if (socket.timerLeftNanos() >= 0) {
                    text.append(new FieldText().appendMillis(socket.timerLeftNanos()));
                }
                text.append(',').append(socket.connection()).append('\n');
            }
        }
        return text.toString();
    }
}
