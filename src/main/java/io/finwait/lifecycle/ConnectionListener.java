package io.finwait.lifecycle;

import io.finwait.flow.HostPort;

/** Hears of the turns in connections' lives, in capture-time order, on the tracker's thread. */
public interface ConnectionListener {
    /**
     * A socket entered TIME_WAIT.
     *
     * @param holder its own address and port
     * @param server the server's address and port of its connection
     */
    void timeWaitEntered(HostPort holder, HostPort server, Role holderRole, long nanos);

    /** A socket that had entered TIME_WAIT has left it, or the capture ended. */
    void timeWaitLeft(HostPort holder, HostPort server, Role holderRole, long nanos);

    /**
     * The connection can no longer change.
     *
     * @return true if the listener is done with it; false if it keeps it, and then it may give it back with
     *     {@link ConnectionTracker#release}
     */
    boolean finished(Connection connection, Ending ending);
}
