package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TimeWait;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a capture in numbers.
 *
 * @param byKind connections by how they ended; every kind present
 * @param byCloser connections by who closed first; every value present
 * @param times distributions that have at least one value
 * @param services the busiest services first
 * @param servicesNotListed connections to services beyond the limit of how many are told apart
 * @param sight what the capture missed, and what had to be sent again
 * @param timeWaitPeaks most sockets in TIME_WAIT at once, per host, largest first
 * @param timeWaitEnds stays in TIME_WAIT by what ended them; every value present
 */
public record Summary(
        long connections,
        Map<CloseKind, Long> byKind,
        Map<ActiveCloser, Long> byCloser,
        List<Distribution> times,
        List<Service> services,
        long servicesNotListed,
        List<HostPeak> timeWaitPeaks,
        Sight sight,
        Map<TimeWait.End, Long> timeWaitEnds) {

    /** What is measured. */
    public enum Measure {
        HANDSHAKE("handshake"),
        TEARDOWN("teardown"),
        FIN_WAIT_1("FIN_WAIT_1"),
        FIN_WAIT_2("FIN_WAIT_2"),
        CLOSING("CLOSING"),
        CLOSE_WAIT("CLOSE_WAIT"),
        LAST_ACK("LAST_ACK");

        private final String label;

        Measure(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * One distribution of durations, nanoseconds, each percentile within 0.1 % of the true one. Only intervals whose end
     * was observed count.
     *
     * @param side whose state it is; null where it belongs to the connection
     */
    public record Distribution(
            Measure measure,
            @Nullable Role side,
            long count,
            long medianNanos,
            long p95Nanos,
            long p99Nanos,
            long maxNanos) {}

    /**
     * One server address and port.
     *
     * @param closedFirstByServer connections whose active closer is the server; likewise the next two
     * @param serverTimeWaitPeak most of its connections in TIME_WAIT at once on the server's side; likewise for the clients' side
     */
    public record Service(
            HostPort server,
            long connections,
            long closedFirstByServer,
            long closedFirstByClient,
            long closedSimultaneously,
            long serverTimeWaitPeak,
            long clientTimeWaitPeak,
            long payloadBytes,
            long firstSeenNanos,
            long lastSeenNanos) {
        /** Those with most connections first; among equals by address and port. */
        public static final Comparator<Service> BUSIEST_FIRST = Service::busiestFirst;

        /** In plain code: the JDK's comparators are not in the class-data archive, and this one is always needed. */
        private static int busiestFirst(Service a, Service b) {
            int byCount = Long.compare(b.connections, a.connections);
            return byCount != 0 ? byCount : a.server.compareTo(b.server);
        }

        /** Connections that somebody closed. */
        public long closed() {
            return closedFirstByServer + closedFirstByClient + closedSimultaneously;
        }
    }

    /** The most sockets one host had in TIME_WAIT at once, and when. */
    public record HostPeak(IpAddress host, long sockets, long atNanos) {
        /** Those with most sockets first; among equals by address. */
        public static final Comparator<HostPeak> LARGEST_FIRST =
                Comparator.comparingLong(HostPeak::sockets).reversed().thenComparing(HostPeak::host);
    }
}
