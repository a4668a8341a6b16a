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
}
