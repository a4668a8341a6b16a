package io.finwait.decode;

import io.finwait.capture.Frame;

/**
 * Finds the TCP segment in a captured frame, whatever carries it, and hands it to a sink; or counts why there is none.
 *
 * <p>Link types are those of tcpdump.org/linktypes.html. Tunnels are looked into as long as no TCP header is met: the outermost TCP
 * wins. TCP headers quoted in ICMP errors are not segments: they are counted as such and handed on marked ({@link TcpSegment#icmp}). VLAN ids and tunnel keys are not part of a segment. Never throws on what a frame
 * holds, reads nothing outside its captured octets, allocates nothing. Not thread-safe.
 */
public final class FrameDecoder {
    /** More headers than any network stacks; bounds the work a hostile frame can ask for. */
    static final int MAX_HEADERS = 32;

    private static final int ETHERNET_LINK = 1;
    private static final int ETHERNET_HEADER = 14;
    private static final int PLAIN_HEADERS = ETHERNET_HEADER + 20 + 20;
    /** EtherType IPv4, version 4, five words of header: octets 12 to 14 of the plainest frame. */
    private static final long PLAIN_IPV4 = 0x0800_45L;

    private final boolean verifyChecksums;
    private final SegmentSink sink;
    private final DecodeCounters counters = new DecodeCounters();
    private final HeaderCursor cursor = new HeaderCursor();

    /**
     * @param verifyChecksums whether to verify IPv4 header and TCP checksums where all their octets were captured
     * @param sink takes the segments
     */
    public FrameDecoder(boolean verifyChecksums, SegmentSink sink) {
        this.verifyChecksums = verifyChecksums;
        this.sink = sink;
    }

    /** Whether frames of this LINKTYPE_ value are understood; all others count as {@link DecodeProblem#UNSUPPORTED_LINK_TYPE}. */
    public static boolean supports(int linkType) {
        return LinkTypes.supports(linkType);
    }

    public DecodeCounters counters() {
        return counters;
    }

    /** Decodes one frame: publishes its segment, or the ICMP error about one, to the sink, or counts why it has none. Keeps no reference to the frame. */
    public void decode(Frame frame) {
        counters.frames++;
        TcpSegment segment = sink.claim();
        int found = isPlain(frame) ? plain(frame, segment) : walk(frame, segment);
        if (found == Layer.TCP) {
            counters.segments++;
            publish(frame, segment);
        } else {
            counters.count(Layer.problem(found));
            if (found == Layer.TCP_IN_ICMP && IcmpErrors.read(cursor, segment)) {
                publish(frame, segment);
            }
        }
    }

    private void publish(Frame frame, TcpSegment segment) {
        segment.timeNanos = frame.timeNanos;
        segment.frame = frame.number;
        segment.wireLength = frame.wireLength;
        segment.afterWhatOnlyWiresharkCounts = counters.wiresharkCountsMore();
        sink.publish();
    }

    /** Whether the frame is Ethernet, IPv4 without options and in one piece, TCP: nearly every frame of nearly every capture. */
    private boolean isPlain(Frame frame) {
        if (frame.linkType != ETHERNET_LINK || frame.capturedLength < PLAIN_HEADERS || verifyChecksums) {
            return false;
        }
        byte[] buffer = frame.buffer;
        int at = frame.offset;
        return Octets.i64(buffer, at + 12) >>> 40 == PLAIN_IPV4
                && (Octets.i32(buffer, at + 20) & 0x3FFF_00FF) == 6
                && Octets.u16(buffer, at + 16) != 0;
    }

    /** The short cut for {@link #isPlain} frames: finds what {@link #walk} would, in a fraction of the time. */
    private int plain(Frame frame, TcpSegment segment) {
        byte[] buffer = frame.buffer;
        int ip = frame.offset + ETHERNET_HEADER;
        int totalLength = Octets.u16(buffer, ip + 2);
        if (totalLength < 20) {
            return Layer.IP_MALFORMED;
        }
        long addresses = Octets.i64(buffer, ip + 12);
        segment.srcHigh = TcpSegment.IPV4_MARK;
        segment.srcLow = addresses >>> 32;
        segment.dstHigh = TcpSegment.IPV4_MARK;
        segment.dstLow = addresses & 0xFFFF_FFFFL;
        segment.ttl = Octets.u8(buffer, ip + 8);
        segment.ipId = Octets.u16(buffer, ip + 4);
        segment.badChecksum = false;
        int limit = frame.offset + frame.capturedLength;
        int found = TcpHeader.read(buffer, ip + 20, limit, totalLength - 20, segment);
        if (totalLength > IpHeaders.ETHERNET_MTU && found == Layer.TCP) {
            counters.offloaded++;
        }
        return found;
    }

    /** Goes from header to header until TCP or a dead end. */
    private int walk(Frame frame, TcpSegment segment) {
        cursor.reset(frame.buffer, frame.offset, frame.capturedLength, frame.wireLength);
        int layer = LinkTypes.first(cursor, frame.linkType);
        for (int headers = 0; layer > Layer.TCP; headers++) {
            if (headers == MAX_HEADERS) {
                return Layer.TOO_MANY_HEADERS;
            }
            layer = next(cursor, layer, verifyChecksums, counters);
        }
        if (layer == Layer.TCP) {
            return segment(segment);
        }
        return layer == Layer.NOT_IP && cursor.ipHeaders > 0 ? Layer.NOT_TCP : layer;
    }

    /** Reads the header at the cursor and moves on to what it carries. */
    static int next(HeaderCursor cursor, int layer, boolean verifyChecksums, DecodeCounters counters) {
        return switch (layer) {
            case Layer.IPV4 -> IpHeaders.ipv4(cursor, verifyChecksums, counters);
            case Layer.IPV6 -> IpHeaders.ipv6(cursor);
            case Layer.IP -> IpHeaders.byVersion(cursor);
            case Layer.IPV6_EXTENSION -> IpHeaders.ipv6Extension(cursor, counters);
            case Layer.AUTHENTICATION -> IpHeaders.authentication(cursor);
            case Layer.ICMP -> IcmpErrors.v4(cursor);
            case Layer.ICMP_V6 -> IcmpErrors.v6(cursor);
            case Layer.UDP -> UdpTunnels.udp(cursor);
            case Layer.GRE -> GreTunnel.gre(cursor);
            case Layer.ETHER_IP -> GreTunnel.etherIp(cursor);
            case Layer.WLAN -> WlanHeaders.dataFrame(cursor);
            case Layer.PPP -> PppHeaders.ppp(cursor);
            case Layer.PPPOE -> PppHeaders.pppoe(cursor);
            case Layer.CISCO_HDLC -> PppHeaders.ciscoHdlc(cursor);
            default -> EthernetHeaders.next(cursor, layer);
        };
    }

    /** Fills the segment whose TCP header is at the cursor. */
    private int segment(TcpSegment segment) {
        int length = cursor.wireLimit - cursor.at;
        int found = TcpHeader.read(cursor.buffer, cursor.at, cursor.limit, length, segment);
        if (found != Layer.TCP) {
            return found;
        }
        // IPv6 multicast: TCP never has it (RFC 9293 §3.9.2.3), and here it would pass for IPv4.
        if (cursor.ipId < 0 && (cursor.srcHigh == TcpSegment.IPV4_MARK || cursor.dstHigh == TcpSegment.IPV4_MARK)) {
            return Layer.IP_MALFORMED;
        }
        segment.srcHigh = cursor.srcHigh;
        segment.srcLow = cursor.srcLow;
        segment.dstHigh = cursor.dstHigh;
        segment.dstLow = cursor.dstLow;
        segment.ttl = cursor.ttl;
        segment.ipId = cursor.ipId;
        segment.badChecksum = verifyChecksums && hasBadChecksum(length);
        if (segment.badChecksum) {
            counters.badChecksums++;
        }
        if (cursor.offloaded) {
            counters.offloaded++;
        }
        if (cursor.ipHeaders > 1) {
            counters.tunnelled++;
        }
        return Layer.TCP;
    }

    private boolean hasBadChecksum(int tcpLength) {
        if (cursor.badIpChecksum) {
            return true;
        }
        boolean verifiable = !cursor.fragment && !cursor.routed && cursor.has(tcpLength);
        return verifiable && !InternetChecksum.tcpHolds(cursor, tcpLength);
    }
}
