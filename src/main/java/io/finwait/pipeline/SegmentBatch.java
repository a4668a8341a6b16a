package io.finwait.pipeline;

import io.finwait.decode.TcpSegment;

/** Segments on their way from the decoder to the tracker: filled by one thread, emptied by the other, used again. */
final class SegmentBatch {
    static final int CAPACITY = 512;

    private final TcpSegment[] segments = new TcpSegment[CAPACITY];
    int size;

    SegmentBatch() {
        for (int i = 0; i < CAPACITY; i++) {
            segments[i] = new TcpSegment();
        }
    }

    TcpSegment get(int index) {
        return segments[index];
    }
}
