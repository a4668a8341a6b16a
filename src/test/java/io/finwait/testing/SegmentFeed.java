package io.finwait.testing;

import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import java.util.function.Consumer;

/** A sink that passes each segment on, always in the same object: its taker may not keep it. */
public final class SegmentFeed implements SegmentSink {
    private final Consumer<TcpSegment> taker;
    private final TcpSegment segment = new TcpSegment();

    public SegmentFeed(Consumer<TcpSegment> taker) {
        this.taker = taker;
    }

    @Override
    public TcpSegment claim() {
        return segment;
    }

    @Override
    public void publish() {
        taker.accept(segment);
    }
}
