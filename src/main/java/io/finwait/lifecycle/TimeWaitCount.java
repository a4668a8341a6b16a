package io.finwait.lifecycle;

/** Tells the listener when an end enters and leaves TIME_WAIT, each once. */
final class TimeWaitCount {
    private final ConnectionListener listener;

    TimeWaitCount(ConnectionListener listener) {
        this.listener = listener;
    }

    /** Looks at {@code c} after a segment. */
    void update(Connection c, long nowNanos) {
        update(c, c.a, c.b, nowNanos);
        update(c, c.b, c.a, nowNanos);
    }

    private void update(Connection c, Endpoint end, Endpoint peer, long nowNanos) {
        if (c.phase != Phase.TIME_WAIT || !end.reachesTimeWait(peer)) {
            leave(c, end, nowNanos); // after a RST, or when what proved it is taken back
        } else if (!end.is(Endpoint.COUNTED_IN_TIME_WAIT)) {
            end.set(Endpoint.COUNTED_IN_TIME_WAIT);
            listener.timeWaitEntered(c, c.roleOf(end), end.timeWaitNanos());
        }
    }

    /** {@code c} holds no TIME_WAIT any more. */
    void leave(Connection c, long nanos) {
        leave(c, c.a, nanos);
        leave(c, c.b, nanos);
    }

    private void leave(Connection c, Endpoint end, long nanos) {
        if (end.is(Endpoint.COUNTED_IN_TIME_WAIT)) {
            end.clear(Endpoint.COUNTED_IN_TIME_WAIT);
            listener.timeWaitLeft(c, c.roleOf(end), nanos);
        }
    }
}
