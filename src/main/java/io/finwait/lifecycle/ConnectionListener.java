package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;

/** Hears of the turns in connections' lives, in capture-time order, on the tracker's thread. */
public interface ConnectionListener {
    /** {@code connection} begins with the pure SYN {@code syn}, which is valid during the call. */
    default void opened(Connection connection, TcpSegment syn) {}

    /** An end of {@code connection} entered TIME_WAIT. */
    default void timeWaitEntered(Connection connection, Role holder, long nanos) {}

    /** An end that had entered TIME_WAIT has left it, or the capture ended. */
    default void timeWaitLeft(Connection connection, Role holder, long nanos) {}

    /**
     * A connection is closed, and only waits for what may still belong to it. Told only where {@link ConnectionTracker#tellClosed} was
     * asked for.
     *
     * @param copy as it is now; the listener keeps it, and may give it back with {@link ConnectionTracker#release}
     * @param soFar as if the capture ended here
     */
    default void closed(Connection copy, Ending soFar) {}

    /**
     * The connection can no longer change.
     *
     * @return true if the listener is done with it; false if it keeps it, and then it may give it back with
     *     {@link ConnectionTracker#release}
     */
    boolean finished(Connection connection, Ending ending);
}
