package io.finwait.pipeline;

import io.finwait.decode.TcpSegment;

/** Segments on their way from the decoder to the tracker: filled by one thread, emptied by the other, used again. */
final class SegmentBatch {
    static final int CAPACITY = 512;

    private final TcpSegment[] segments = new TcpSegment[CAPACITY];
    int size;

    /** What time it is behind the last of them, nanoseconds since the epoch; only if this {@link #isHandedOver}. */
    long untilNanos;

    private boolean handedOver;

    SegmentBatch() {
        for (int i = 0; i < CAPACITY; i++) {
            segments[i] = new TcpSegment();
        }
    }

    /** Passes this on although there is room, since it may be long until more comes. */
    void handOver(long nanos) {
        untilNanos = nanos;
        handedOver = true;
    }

    boolean isHandedOver() {
        return handedOver;
    }

    /** Makes it empty again. */
    void clear() {
        size = 0;
        handedOver = false;
    }

    TcpSegment get(int index) {
        return segments[index];
    }
}
