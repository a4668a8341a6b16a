package io.finwait.screen;

import io.finwait.finding.Severity;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.StateCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a live capture stands, as the screen shows it. Immutable. A trend has the latest looks, the oldest first.
 *
 * @param counts what was counted, from the beginning
 * @param perSecond the same in the second before
 * @param dropped packets that the capturing systems say they lost; -1 where one does not say
 * @param hosts those with most sockets
 * @param services those with most closed connections
 * @param ports those with most local ports in use
 * @param found gravest first, of equals the latest first
 */
record Standing(
        Counts counts,
        Rates perSecond,
        long dropped,
        List<HostRow> hosts,
        List<ServiceRow> services,
        List<PortsRow> ports,
        List<FoundRow> found) {
    static final Standing NOTHING =
            new Standing(new Counts(0, 0, 0), new Rates(0, 0, 0), -1, List.of(), List.of(), List.of(), List.of());

    /** Packets captured, connections begun and over (closed, refused or without an answer). */
    record Counts(long packets, long begun, long ended) {}

    record Rates(double packets, double begun, double ended) {}

    /**
     * One host.
     *
     * @param kernel what the kernel had when it was last looked at; null of other hosts
     * @param timeWaitTrend how many were in TIME_WAIT
     */
    record HostRow(
            IpAddress host, StateCounts sockets, @Nullable StateCounts kernel, List<Long> timeWaitTrend) {}

    /**
     * One service.
     *
     * @param ended its connections that are over, but refused and unanswered ones
     * @param byServer those that the server closed first, and so on
     * @param reset those that a RST ended
     */
    record ServiceRow(
            HostPort server,
            long ended,
            double endedPerSecond,
            long byServer,
            long byClient,
            long simultaneously,
            long reset) {
        long closed() {
            return byServer + byClient + simultaneously;
        }
    }

    /**
     * Local ports of a client for a service.
     *
     * @param all how many the client's system picks from
     * @param assumed whether that is a default
     * @param fullInSeconds when all are in use if the use goes on growing as it does; -1 where it does not grow
     */
    record PortsRow(
            IpAddress client,
            HostPort server,
            long inUse,
            long timeWait,
            int all,
            boolean assumed,
            List<Long> trend,
            long fullInSeconds) {}

    /**
     * Findings of one kind.
     *
     * @param count in how many connections, or of how many subjects
     * @param soFar whether it is what is said across connections so far, which may change
     * @param text of the latest
     */
    record FoundRow(String id, Severity severity, long count, boolean soFar, String text) {}
}
