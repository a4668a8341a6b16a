package io.finwait.compare;

import io.finwait.analysis.DurationDistributions;
import io.finwait.analysis.Summary.Measure;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.CloseKind;
import java.util.HashMap;
import java.util.Map;

/** Running totals of one service. */
final class ServiceLedger {
    /** Packets that a connection takes at the least to open and close, beside those with data (RFC 9293, Figures 6 and 12). */
    private static final int OPEN_AND_CLOSE_PACKETS = 6;

    /** How many hosts are remembered. */
    private static final int MOST_CLIENTS = 4_096;

    private final DurationDistributions times = DurationDistributions.packed();
    private final Map<IpAddress, ServiceFigures.Work> clients = new HashMap<>();
    private long connections;
    private long opened;
    private long stillOpen;
    private long closedByServer;
    private long closedByClient;
    private long closedSimultaneously;
    private long reset;
    private long timeWaitNanos;
    private long withData;
    private long exchanges;
    private boolean exchangesUnknown;
    private long packets;
    private long overheadPackets;
    private long payloadBytes;

    void add(ConnectionFacts c) {
        connections++;
        if (!c.begunBefore()) {
            opened++;
            stillOpen += c.kind() == CloseKind.OPEN || c.kind() == CloseKind.HALF_CLOSED ? 1 : 0;
        }
        switch (c.closer()) {
            case SERVER -> closedByServer++;
            case CLIENT -> closedByClient++;
            case SIMULTANEOUS -> closedSimultaneously++;
            case NONE, UNKNOWN -> {}
        }
        reset += c.kind() == CloseKind.RST ? 1 : 0;
        timeWaitNanos = Math.max(timeWaitNanos, c.timeWaitNanos());
        payloadBytes += c.payloadBytes();
        if (c.payloadBytes() > 0) {
            withData++;
            exchanges += c.exchanges();
            exchangesUnknown |= c.exchanges() < 0;
            packets += c.packets();
            overheadPackets += Math.min(c.packets(), OPEN_AND_CLOSE_PACKETS);
        }
        IpAddress client = c.client().ip();
        ServiceFigures.Work work = clients.get(client);
        if (work != null || clients.size() < MOST_CLIENTS) {
            clients.put(client, (work == null ? new ServiceFigures.Work(0, 0) : work).plus(c));
        }
        addTimes(c);
    }

    private void addTimes(ConnectionFacts c) {
        if (c.handshakeNanos() >= 0) {
            times.add(Measure.HANDSHAKE, null, c.handshakeNanos());
        }
        if (c.completed() && c.teardownNanos() >= 0) {
            times.add(Measure.TEARDOWN, null, c.teardownNanos());
        }
        for (ConnectionFacts.Stay stay : c.stays()) {
            times.add(stay.state(), stay.side(), stay.nanos());
        }
    }

    ServiceFigures figures(HostPort server, Portrait.TimeWaitPeaks peaks) {
        return new ServiceFigures(
                server,
                connections,
                opened,
                stillOpen,
                closedByServer,
                closedByClient,
                closedSimultaneously,
                reset,
                peaks.server(),
                peaks.client(),
                timeWaitNanos,
                withData,
                exchangesUnknown ? -1 : exchanges,
                packets,
                overheadPackets,
                payloadBytes,
                times.distributions(),
                Map.copyOf(clients));
    }
}
