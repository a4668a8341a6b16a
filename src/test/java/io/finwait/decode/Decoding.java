package io.finwait.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.Frame;
import io.finwait.flow.IpAddress;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Frames;
import io.finwait.testing.SegmentCollector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a fresh decoder makes of a frame, decoded amid different garbage so that nothing outside the frame can matter unnoticed. */
final class Decoding {
    static final int ETHERNET = 1;
    private static final int MARGIN = 64;

    private final SegmentCollector collector = new SegmentCollector();
    private final FrameDecoder decoder;

    private Decoding(boolean verifyChecksums) {
        decoder = new FrameDecoder(verifyChecksums, collector);
    }

    static Decoding of(int linkType, byte[] octets) {
        return of(new CapturedFrame(0, octets, octets.length, linkType), false);
    }

    static Decoding of(CapturedFrame captured, boolean verifyChecksums) {
        Decoding bare = amid(captured, verifyChecksums, 0, 0);
        for (int garbage : new int[] {0x00, 0xFF, 0x45}) {
            assertThat(amid(captured, verifyChecksums, MARGIN, garbage).describe())
                    .as("amid %02x", garbage)
                    .isEqualTo(bare.describe());
        }
        return bare;
    }

    private static Decoding amid(CapturedFrame captured, boolean verifyChecksums, int margin, int garbage) {
        var frame = new Frame();
        captured.fill(frame, 7);
        byte[] buffer = new byte[captured.octets().length + 2 * margin];
        Arrays.fill(buffer, (byte) garbage);
        System.arraycopy(captured.octets(), 0, buffer, margin, captured.octets().length);
        frame.buffer = buffer;
        frame.offset = margin;
        var decoding = new Decoding(verifyChecksums);
        decoding.decoder.decode(frame);
        return decoding;
    }

    /** The only segment of an Ethernet frame. */
    static TcpSegment segmentOf(byte[] ethernetFrame) {
        return segmentOf(ETHERNET, ethernetFrame);
    }

    static TcpSegment segmentOf(int linkType, byte[] octets) {
        return of(linkType, octets).segment();
    }

    /** Why an Ethernet frame has no segment. */
    static DecodeProblem problemOf(byte[] ethernetFrame) {
        return problemOf(ETHERNET, ethernetFrame);
    }

    static DecodeProblem problemOf(int linkType, byte[] octets) {
        return of(linkType, octets).problem();
    }

    TcpSegment segment() {
        assertThat(counters().skipped()).isEmpty();
        assertThat(collector.segments()).hasSize(1);
        return collector.segments().get(0);
    }

    DecodeProblem problem() {
        assertThat(collector.segments()).isEmpty();
        Map<DecodeProblem, Long> skipped = counters().skipped();
        assertThat(skipped).hasSize(1).containsValue(1L);
        return skipped.keySet().iterator().next();
    }

    DecodeCounters counters() {
        return decoder.counters();
    }

    /** The only ICMP error about a segment. */
    TcpSegment icmpError() {
        assertThat(problem()).isEqualTo(DecodeProblem.TCP_IN_ICMP);
        assertThat(counters().segments()).isZero();
        assertThat(collector.icmpErrors()).hasSize(1);
        return collector.icmpErrors().get(0);
    }

    List<TcpSegment> icmpErrors() {
        return collector.icmpErrors();
    }

    List<TcpSegment> segments() {
        return collector.segments();
    }

    /** Everything that can be observed, in one string. */
    String describe() {
        var text = new StringBuilder(counters().skipped().toString());
        for (TcpSegment segment : collector.segments()) {
            text.append(describe(segment)).append(" bad=").append(segment.badChecksum);
        }
        for (TcpSegment error : collector.icmpErrors()) {
            text.append(describeError(error));
        }
        text.append(" fragments=").append(counters().fragments());
        text.append(" tunnelled=").append(counters().tunnelled());
        return text.append(" offloaded=").append(counters().offloaded()).toString();
    }

    /** Every field but {@code badChecksum}, which depends on whether one asks for it. */
    static String describe(TcpSegment s) {
        var from = new IpAddress(s.srcHigh, s.srcLow);
        var to = new IpAddress(s.dstHigh, s.dstLow);
        return String.format(
                "%s:%d>%s:%d seq=%x ack=%x flags=%x win=%d len=%d/%d wire=%d ttl=%d"
                        + " id=%d ts=%b,%x,%x mss=%d ws=%d sack=%b cut=%b fo=%d hints=%x t=%d n=%d",
                from,
                s.srcPort,
                to,
                s.dstPort,
                s.seq,
                s.ack,
                s.flags,
                s.window,
                s.payloadLength,
                s.payloadCaptured,
                s.wireLength,
                s.ttl,
                s.ipId,
                s.hasTimestamps,
                s.tsVal,
                s.tsEcr,
                s.mss,
                s.windowScale,
                s.sackPermitted,
                s.headerCut,
                s.fastOpen,
                s.hints,
                s.timeNanos,
                s.frame);
    }

    /** What an ICMP error says, and all that must be empty in it. */
    static String describeError(TcpSegment s) {
        var by = new IpAddress(s.icmpSenderHigh, s.icmpSenderLow);
        return String.format("icmp %x by %s about %s bad=%b", s.icmp, by, describe(s), s.badChecksum);
    }

    /** IPv4 packet of a segment from 10.1.0.1:1111 to 10.1.0.2:2222 with five octets of data. */
    static byte[] v4() {
        return Frames.tcpPacket(
                "10.1.0.1", 1111, "10.1.0.2", 2222, 1, 2, TcpSegment.ACK_FLAG, new byte[0], new byte[5]);
    }

    /** The same from 2001:db8::1 to 2001:db8::2. */
    static byte[] v6() {
        return Frames.tcpPacket(
                "2001:db8::1", 1111, "2001:db8::2", 2222, 1, 2, TcpSegment.ACK_FLAG, new byte[0], new byte[5]);
    }

    /** The same in an Ethernet frame. */
    static byte[] inner() {
        return Frames.ethernet(v4());
    }

    /** Asserts that it is the segment of {@link #v4} or {@link #v6}. */
    static void assertInner(TcpSegment segment) {
        assertThat(segment.srcPort).isEqualTo(1111);
        assertThat(segment.dstPort).isEqualTo(2222);
        assertThat(segment.payloadLength).isEqualTo(5);
        assertThat(new IpAddress(segment.srcHigh, segment.srcLow).toString()).isIn("10.1.0.1", "2001:db8::1");
    }
}
