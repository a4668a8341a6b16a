package io.finwait.testing;

import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import java.util.ArrayList;
import java.util.List;

/** A sink that keeps every segment and, apart from them, every ICMP error about one; each in an object of its own. */
public final class SegmentCollector implements SegmentSink {
    private final List<TcpSegment> segments = new ArrayList<>();
    private final List<TcpSegment> icmpErrors = new ArrayList<>();
    private TcpSegment claimed = new TcpSegment();

    @Override
    public TcpSegment claim() {
        return claimed;
    }

    @Override
    public void publish() {
        (claimed.icmp >= 0 ? icmpErrors : segments).add(claimed);
        claimed = new TcpSegment();
    }

    public List<TcpSegment> icmpErrors() {
        return icmpErrors;
    }

    public List<TcpSegment> segments() {
        return segments;
    }
}
