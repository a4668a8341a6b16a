package io.finwait.decode;

/**
 * Ethernet and what is put between it and IP: VLAN tags (IEEE 802.1Q) and other tags, LLC and SNAP (IEEE 802.2), MPLS (RFC 3032). Each method
 * reads the header at the cursor and moves on to what it carries.
 */
final class EthernetHeaders {
    /** EtherTypes start here; smaller values are lengths (IEEE 802.3 §3.2.6). */
    private static final int FIRST_ETHER_TYPE = 0x0600;

    private static final int SNAP = 0xAAAA03;
    private static final int LLC_IP = 0x060603;
    private static final int NOVELL_RAW = 0xFFFF;
    private static final int ETHERNET_LENGTH = 14;
    private static final int CONTROL_WORD = 4;

    private EthernetHeaders() {}

    static int next(HeaderCursor cursor, int layer) {
        return switch (layer) {
            case Layer.ETHERNET -> etherTyped(cursor, ETHERNET_LENGTH);
            case Layer.VLAN -> etherTyped(cursor, 4);
            case Layer.VN_TAG -> etherTyped(cursor, 6);
            case Layer.E_TAG -> etherTyped(cursor, 8);
            case Layer.I_TAG -> skip(cursor, 4, Layer.ETHERNET);
            case Layer.FABRIC_PATH -> skip(cursor, 2, Layer.ETHERNET);
            case Layer.LLC -> llc(cursor);
            default -> mpls(cursor);
        };
    }

    /** A header of {@code length} octets of which nothing matters. */
    static int skip(HeaderCursor cursor, int length, int layer) {
        if (!cursor.has(length)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        cursor.at += length;
        return layer;
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
    private static int llc(HeaderCursor cursor) {
        if (!cursor.has(3)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int header = cursor.u16(0) << 8 | cursor.u8(2);
        if (header != SNAP) {
            cursor.at += 3;
            return header == LLC_IP ? Layer.IPV4 : Layer.NOT_IP;
        }
        if (!cursor.has(8)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int type = cursor.u16(6);
        cursor.at += 8;
        return Layer.ofEtherType(type);
    }

    /**
     * A whole label stack. What follows has no type of its own: its first four bits tell IP (RFC 4928 §3), and a pseudowire (RFC 4448) is
     * taken for Ethernet where an EtherType we know stands in its place, with or without a control word before it.
     */
    private static int mpls(HeaderCursor cursor) {
        boolean bottom = false;
        while (!bottom) {
            if (!cursor.has(4)) {
                return Layer.LINK_HEADER_TRUNCATED;
            }
            bottom = (cursor.u8(2) & 1) != 0;
            cursor.at += 4;
        }
        int layer = IpHeaders.byVersion(cursor);
        if (layer != Layer.NOT_IP) {
            return layer;
        }
        if (cursor.u8(0) >> 4 == 0 && holdsEthernet(cursor, CONTROL_WORD)) {
            cursor.at += CONTROL_WORD;
            return Layer.ETHERNET;
        }
        return holdsEthernet(cursor, 0) ? Layer.ETHERNET : Layer.NOT_IP;
    }

    private static boolean holdsEthernet(HeaderCursor cursor, int offset) {
        return cursor.has(offset + ETHERNET_LENGTH)
                && Layer.ofEtherType(cursor.u16(offset + ETHERNET_LENGTH - 2)) != Layer.NOT_IP;
    }
}
