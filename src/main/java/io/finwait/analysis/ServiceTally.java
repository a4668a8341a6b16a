package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Role;

/** Running totals of one service. */
final class ServiceTally {
    private final TimeWaitGauge clientTimeWaits = new TimeWaitGauge();
    private final TimeWaitGauge serverTimeWaits = new TimeWaitGauge();
    private long connections;
    private long closedFirstByServer;
    private long closedFirstByClient;
    private long closedSimultaneously;
    private long payloadBytes;
    private long firstSeenNanos = Long.MAX_VALUE;
    private long lastSeenNanos = Long.MIN_VALUE;

    void add(ConnectionOutline c) {
        connections++;
        switch (c.activeCloser()) {
            case SERVER -> closedFirstByServer++;
            case CLIENT -> closedFirstByClient++;
            case SIMULTANEOUS -> closedSimultaneously++;
            case NONE, UNKNOWN -> {}
        }
        payloadBytes += c.payloadBytes();
        firstSeenNanos = Math.min(firstSeenNanos, c.firstSeenNanos());
        lastSeenNanos = Math.max(lastSeenNanos, c.lastSeenNanos());
    }

    /** The gauge of the sockets on that side of the service's connections. */
    TimeWaitGauge timeWaits(Role side) {
        return side == Role.CLIENT ? clientTimeWaits : serverTimeWaits;
    }

    long connections() {
        return connections;
    }

    Summary.Service toService(HostPort server) {
        return new Summary.Service(
                server,
                connections,
                closedFirstByServer,
                closedFirstByClient,
                closedSimultaneously,
                serverTimeWaits.peak(),
                clientTimeWaits.peak(),
                payloadBytes,
                firstSeenNanos,
                lastSeenNanos);
    }
}
