package io.finwait.testing;

import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps every segment, each in an object of its own. */
public final class SegmentCollector implements SegmentSink {
    private final List<TcpSegment> segments = new ArrayList<>();
    private TcpSegment claimed = new TcpSegment();

    @Override
    public TcpSegment claim() {
        return claimed;
    }

    @Override
    public void publish() {
        segments.add(claimed);
        claimed = new TcpSegment();
    }

    public List<TcpSegment> segments() {
        return segments;
    }
}
