package io.finwait.lifecycle;

import java.util.ArrayDeque;

/** Connections that are over, to be used again: a churning capture then makes no garbage. */
final class ConnectionPool {
    private static final int MOST = 1 << 14;

    private final ArrayDeque<Connection> free = new ArrayDeque<>();

    Connection take() {
        Connection c = free.pollLast();
        return c == null ? new Connection() : c;
    }

    /** {@code c} must be in no table, no queue and nobody's hands. */
    void give(Connection c) {
        if (free.size() < MOST) {
            c.letGo();
            free.addLast(c);
        }
    }
}
