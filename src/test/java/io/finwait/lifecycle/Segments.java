package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Captures as lists of segments, changed in ways that should not matter, or should in a known way. */
final class Segments {
    private Segments() {}

    static TcpSegment copy(TcpSegment s) {
        var copy = new TcpSegment();
        copy.timeNanos = s.timeNanos;
        copy.frame = s.frame;
        copy.srcHigh = s.srcHigh;
        copy.srcLow = s.srcLow;
        copy.dstHigh = s.dstHigh;
        copy.dstLow = s.dstLow;
        copy.srcPort = s.srcPort;
        copy.dstPort = s.dstPort;
        copy.seq = s.seq;
        copy.ack = s.ack;
        copy.flags = s.flags;
        copy.window = s.window;
        copy.payloadLength = s.payloadLength;
        copy.payloadCaptured = s.payloadCaptured;
        copy.wireLength = s.wireLength;
        copy.ttl = s.ttl;
        copy.ipId = s.ipId;
        copy.hasTimestamps = s.hasTimestamps;
        copy.tsVal = s.tsVal;
        copy.tsEcr = s.tsEcr;
        copy.mss = s.mss;
        copy.windowScale = s.windowScale;
        copy.sackPermitted = s.sackPermitted;
        copy.headerCut = s.headerCut;
        copy.badChecksum = s.badChecksum;
        return copy;
    }

    static List<TcpSegment> each(List<TcpSegment> segments, UnaryOperator<TcpSegment> change) {
        return segments.stream().map(Segments::copy).map(change).toList();
    }

    static List<TcpSegment> without(List<TcpSegment> segments, int index) {
        var rest = new ArrayList<>(segments);
        rest.remove(index);
        return rest;
    }

    /** In order of time; what is simultaneous in the order of the lists. Each capture keeps its order if its clock never steps back. */
    static List<TcpSegment> merged(List<List<TcpSegment>> captures) {
        return captures.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(s -> s.timeNanos))
                .toList();
    }

    /** The same talk with other initial numbers: those of the owner of {@code port} moved by one distance, its peer's by another. */
    static TcpSegment shifted(TcpSegment s, int port, int own, int peers, int ownClock, int peersClock) {
        boolean isOwn = s.srcPort == port;
        s.seq += isOwn ? own : peers;
        s.ack += isOwn ? peers : own;
        s.tsVal += isOwn ? ownClock : peersClock;
        s.tsEcr += isOwn ? peersClock : ownClock;
        return s;
    }

    static TcpSegment readdressed(TcpSegment s, UnaryOperator<IpAddress> change) {
        IpAddress src = change.apply(new IpAddress(s.srcHigh, s.srcLow));
        IpAddress dst = change.apply(new IpAddress(s.dstHigh, s.dstLow));
        s.srcHigh = src.high();
        s.srcLow = src.low();
        s.dstHigh = dst.high();
        s.dstLow = dst.low();
        return s;
    }

    static long lastNanos(List<TcpSegment> segments) {
        return segments.stream().mapToLong(s -> s.timeNanos).max().orElse(0);
    }

    /** A line per segment, for the message of a test that fails: milliseconds, sender's port, flags, numbers. */
    static String describe(List<TcpSegment> segments) {
        var text = new StringBuilder();
        for (TcpSegment s : segments) {
            text.append(String.format(
                    java.util.Locale.ROOT,
                    "%n%10.0f %5d %s%s%s%s seq %d ack %d len %d ts %d %d",
                    Lives.millis(s.timeNanos),
                    s.srcPort,
                    s.has(TcpSegment.SYN) ? "S" : "",
                    s.has(TcpSegment.FIN) ? "F" : "",
                    s.has(TcpSegment.RST) ? "R" : "",
                    s.has(TcpSegment.ACK_FLAG) ? "." : "",
                    Integer.toUnsignedLong(s.seq),
                    Integer.toUnsignedLong(s.ack),
                    s.payloadLength,
                    s.hasTimestamps ? s.tsVal : 0,
                    s.hasTimestamps ? s.tsEcr : 0));
        }
        return text.toString();
    }
}
