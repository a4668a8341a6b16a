package io.finwait.decode;

/** Generic routing encapsulation: RFC 2784 and 2890, PPTP's version 1 (RFC 2637), mirrors (ERSPAN), and Ethernet in IP (RFC 3378). */
final class GreTunnel {
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int ACKNOWLEDGEMENT = 0x0080;
    private static final int VERSION = 0x0007;

    private static final int ERSPAN_1_AND_2 = 0x88BE;
    private static final int ERSPAN_3 = 0x22EB;
    private static final int WCCP = 0x883E;
    private static final int ARUBA = 0x8200;

    private GreTunnel() {}

    static int gre(HeaderCursor cursor) {
        if (!cursor.has(4)) {
            return Layer.NOT_TCP;
        }
        int flags = cursor.u16(0);
        int protocol = cursor.u16(2);
        return switch (flags & VERSION) {
            case 0 -> version0(cursor, flags, protocol);
            case 1 -> pptp(cursor, flags);
            default -> Layer.NOT_TCP;
        };
    }

    private static int version0(HeaderCursor cursor, int flags, int protocol) {
        if ((flags & ROUTING) != 0) {
            return Layer.NOT_TCP; // RFC 2784 took source routes out
        }
        boolean sequence = (flags & SEQUENCE) != 0;
        int length = 4 + ((flags & CHECKSUM) != 0 ? 4 : 0) + ((flags & KEY) != 0 ? 4 : 0) + (sequence ? 4 : 0);
        if (!cursor.has(length)) {
            return Layer.NOT_TCP;
        }
        cursor.at += length;
        return switch (protocol) {
            case ERSPAN_1_AND_2 -> cursor.enterTunnel(sequence ? 8 : 0, Layer.ETHERNET);
            case ERSPAN_3 -> erspan3(cursor);
            case WCCP -> wccp(cursor);
            default -> (protocol & 0xFF00) == ARUBA ? Layer.WLAN : Layer.ofEtherType(protocol);
        };
    }

    /** The last bit of its 12 octets says that 8 more follow. */
    private static int erspan3(HeaderCursor cursor) {
        if (!cursor.has(12)) {
            return Layer.NOT_TCP;
        }
        return cursor.enterTunnel((cursor.u8(11) & 1) != 0 ? 20 : 12, Layer.ETHERNET);
    }

    /** Version 2 puts four octets before the packet, version 1 does not; they never begin like IPv4. */
    private static int wccp(HeaderCursor cursor) {
        if (!cursor.has(1)) {
            return Layer.NOT_TCP;
        }
        return cursor.enterTunnel(cursor.u8(0) >> 4 == 4 ? 0 : 4, Layer.IPV4);
    }

    private static int pptp(HeaderCursor cursor, int flags) {
        if ((flags & SEQUENCE) == 0) {
            return Layer.NOT_TCP; // an acknowledgement without data
        }
        return cursor.enterTunnel((flags & ACKNOWLEDGEMENT) != 0 ? 16 : 12, Layer.PPP);
    }

    static int etherIp(HeaderCursor cursor) {
        boolean version3 = cursor.has(2) && cursor.u8(0) >> 4 == 3;
        return version3 ? cursor.enterTunnel(2, Layer.ETHERNET) : Layer.NOT_TCP;
    }
}
