package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;

/** Sees each segment once the tracker has taken it in. */
public interface SegmentWatch {
    /**
     * Takes note of a segment.
     *
     * @param connection the incarnation that the segment belongs to
     * @param segment valid during the call
     * @param fromA whether end A sent it
     */
    void segment(Connection connection, TcpSegment segment, boolean fromA);

    /** Takes note of an ICMP error about a segment of {@code connection}; {@code error} is valid during the call. */
    default void icmpError(Connection connection, TcpSegment error) {}
}
