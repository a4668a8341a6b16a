package io.finwait.decode;

/**
 * Link-layer headers: where a frame of each link type starts (tcpdump.org/linktypes.html), and Ethernet's family: VLAN tags
 * (IEEE 802.1Q), LLC and SNAP (IEEE 802.2), MPLS (RFC 3032).
 */
final class LinkHeaders {
    /** EtherTypes start here; smaller values are lengths (IEEE 802.3 §3.2.6). */
    private static final int FIRST_ETHER_TYPE = 0x0600;

    private static final int SNAP = 0xAAAA03;
    private static final int LLC_IP = 0x060603;
    private static final int NOVELL_RAW = 0xFFFF;

    private LinkHeaders() {}

    static boolean supports(int linkType) {
        return switch (linkType) {
            case 0,
                    1,
                    9,
                    12,
                    14,
                    50,
                    51,
                    100,
                    101,
                    104,
                    105,
                    108,
                    109,
                    113,
                    117,
                    119,
                    127,
                    163,
                    166,
                    192,
                    204,
                    228,
                    229,
                    239,
                    240,
                    241,
                    276 -> true;
            default -> false;
        };
    }

    /** Moves over whatever the link type puts before the first header, and says what that header is. */
    static int first(HeaderCursor cursor, int linkType) {
        return switch (linkType) {
            case 1 -> Layer.ETHERNET;
            case 12, 14, 101 -> Layer.IP;
            case 228 -> Layer.IPV4;
            case 229 -> Layer.IPV6;
            default -> Layer.UNSUPPORTED_LINK_TYPE;
        };
    }

    static int next(HeaderCursor cursor, int layer) {
        return switch (layer) {
            case Layer.ETHERNET -> ethernet(cursor);
            case Layer.VLAN -> vlan(cursor);
            case Layer.LLC -> llc(cursor);
            case Layer.MPLS -> mpls(cursor);
            default -> Layer.NOT_TCP;
        };
    }

    static int ethernet(HeaderCursor cursor) {
        return etherTyped(cursor, 14);
    }

    /** One tag; the next one of a stack has an EtherType of its own. */
    static int vlan(HeaderCursor cursor) {
        return etherTyped(cursor, 4);
    }

    /** A header of {@code length} octets of which the last two are an EtherType, or the length of an LLC frame. */
    static int etherTyped(HeaderCursor cursor, int length) {
        if (!cursor.has(length)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int type = cursor.u16(length - 2);
        cursor.at += length;
        if (type >= FIRST_ETHER_TYPE) {
            return Layer.ofEtherType(type);
        }
        if (cursor.has(2) && cursor.u16(0) == NOVELL_RAW) {
            return Layer.NOT_IP;
        }
        cursor.cutTo(type);
        return Layer.LLC;
    }

    /** LLC with SNAP (RFC 1042), or with the SAP of IP. */
    static int llc(HeaderCursor cursor) {
        if (!cursor.has(3)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int header = cursor.u16(0) << 8 | cursor.u8(2);
        if (header == SNAP) {
            return etherTyped(cursor, 8);
        }
        cursor.at += 3;
        return header == LLC_IP ? Layer.IPV4 : Layer.NOT_IP;
    }

    /** A whole label stack. What follows has no type of its own: its first four bits tell (RFC 4928 §3). */
    static int mpls(HeaderCursor cursor) {
        boolean bottom = false;
        while (!bottom) {
            if (!cursor.has(4)) {
                return Layer.LINK_HEADER_TRUNCATED;
            }
            bottom = (cursor.u8(2) & 1) != 0;
            cursor.at += 4;
        }
        return Layer.IP;
    }
}
