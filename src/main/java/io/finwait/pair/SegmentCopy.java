package io.finwait.pair;

import io.finwait.decode.TcpSegment;

/** One copy of a segment as one capture has it. A class, so that what is known of a segment besides takes no object of its own. */
class SegmentCopy {
    private final long nanos;
    private final long frame;
    private final int tsVal;
    private final int ipId;
    private final short ttl;
    private final boolean hasTimestamps;

    SegmentCopy(TcpSegment s) {
        nanos = s.timeNanos;
        frame = s.frame;
        tsVal = s.tsVal;
        ipId = s.ipId;
        ttl = (short) s.ttl;
        hasTimestamps = s.hasTimestamps;
    }

    /** When it was captured, by that capture's clock. */
    final long nanos() {
        return nanos;
    }

    long frame() {
        return frame;
    }

    final int tsVal() {
        return tsVal;
    }

    /** Its IP identification; negative if it has none. */
    final int ipId() {
        return ipId;
    }

    int ttl() {
        return ttl;
    }

    final boolean hasTimestamps() {
        return hasTimestamps;
    }

    final boolean isStampedAs(SegmentCopy other) {
        return hasTimestamps && other.hasTimestamps && tsVal == other.tsVal;
    }
}
