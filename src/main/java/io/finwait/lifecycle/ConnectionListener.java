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

    /** The connection can no longer change. The tracker keeps no reference to it. */
    void finished(Connection connection, Ending ending);
}
