package io.finwait.decode;

/** ICMP errors, which quote the packet that they are about: a TCP header in there is not a segment on its way. */
final class IcmpErrors {
    private static final int ICMP_HEADER = 8;
    private static final int IPV4_PROTOCOL = ICMP_HEADER + 9;
    private static final int IPV4_MIN = 20;
    private static final int IPV6_NEXT_HEADER = ICMP_HEADER + 6;
    private static final int IPV6_LENGTH = 40;
    private static final int TCP = 6;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;

    /** What RFC 792 promises of a quoted segment: ports and sequence number. */
    static final int LEAST_TCP = 8;

    private static final int MOST_EXTENSIONS = 8;

    private IcmpErrors() {}

    /** RFC 792: destination unreachable, source quench, redirect, time exceeded, parameter problem. */
    static int v4(HeaderCursor cursor) {
        if (!cursor.has(IPV4_PROTOCOL + 1)) {
            return Layer.NOT_TCP;
        }
        boolean error =
                switch (cursor.u8(0)) {
                    case 3, 4, 5, 11, 12 -> true;
                    default -> false;
                };
        if (!error || cursor.u8(IPV4_PROTOCOL) != TCP) {
            return Layer.NOT_TCP;
        }
        int headerLength = (cursor.u8(ICMP_HEADER) & 0x0F) * 4;
        boolean whole = cursor.u8(ICMP_HEADER) >> 4 == 4
                && headerLength >= IPV4_MIN
                && (cursor.u16(ICMP_HEADER + 6) & 0x1FFF) == 0;
        cursor.quotedTcp = whole ? cursor.at + ICMP_HEADER + headerLength : cursor.limit;
        return Layer.TCP_IN_ICMP;
    }

    /** RFC 4443 §2.1: types below 128 are errors. */
    static int v6(HeaderCursor cursor) {
        if (!cursor.has(IPV6_NEXT_HEADER + 1) || cursor.u8(0) >= 128) {
            return Layer.NOT_TCP;
        }
        int next = cursor.u8(IPV6_NEXT_HEADER);
        int at = ICMP_HEADER + IPV6_LENGTH;
        for (int i = 0; i < MOST_EXTENSIONS && isExtension(next) && cursor.has(at + 8); i++) {
            if (next == FRAGMENT && cursor.u16(at + 2) >>> 3 != 0) {
                return Layer.NOT_TCP;
            }
            int length = extensionLength(next, cursor.u8(at + 1));
            next = cursor.u8(at);
            at += length;
        }
        if (next != TCP) {
            return Layer.NOT_TCP;
        }
        cursor.quotedTcp = cursor.u8(ICMP_HEADER) >> 4 == 6 ? cursor.at + at : cursor.limit;
        return Layer.TCP_IN_ICMP;
    }

    /** Hop-by-hop and destination options, routing, fragment, authentication (RFC 8200 §4). */
    private static boolean isExtension(int protocol) {
        return switch (protocol) {
            case 0, 43, FRAGMENT, AUTHENTICATION, 60 -> true;
            default -> false;
        };
    }

    private static int extensionLength(int protocol, int lengthField) {
        return switch (protocol) {
            case FRAGMENT -> 8;
            case AUTHENTICATION -> (lengthField + 2) * 4;
            default -> 8 + lengthField * 8;
        };
    }

    /**
     * Makes {@code error} the ICMP error at the cursor, for which {@link #v4} or {@link #v6} has found that it quotes TCP.
     *
     * @return false if too little is there to tell which segment it quotes
     */
    static boolean read(HeaderCursor cursor, TcpSegment error) {
        int tcp = cursor.quotedTcp;
        if (cursor.limit - tcp < LEAST_TCP) {
            return false;
        }
        boolean v6 = cursor.ipId < 0;
        if (v6) {
            error.srcHigh = cursor.i64(ICMP_HEADER + 8);
            error.srcLow = cursor.i64(ICMP_HEADER + 16);
            error.dstHigh = cursor.i64(ICMP_HEADER + 24);
            error.dstLow = cursor.i64(ICMP_HEADER + 32);
        } else {
            error.srcHigh = TcpSegment.IPV4_MARK;
            error.srcLow = cursor.i32(ICMP_HEADER + 12) & 0xFFFF_FFFFL;
            error.dstHigh = TcpSegment.IPV4_MARK;
            error.dstLow = cursor.i32(ICMP_HEADER + 16) & 0xFFFF_FFFFL;
        }
        if (v6 && (error.srcHigh == TcpSegment.IPV4_MARK || error.dstHigh == TcpSegment.IPV4_MARK)) {
            return false; // multicast, as in FrameDecoder
        }
        error.srcPort = Octets.u16(cursor.buffer, tcp);
        error.dstPort = Octets.u16(cursor.buffer, tcp + 2);
        error.seq = Octets.i32(cursor.buffer, tcp + 4);
        error.icmp = cursor.u8(0) << 8 | cursor.u8(1) | (v6 ? TcpSegment.ICMP_V6 : 0);
        error.icmpSenderHigh = cursor.srcHigh;
        error.icmpSenderLow = cursor.srcLow;
        clearTheRest(error);
        return true;
    }

    private static void clearTheRest(TcpSegment error) {
        error.ack = 0;
        error.flags = 0;
        error.window = 0;
        error.payloadLength = 0;
        error.payloadCaptured = 0;
        error.hints = 0;
        error.ttl = 0;
        error.ipId = -1;
        error.headerCut = false;
        error.badChecksum = false;
        TcpOptions.clear(error);
    }
}
