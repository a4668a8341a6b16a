package io.finwait.decode;

/** PPP (RFC 1661), its framing in Ethernet (RFC 2516), and Cisco's HDLC. */
final class PppHeaders {
    private static final int ADDRESS_AND_CONTROL = 0xFF03;
    private static final int PPPOE_LENGTH = 6;
    private static final int VERSION_1_TYPE_1_SESSION = 0x1100;

    private PppHeaders() {}

    /** Address and control may be there, the protocol may be one octet (RFC 1661 §6.5 and §6.6). */
    static int ppp(HeaderCursor cursor) {
        if (!cursor.has(2)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        if (cursor.u16(0) == ADDRESS_AND_CONTROL) {
            cursor.at += 2;
            if (!cursor.has(2)) {
                return Layer.LINK_HEADER_TRUNCATED;
            }
        }
        boolean compressed = (cursor.u8(0) & 1) != 0;
        int protocol = compressed ? cursor.u8(0) : cursor.u16(0);
        cursor.at += compressed ? 1 : 2;
        return switch (protocol) {
            case 0x0021 -> Layer.IPV4;
            case 0x0057 -> Layer.IPV6;
            case 0x0281, 0x0283 -> Layer.MPLS;
            default -> Layer.NOT_IP;
        };
    }

    static int pppoe(HeaderCursor cursor) {
        if (!cursor.has(PPPOE_LENGTH)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        if (cursor.u16(0) != VERSION_1_TYPE_1_SESSION) {
            return Layer.NOT_IP;
        }
        int length = cursor.u16(4);
        cursor.at += PPPOE_LENGTH;
        cursor.cutTo(length);
        return Layer.PPP;
    }

    static int ciscoHdlc(HeaderCursor cursor) {
        return EthernetHeaders.etherTyped(cursor, 4);
    }
}
