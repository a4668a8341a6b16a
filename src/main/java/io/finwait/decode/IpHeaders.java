package io.finwait.decode;

/**
 * IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200). Each method reads the header at the cursor, notes what a segment needs
 * of it, and moves on to what it carries.
 */
final class IpHeaders {
    private static final int IPV4_MIN = 20;
    private static final int IPV6_LENGTH = 40;
    private static final int TCP = 6;
    private static final int FRAGMENT = 44;
    private static final int ROUTING = 43;
    /** Largest packet of plain Ethernet (RFC 894); larger ones are super-segments of offload, or jumbo frames. */
    static final int ETHERNET_MTU = 1500;

    private IpHeaders() {}

    /** A packet that only its first four bits tell the version of. */
    static int byVersion(HeaderCursor cursor) {
        if (!cursor.has(1)) {
            return Layer.IP_HEADER_TRUNCATED;
        }
        return switch (cursor.u8(0) >> 4) {
            case 4 -> Layer.IPV4;
            case 6 -> Layer.IPV6;
            default -> Layer.NOT_IP;
        };
    }

    static int ipv4(HeaderCursor cursor, boolean verifyChecksums, DecodeCounters counters) {
        if (!cursor.has(IPV4_MIN)) {
            return Layer.IP_HEADER_TRUNCATED;
        }
        int headerLength = (cursor.u8(0) & 0x0F) * 4;
        if (cursor.u8(0) >> 4 != 4 || headerLength < IPV4_MIN) {
            return Layer.IP_MALFORMED;
        }
        int totalLength = cursor.u16(2);
        if (totalLength == 0) {
            totalLength = cursor.wireLimit - cursor.at; // the sender left it to its network card
            cursor.offloaded = true;
        } else {
            cursor.offloaded = totalLength > ETHERNET_MTU;
        }
        if (totalLength < headerLength) {
            return Layer.IP_MALFORMED;
        }
        if (!cursor.has(headerLength)) {
            return Layer.IP_HEADER_TRUNCATED;
        }
        if (verifyChecksums && !InternetChecksum.headerHolds(cursor.buffer, cursor.at, headerLength)) {
            cursor.badIpChecksum = true;
        }
        cursor.ipHeaders++;
        cursor.srcHigh = TcpSegment.IPV4_MARK;
        cursor.srcLow = cursor.i32(12) & 0xFFFF_FFFFL;
        cursor.dstHigh = TcpSegment.IPV4_MARK;
        cursor.dstLow = cursor.i32(16) & 0xFFFF_FFFFL;
        cursor.ttl = cursor.u8(8);
        cursor.ipId = cursor.u16(4);
        cursor.routed = false;
        return ipv4Payload(cursor, headerLength, totalLength, counters);
    }

    private static int ipv4Payload(HeaderCursor cursor, int headerLength, int totalLength, DecodeCounters counters) {
        int protocol = cursor.u8(9);
        int fragmentField = cursor.u16(6) & 0x3FFF; // MF and the offset
        cursor.fragment = fragmentField != 0;
        if (cursor.fragment) {
            counters.fragments++;
            if ((fragmentField & 0x1FFF) != 0) {
                return protocol == TCP ? Layer.LATER_FRAGMENT : Layer.NOT_TCP;
            }
        }
        cursor.setIpPayload(headerLength, totalLength - headerLength);
        int layer = Layer.ofIpProtocol(protocol);
        return layer == Layer.IPV6_EXTENSION ? Layer.NOT_TCP : layer;
    }

    static int ipv6(HeaderCursor cursor) {
        if (!cursor.has(IPV6_LENGTH)) {
            return Layer.IP_HEADER_TRUNCATED;
        }
        if (cursor.u8(0) >> 4 != 6) {
            return Layer.IP_MALFORMED;
        }
        int payloadLength = cursor.u16(4);
        if (payloadLength == 0) {
            payloadLength = Math.max(
                    0, cursor.wireLimit - cursor.at - IPV6_LENGTH); // a jumbogram (RFC 2675), or offload as in IPv4
            cursor.offloaded = true;
        } else {
            cursor.offloaded = payloadLength + IPV6_LENGTH > ETHERNET_MTU;
        }
        cursor.ipHeaders++;
        cursor.srcHigh = cursor.i64(8);
        cursor.srcLow = cursor.i64(16);
        cursor.dstHigh = cursor.i64(24);
        cursor.dstLow = cursor.i64(32);
        cursor.ttl = cursor.u8(7);
        cursor.ipId = -1;
        cursor.fragment = false;
        cursor.routed = false;
        int next = cursor.u8(6);
        cursor.setIpPayload(IPV6_LENGTH, payloadLength);
        cursor.extension = next;
        return Layer.ofIpProtocol(next);
    }

    /** One extension header of IPv6 other than AH; {@link HeaderCursor#extension} says which. */
    static int ipv6Extension(HeaderCursor cursor, DecodeCounters counters) {
        if (!cursor.has(8)) {
            return Layer.IP_HEADER_TRUNCATED;
        }
        int next = cursor.u8(0);
        int length = 8;
        if (cursor.extension == FRAGMENT) {
            counters.fragments++;
            int field = cursor.u16(2);
            if (field >>> 3 != 0) {
                return next == TCP ? Layer.LATER_FRAGMENT : Layer.NOT_TCP;
            }
            cursor.fragment = (field & 1) != 0; // else an atomic fragment (RFC 6946), which is whole
        } else {
            length += cursor.u8(1) * 8;
            cursor.routed |= cursor.extension == ROUTING && cursor.u8(3) != 0;
        }
        return skipExtension(cursor, length, next);
    }

    /** The authentication header (RFC 4302), in IPv4 as in IPv6: it protects what follows but does not hide it. */
    static int authentication(HeaderCursor cursor) {
        if (!cursor.has(12)) {
            return Layer.IP_HEADER_TRUNCATED;
        }
        return skipExtension(cursor, (cursor.u8(1) + 2) * 4, cursor.u8(0));
    }

    private static int skipExtension(HeaderCursor cursor, int length, int next) {
        if (cursor.wireLimit - cursor.at < length) {
            return Layer.IP_MALFORMED;
        }
        if (!cursor.has(length)) {
            return Layer.IP_HEADER_TRUNCATED;
        }
        cursor.at += length;
        cursor.extension = next;
        return Layer.ofIpProtocol(next);
    }
}
