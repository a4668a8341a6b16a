package io.finwait.compare;

import io.finwait.analysis.Summary.Distribution;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.List;
import java.util.Map;

/**
 * One service in one capture. Connections that were refused or never answered count nowhere.
 *
 * @param opened connections whose beginning was captured
 * @param stillOpen of these, those that one side at least had not closed by the end: their TIME_WAIT may be yet to come
 * @param closedByServer connections that the server closed first; likewise the next two
 * @param reset connections that a RST ended
 * @param serverTimeWaitPeak most of its connections in TIME_WAIT at once on the server's side; likewise for the clients' side; -1
 *     where not known
 * @param timeWaitNanos how long TIME_WAIT was assumed to last; 0 if nobody was in it
 * @param withData connections that carried data; the next three are about these
 * @param exchanges requests, where each side speaks in turn; -1 where not known
 * @param packets of both sides
 * @param overheadPackets of these, those that it takes to open and close, at the least
 * @param times only of what was seen to end
 * @param clients what some of the hosts that connected did; all of them unless they are very many
 */
public record ServiceFigures(
        HostPort server,
        long connections,
        long opened,
        long stillOpen,
        long closedByServer,
        long closedByClient,
        long closedSimultaneously,
        long reset,
        long serverTimeWaitPeak,
        long clientTimeWaitPeak,
        long timeWaitNanos,
        long withData,
        long exchanges,
        long packets,
        long overheadPackets,
        long payloadBytes,
        List<Distribution> times,
        Map<IpAddress, Work> clients) {
    /**
     * What one client did.
     *
     * @param exchanges requests, where each side speaks in turn; -1 where not known
     */
    public record Work(long connections, long exchanges) {
        Work plus(ConnectionFacts c) {
            boolean known = exchanges >= 0 && c.exchanges() >= 0;
            return new Work(connections + 1, known ? exchanges + c.exchanges() : -1);
        }
    }

    /** Connections of which it is known who closed first. */
    public long closed() {
        return closedByServer + closedByClient + closedSimultaneously;
    }
}
