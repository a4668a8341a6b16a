package io.finwait.report;

import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.TimeWait;
import java.util.Comparator;
import java.util.function.ToLongFunction;

/**
 * Orders of the text report's table of connections. Ties are in order of id; what is not known comes last. In plain code, because the
 * JDK's comparators are not in the class-data archive (their lambdas are serializable): each would cost a start some milliseconds.
 */
public enum ConnectionOrder {
    ID("id", "in order of id", c -> -c.id()),
    START("start", "earliest first", c -> -c.firstSeenNanos()),
    DURATION("duration", "longest first", ConnectionRecord::durationNanos),
    HANDSHAKE("handshake", "slowest handshake first", c -> c.handshake().totalNanos()),
    CLOSING("closing", "longest closing first", c -> c.close().teardownNanos()),
    PACKETS(
            "packets",
            "most packets first",
            c -> c.clientTraffic().packets() + c.serverTraffic().packets()),
    BYTES(
            "bytes",
            "most bytes first",
            c -> c.clientTraffic().payloadBytes() + c.serverTraffic().payloadBytes()),
    TIME_WAIT("time-wait", "longest TIME_WAIT first", ConnectionOrder::timeWaitNanos);

    private final String option;
    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // Made of functions without state.
    private final Comparator<ConnectionRecord> comparator;

    ConnectionOrder(String option, String words, ToLongFunction<ConnectionRecord> largestFirst) {
        this.option = option;
        this.words = words;
        comparator = (a, b) -> {
            int byMeasure = Long.compare(largestFirst.applyAsLong(b), largestFirst.applyAsLong(a));
            return byMeasure != 0 ? byMeasure : Integer.compare(a.id(), b.id());
        };
    }

    /** The name on the command line. */
    public String option() {
        return option;
    }

    /** The order in words. */
    String words() {
        return words;
    }

    /** What is to be shown first compares as less. */
    Comparator<ConnectionRecord> comparator() {
        return comparator;
    }

    private static long timeWaitNanos(ConnectionRecord connection) {
        long longest = -1;
        for (TimeWait wait : connection.timeWaits()) {
            longest = Math.max(longest, wait.observedNanos());
        }
        return longest;
    }

    @Override
    public String toString() {
        return option;
    }
}
