package io.finwait.analysis;

import java.util.List;

/**
 * The timestamps of the SYNs from one address to another, in capture order.
 *
 * @param syns those that are kept: all without an answer, and of the others one in {@code answeredKept}, as far as there is room
 * @param answered how many got a SYN-ACK or a RST, kept or not
 * @param unanswered how many got neither, kept or not
 * @param answeredKept one in so many of those answered is kept
 */
public record SynStamps(SharedAddress between, List<SynStamp> syns, long answered, long unanswered, int answeredKept) {
    /**
     * One SYN.
     *
     * @param timeNanos capture time, nanoseconds since the epoch
     * @param port of the client
     * @param tsVal 0 to 2^32-1
     * @param answered whether a SYN-ACK or a RST came before the SYN was repeated, if it was
     */
    public record SynStamp(long timeNanos, long frame, int port, long tsVal, boolean answered) {}
}
