package io.finwait.report;

import io.finwait.analysis.SocketAt;
import io.finwait.analysis.SocketTimer;
import io.finwait.analysis.SocketsAt;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
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
            List<Integer> ports = host.listening()
                    .subList(0, (int) Math.min(listed, host.listening().size()));
            if (!first.isEmpty() || !ports.isEmpty()) {
                table(host.ip(), ports, first, style).writeTo(page);
                inferred |= !ports.isEmpty() || first.stream().anyMatch(SocketAt::inferred);
            }
            long more = host.total() - first.size() + host.listening().size() - ports.size();
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
                "Only sockets of connections in the capture: those without a packet in it are not known. A port listens that had"
                        + " accepted a SYN and refused none since.",
                "TIME-WAIT timers are the assumed time less what has passed (--time-wait, --profile). The others are inferred;"
                        + " off may also be keep-alives that have not begun."));
        if (inferred) {
            page.paragraph(List.of("* The state rests on something that the capture cannot show."));
        }
    }

    /** Counts by state, with the host's roles told apart where it had both. */
    private static String counts(SocketsAt.Host host) {
        var parts = new ArrayList<String>();
        if (!host.listening().isEmpty()) {
            parts.add("LISTEN " + CountText.of(host.listening().size()));
        }
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

    private static TextTable table(IpAddress host, List<Integer> listening, List<SocketAt> sockets, TextStyle style) {
        var table = new TextTable(
                style,
                List.of(
                        new Column("State", false, 0),
                        new Column("Local Address:Port", false, 0),
                        new Column("Peer Address:Port", false, 0)),
                List.of(new Column("Timer", false, 0), new Column("id", true, 1), new Column("as", false, 2)));
        for (int port : listening) {
            table.row(List.of("LISTEN*", new HostPort(host, port).toString(), "*:*"), List.of("", "", "server"));
        }
        for (SocketAt socket : sockets) {
            table.row(
                    List.of(
                            name(socket.state()) + (socket.inferred() ? "*" : ""),
                            style.named(socket.local()),
                            style.named(socket.peer())),
                    List.of(timer(socket.timer()), "#" + socket.connection(), Lowercase.of(socket.role())));
        }
        return table;
    }

    /** The state as ss names it. */
    public static String name(TcpState state) {
        return NAMES.getOrDefault(state, state.name());
    }

    /** The timer as netstat has it; what is left of the retransmission timer the capture does not show. */
    private static String timer(SocketTimer timer) {
        return switch (timer.kind()) {
            case TIMEWAIT -> "timewait " + left(timer);
            case KEEPALIVE -> "keepalive " + left(timer) + " (inferred)";
            case ON -> "on (inferred)";
            case OFF -> "off (inferred)";
            case UNKNOWN -> "";
        };
    }

    private static String left(SocketTimer timer) {
        return String.format(Locale.ROOT, "(%.2f/0/0)", timer.leftNanos() / NANOS_PER_SECOND);
    }

    /** One row for each socket listed, with a header (RFC 4180). */
    public static String csv(SocketsAt sockets) {
        var text = new StringBuilder(
                "at,host,state,inferred,local_ip,local_port,peer_ip,peer_port,role,timer_left_ms,id,timer\n");
        String at = new FieldText().appendInstant(sockets.atNanos()).toString();
        for (SocketsAt.Host host : sockets.hosts()) {
            for (int port : host.listening()) {
                text.append(at).append(',').append(host.ip()).append(",LISTEN,true,");
                text.append(host.ip()).append(',').append(port).append(",,,server,,,\n");
            }
            for (SocketAt socket : host.sockets()) {
                text.append(at).append(',').append(host.ip());
                text.append(',').append(socket.state()).append(',').append(socket.inferred());
                text.append(',').append(socket.local().ip());
                text.append(',').append(socket.local().port());
                text.append(',').append(socket.peer().ip());
                text.append(',').append(socket.peer().port());
                text.append(',').append(Lowercase.of(socket.role())).append(',');
                SocketTimer timer = socket.timer();
                if (timer.leftNanos() >= 0) {
                    text.append(new FieldText().appendMillis(timer.leftNanos()));
                }
                text.append(',').append(socket.connection()).append(',');
                text.append(timer.kind() == SocketTimer.Kind.UNKNOWN ? "" : Lowercase.of(timer.kind()));
                text.append('\n');
            }
        }
        return text.toString();
    }
}
