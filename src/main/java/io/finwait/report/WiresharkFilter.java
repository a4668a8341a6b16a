package io.finwait.report;

import io.finwait.finding.Subject;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Display filters that show a connection or what proves a finding in Wireshark (wireshark-filter(4)). */
final class WiresharkFilter {
    private static final String STREAM = "tcp.stream eq ";

    private WiresharkFilter() {}

    static String of(ConnectionRecord connection) {
        var text = new FieldText();
        append(connection, text);
        return text.toString();
    }

    /** Appends {@code tcp.stream eq N} where the id is Wireshark's; else addresses, ports and the range of frames. */
    static void append(ConnectionRecord connection, FieldText text) {
        if (connection.idIsTcpStream()) {
            text.append(STREAM).append(connection.id());
            return;
        }
        appendEnd(connection.client(), text);
        text.append(" && ");
        appendEnd(connection.server(), text);
        text.append(" && frame.number >= ").append(connection.firstFrame());
        text.append(" && frame.number <= ").append(connection.lastFrame());
    }

    /** Shows the connection with this id, where ids are Wireshark's. */
    static String ofStream(int id) {
        return STREAM + id;
    }

    /** Shows these frames of the only file. */
    static String of(List<Long> frames) {
        return frames.size() == 1
                ? "frame.number == " + frames.get(0)
                : frames.stream().map(String::valueOf).collect(Collectors.joining(", ", "frame.number in {", "}"));
    }

    /** Shows everything of a subject; null where that is the capture itself. */
    static @Nullable String of(Subject subject) {
        var text = new FieldText();
        if (subject instanceof Subject.Pair pair) {
            appendAddress(pair.client(), text);
            text.append(" && ");
            appendEnd(pair.server(), text);
        } else if (subject instanceof Subject.Service service) {
            appendEnd(service.server(), text);
        } else if (subject instanceof Subject.Host host) {
            appendAddress(host.ip(), text);
        } else {
            return null;
        }
        return text.toString();
    }

    private static void appendAddress(IpAddress ip, FieldText text) {
        text.append(ip.isV4() ? "ip.addr == " : "ipv6.addr == ").append(ip);
    }

    private static void appendEnd(HostPort end, FieldText text) {
        appendAddress(end.ip(), text);
        text.append(" && tcp.port == ").append(end.port());
    }
}
