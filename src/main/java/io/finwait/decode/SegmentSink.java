package io.finwait.decode;

/** Where the decoder puts segments, and ICMP errors about them ({@link TcpSegment#icmp}): it fills the one it is given, then publishes it. */
public interface SegmentSink {
    /** A segment to fill; whatever it held is old. Asking twice without publishing gives the same one. */
    TcpSegment claim();

    /** Hands over the claimed segment. */
    void publish();
}
