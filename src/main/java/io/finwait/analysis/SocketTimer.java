package io.finwait.analysis;

import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.Visibility;
import java.util.Set;

/**
 * The timer of a socket, as netstat and ss name them.
 *
 * @param leftNanos until it runs out; -1 where that is not known
 */
public record SocketTimer(Kind kind, long leftNanos) {
    /** What runs. */
    public enum Kind {
        /** TIME_WAIT, for an assumed time. */
        TIMEWAIT,
        /** Repeats what is not acknowledged (RFC 6298 §5). */
        ON,
        /** Keep-alives came at a period, and the next one is due. */
        KEEPALIVE,
        /** Nothing was to be acknowledged. Keep-alives that have not begun show nowhere. */
        OFF,
        UNKNOWN
    }

    static final SocketTimer UNKNOWN = new SocketTimer(Kind.UNKNOWN, -1);
    private static final SocketTimer ON = new SocketTimer(Kind.ON, -1);
    private static final SocketTimer OFF = new SocketTimer(Kind.OFF, -1);

    /** What it was in {@code state}, which is not TIME_WAIT, at an instant. */
    static SocketTimer of(ConnectionRecord connection, Role role, TcpState state, long nowNanos) {
        return switch (state) {
            case SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, CLOSING, LAST_ACK -> ON;
            case ESTABLISHED, CLOSE_WAIT -> open(connection, role, nowNanos);
            default -> UNKNOWN; // FIN_WAIT_2 of an orphan has a time-out that no packet shows
        };
    }

    /** Known between keep-alives, and after the connection's last packet: before, what was acknowledged when is not kept. */
    private static SocketTimer open(ConnectionRecord connection, Role role, long nowNanos) {
        Set<Visibility> unseen = connection.visibility();
        if (unseen.contains(Visibility.CLIENT_UNSEEN) || unseen.contains(Visibility.SERVER_UNSEEN)) {
            return UNKNOWN;
        }
        ConnectionRecord.Probing probing = connection.timers().probing(role);
        long toLast = probing.lastNanos() - nowNanos;
        if (toLast > 0 && toLast <= probing.periodNanos()) {
            return new SocketTimer(Kind.KEEPALIVE, toLast);
        }
        if (nowNanos < connection.lastSeenNanos()) {
            return UNKNOWN;
        }
        if (connection.timers().outstanding(role)) {
            return ON;
        }
        if (probing.periodNanos() <= 0) {
            return OFF;
        }
        long toNext = toLast + probing.periodNanos();
        return toNext > 0 ? new SocketTimer(Kind.KEEPALIVE, toNext) : UNKNOWN;
    }
}
