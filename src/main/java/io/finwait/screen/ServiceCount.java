package io.finwait.screen;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;

/** Counts how the connections to one service end. Not thread-safe. */
final class ServiceCount {
    private final HostPort server;
    private long ended;
    private long endedBefore;
    private long byServer;
    private long byClient;
    private long simultaneously;
    private long reset;

    ServiceCount(HostPort server) {
        this.server = server;
    }

    void add(ConnectionRecord connection) {
        ended++;
        reset += connection.close().kind() == CloseKind.RST ? 1 : 0;
        switch (connection.close().activeCloser()) {
            case SERVER -> byServer++;
            case CLIENT -> byClient++;
            case SIMULTANEOUS -> simultaneously++;
            case NONE, UNKNOWN -> {}
        }
    }

    /** What there is by now; a rate begins anew with each call. */
    Standing.ServiceRow row(double seconds) {
        double perSecond = (ended - endedBefore) / seconds;
        endedBefore = ended;
        return new Standing.ServiceRow(server, ended, perSecond, byServer, byClient, simultaneously, reset);
    }
}
