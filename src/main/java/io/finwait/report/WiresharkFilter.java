package io.finwait.report;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ConnectionRecord;

/** The display filter that shows one connection in Wireshark (wireshark-filter(4)). */
final class WiresharkFilter {
    private WiresharkFilter() {}

    static String of(ConnectionRecord connection) {
        var text = new FieldText();
        append(connection, text);
        return text.toString();
    }

    /** Appends {@code tcp.stream eq N} where the id is Wireshark's; else addresses, ports and the range of frames. */
    static void append(ConnectionRecord connection, FieldText text) {
        if (connection.idIsTcpStream()) {
            text.append("tcp.stream eq ").append(connection.id());
            return;
        }
        appendEnd(connection.client(), text);
        text.append(" && ");
        appendEnd(connection.server(), text);
        text.append(" && frame.number >= ").append(connection.firstFrame());
        text.append(" && frame.number <= ").append(connection.lastFrame());
    }

    private static void appendEnd(HostPort end, FieldText text) {
        text.append(end.ip().isV4() ? "ip.addr == " : "ipv6.addr == ").append(end.ip());
        text.append(" && tcp.port == ").append(end.port());
    }
}
