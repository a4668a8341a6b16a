package io.finwait.decode;

/**
 * Tunnels in UDP, known by their port and by what their header must look like: a port alone proves nothing. Ports are those at which
 * Wireshark looks by default.
 */
final class UdpTunnels {
    private static final int UDP_LENGTH = 8;

    private UdpTunnels() {}

    static int udp(HeaderCursor cursor) {
        if (!cursor.has(UDP_LENGTH)) {
            return Layer.NOT_TCP;
        }
        int source = cursor.u16(0);
        int destination = cursor.u16(2);
        cursor.at += UDP_LENGTH;
        int start = cursor.at;
        int layer = tunnel(cursor, destination);
        if (layer == Layer.NOT_TCP && source != destination) {
            cursor.at = start;
            layer = tunnel(cursor, source);
        }
        return layer;
    }

    private static int tunnel(HeaderCursor cursor, int port) {
        return switch (port) {
            case 4789, 8472 -> vxlan(cursor);
            case 4790 -> vxlanGpe(cursor);
            case 6081 -> geneve(cursor);
            case 2152 -> gtpUser(cursor);
            case 3544 -> teredo(cursor);
            case 4754 -> Layer.GRE;
            case 6635 -> Layer.MPLS;
            case 1701 -> l2tp(cursor);
            case 5072 -> ayiya(cursor);
            case 5247 -> capwap(cursor);
            default -> Layer.NOT_TCP;
        };
    }

    /** RFC 7348: a flag says that the network identifier is there. */
    private static int vxlan(HeaderCursor cursor) {
        boolean valid = cursor.has(8) && (cursor.u8(0) & 0x08) != 0;
        return valid ? cursor.enterTunnel(8, Layer.ETHERNET) : Layer.NOT_TCP;
    }

    /** draft-ietf-nvo3-vxlan-gpe: VXLAN that says what it carries. */
    private static int vxlanGpe(HeaderCursor cursor) {
        if (!cursor.has(8)) {
            return Layer.NOT_TCP;
        }
        return switch (cursor.u8(3)) {
            case 1 -> cursor.enterTunnel(8, Layer.IPV4);
            case 2 -> cursor.enterTunnel(8, Layer.IPV6);
            case 3 -> cursor.enterTunnel(8, Layer.ETHERNET);
            case 5 -> cursor.enterTunnel(8, Layer.MPLS);
            default -> Layer.NOT_TCP;
        };
    }

    /** RFC 8926: version 0, options in words of four octets, an EtherType. */
    private static int geneve(HeaderCursor cursor) {
        if (!cursor.has(8) || cursor.u8(0) >> 6 != 0) {
            return Layer.NOT_TCP;
        }
        int layer = Layer.ofEtherType(cursor.u16(2));
        return cursor.enterTunnel(8 + (cursor.u8(0) & 0x3F) * 4, layer);
    }

    /** 3GPP TS 29.281 §5: version 1 user packets (G-PDU), with or without the optional octets and extension headers. */
    private static int gtpUser(HeaderCursor cursor) {
        if (!cursor.has(8) || (cursor.u8(0) & 0xF0) != 0x30 || cursor.u8(1) != 0xFF) {
            return Layer.NOT_TCP;
        }
        boolean optional = (cursor.u8(0) & 0x07) != 0;
        boolean extended = (cursor.u8(0) & 0x04) != 0;
        if (!optional) {
            return cursor.enterTunnel(8, Layer.IP);
        }
        if (!cursor.has(12)) {
            return Layer.NOT_TCP;
        }
        boolean more = extended && cursor.u8(11) != 0;
        cursor.at += 12;
        while (more) {
            int length = cursor.has(1) ? cursor.u8(0) * 4 : 0;
            if (length == 0 || !cursor.has(length)) {
                return Layer.NOT_TCP;
            }
            more = cursor.u8(length - 1) != 0;
            cursor.at += length;
        }
        return Layer.IP;
    }

    /** RFC 4380 §5.1.1: an authentication and an origin indication may stand before the IPv6 packet. */
    private static int teredo(HeaderCursor cursor) {
        if (cursor.has(4) && cursor.u16(0) == 0x0001) {
            int length = 13 + cursor.u8(2) + cursor.u8(3);
            if (!cursor.has(length)) {
                return Layer.NOT_TCP;
            }
            cursor.at += length;
        }
        if (cursor.has(8) && cursor.u16(0) == 0x0000) {
            cursor.at += 8;
        }
        return cursor.has(1) && cursor.u8(0) >> 4 == 6 ? Layer.IPV6 : Layer.NOT_TCP;
    }

    /** RFC 2661 §3.1: data messages of version 2; flags say which fields are there. */
    private static int l2tp(HeaderCursor cursor) {
        if (!cursor.has(2) || (cursor.u16(0) & 0x800F) != 0x0002) {
            return Layer.NOT_TCP;
        }
        int flags = cursor.u16(0);
        int length = 6 + ((flags & 0x4000) != 0 ? 2 : 0) + ((flags & 0x0800) != 0 ? 4 : 0);
        if ((flags & 0x0200) != 0) {
            if (!cursor.has(length + 2)) {
                return Layer.NOT_TCP;
            }
            length += 2 + cursor.u16(length);
        }
        return cursor.enterTunnel(length, Layer.PPP);
    }

    /** draft-massar-v6ops-ayiya §3: identity, signature, then a packet that is to be forwarded. */
    private static int ayiya(HeaderCursor cursor) {
        if (!cursor.has(8) || (cursor.u8(2) & 0x0F) != 1) {
            return Layer.NOT_TCP;
        }
        int length = 8 + (1 << (cursor.u8(0) >> 4)) + (cursor.u8(1) >> 4) * 4;
        return switch (cursor.u8(3)) {
            case 4 -> cursor.enterTunnel(length, Layer.IPV4);
            case 41 -> cursor.enterTunnel(length, Layer.IPV6);
            default -> Layer.NOT_TCP;
        };
    }

    /** RFC 5415 §4: not encrypted, not a later fragment; a flag tells 802.11 from 802.3. */
    private static int capwap(HeaderCursor cursor) {
        if (!cursor.has(8) || cursor.u8(0) != 0) {
            return Layer.NOT_TCP;
        }
        boolean laterFragment = (cursor.u8(3) & 0x80) != 0 && cursor.u16(6) >> 3 != 0;
        int length = (cursor.u8(1) >> 3) * 4;
        if (laterFragment || length < 8) {
            return Layer.NOT_TCP;
        }
        boolean nativeFrame = (cursor.u8(2) & 1) != 0;
        if (nativeFrame && cursor.has(length + 2)) {
            // Cisco's access points swap the octets: a data frame then has its type second.
            cursor.wlanSwapped = !WlanHeaders.isData(cursor.u8(length)) && WlanHeaders.isData(cursor.u8(length + 1));
        }
        return cursor.enterTunnel(length, nativeFrame ? Layer.WLAN : Layer.ETHERNET);
    }
}
