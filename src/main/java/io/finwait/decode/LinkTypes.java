package io.finwait.decode;

/**
 * Where a frame of each link type starts: moves over what the capture puts before the first header we know (tcpdump.org/linktypes.html,
 * whose numbers and names these are).
 */
final class LinkTypes {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int TOKEN_RING = 6;
    private static final int ARCNET_BSD = 7;
    private static final int PPP = 9;
    private static final int FDDI = 10;
    /** DLT_RAW of most systems, and of OpenBSD: some writers put them into files. */
    private static final int RAW_DLT = 12;

    private static final int RAW_OPENBSD = 14;
    private static final int PPP_HDLC = 50;
    private static final int PPP_ETHER = 51;
    private static final int ATM_RFC1483 = 100;
    private static final int RAW = 101;
    private static final int C_HDLC = 104;
    private static final int IEEE802_11 = 105;
    private static final int LOOP = 108;
    private static final int ENC = 109;
    private static final int LINUX_SLL = 113;
    private static final int PFLOG = 117;
    private static final int PRISM = 119;
    private static final int IP_OVER_FC = 122;
    private static final int RADIOTAP = 127;
    private static final int ARCNET_LINUX = 129;
    private static final int APPLE_IP_OVER_IEEE1394 = 138;
    private static final int AVS = 163;
    private static final int PPP_PPPD = 166;
    private static final int PPI = 192;
    private static final int PPP_WITH_DIR = 204;
    private static final int C_HDLC_WITH_DIR = 205;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int NFLOG = 239;
    private static final int NETANALYZER = 240;
    private static final int NETANALYZER_TRANSPARENT = 241;
    private static final int IPOIB = 242;
    private static final int PKTAP = 258;
    private static final int MPACKET = 274;
    private static final int LINUX_SLL2 = 276;

    private static final int NFULA_PAYLOAD = 9;
    private static final int PROTOCOL_802_2 = 0x0004;

    private LinkTypes() {}

    static boolean supports(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, TOKEN_RING, ARCNET_BSD, PPP, FDDI, RAW_DLT, RAW_OPENBSD, PPP_HDLC, PPP_ETHER -> true;
            case ATM_RFC1483, RAW, C_HDLC, IEEE802_11, LOOP, ENC, LINUX_SLL, PFLOG, PRISM, IP_OVER_FC, RADIOTAP -> true;
            case ARCNET_LINUX, APPLE_IP_OVER_IEEE1394, AVS, PPP_PPPD, PPI, PPP_WITH_DIR, C_HDLC_WITH_DIR -> true;
            case IPV4, IPV6, NFLOG, NETANALYZER, NETANALYZER_TRANSPARENT, IPOIB, PKTAP, MPACKET, LINUX_SLL2 -> true;
            default -> false;
        };
    }

    /** The first layer of a frame of that link type. */
    static int first(HeaderCursor cursor, int linkType) {
        return switch (linkType) {
            case PPI -> ppi(cursor);
            case PKTAP -> pktap(cursor);
            default -> direct(cursor, linkType);
        };
    }

    private static int direct(HeaderCursor cursor, int linkType) {
        return switch (linkType) {
            case ETHERNET -> Layer.ETHERNET;
            case RAW, RAW_DLT, RAW_OPENBSD -> Layer.IP;
            case IPV4 -> Layer.IPV4;
            case IPV6 -> Layer.IPV6;
            case LINUX_SLL -> linuxCooked(cursor, 16, 14);
            case LINUX_SLL2 -> linuxCooked(cursor, 20, 0);
            case NULL, LOOP -> addressFamily(cursor, 4);
            case ENC -> addressFamily(cursor, 12);
            case PPP, PPP_HDLC -> pppOrCiscoHdlc(cursor);
            case PPP_ETHER -> Layer.PPPOE;
            case PPP_PPPD -> EthernetHeaders.skip(cursor, 2, Layer.PPP);
            case PPP_WITH_DIR -> EthernetHeaders.skip(cursor, 1, Layer.PPP);
            case C_HDLC -> Layer.CISCO_HDLC;
            case C_HDLC_WITH_DIR -> EthernetHeaders.skip(cursor, 1, Layer.CISCO_HDLC);
            case IEEE802_11 -> Layer.WLAN;
            case RADIOTAP, PRISM, AVS -> wlanWithRadioHeader(cursor, linkType);
            case NFLOG -> nflog(cursor);
            case PFLOG -> pflog(cursor);
            default -> rare(cursor, linkType);
        };
    }

    private static int rare(HeaderCursor cursor, int linkType) {
        return switch (linkType) {
            case TOKEN_RING -> tokenRing(cursor);
            case FDDI -> EthernetHeaders.skip(cursor, 13, Layer.LLC);
            case ARCNET_BSD -> arcnet(cursor, 2);
            case ARCNET_LINUX -> arcnet(cursor, 4);
            case ATM_RFC1483 -> Layer.LLC;
            case IP_OVER_FC -> EthernetHeaders.skip(cursor, 16, Layer.LLC);
            case APPLE_IP_OVER_IEEE1394 -> EthernetHeaders.etherTyped(cursor, 18);
            case NETANALYZER -> EthernetHeaders.skip(cursor, 4, Layer.ETHERNET);
            case NETANALYZER_TRANSPARENT -> EthernetHeaders.skip(cursor, 12, Layer.ETHERNET);
            case MPACKET -> EthernetHeaders.skip(cursor, 8, Layer.ETHERNET);
            case IPOIB -> ipoib(cursor);
            default -> Layer.UNSUPPORTED_LINK_TYPE;
        };
    }

    private static int linuxCooked(HeaderCursor cursor, int length, int protocolOffset) {
        if (!cursor.has(length)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int protocol = cursor.u16(protocolOffset);
        cursor.at += length;
        return protocol == PROTOCOL_802_2 ? Layer.LLC : Layer.ofEtherType(protocol);
    }

    /** A header of {@code length} octets that begins with an AF_ number in the byte order of the machine that captured. */
    private static int addressFamily(HeaderCursor cursor, int length) {
        if (!cursor.has(length)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int family = cursor.i32(0);
        cursor.at += length;
        return ofFamily((family & 0xFFFF_0000) == 0 ? family : Integer.reverseBytes(family));
    }

    /** AF_INET is the same everywhere, AF_INET6 is 10 on Linux, 23 on Windows, 24 on NetBSD, 28 on FreeBSD, 30 on macOS. */
    private static int ofFamily(int family) {
        return switch (family) {
            case 2 -> Layer.IPV4;
            case 10, 23, 24, 28, 30 -> Layer.IPV6;
            default -> Layer.NOT_IP;
        };
    }

    /** Both kinds of HDLC framing are seen under both numbers: Cisco's begins with 0F or 8F, and then 00. */
    private static int pppOrCiscoHdlc(HeaderCursor cursor) {
        boolean cisco = cursor.has(2) && (cursor.u16(0) & 0x7FFF) == 0x0F00;
        return cisco ? Layer.CISCO_HDLC : Layer.PPP;
    }

    private static int wlanWithRadioHeader(HeaderCursor cursor, int linkType) {
        if (!cursor.has(8)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        boolean avs = linkType == AVS || linkType == PRISM && cursor.u16(0) == 0x8021; // AVS under Prism's number
        int length = avs ? cursor.i32(4) : linkType == RADIOTAP ? littleEndian16(cursor, 2) : 144;
        if (length < 8 || !cursor.has(length)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        cursor.wlanPadded = linkType == RADIOTAP && WlanHeaders.radiotapSaysPadded(cursor, length);
        cursor.at += length;
        return Layer.WLAN;
    }

    /**
     * Netfilter's log: attributes until the packet itself. Their numbers are in the byte order of the machine that captured; types are
     * small, so a large one is read the wrong way round.
     */
    private static int nflog(HeaderCursor cursor) {
        if (!cursor.has(4)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int layer = ofFamily(cursor.u8(0));
        cursor.at += 4;
        while (cursor.has(4)) {
            int type = littleEndian16(cursor, 2);
            boolean bigEndian = type > 0xFF;
            int length = bigEndian ? cursor.u16(0) : littleEndian16(cursor, 0);
            if (length < 4) {
                return Layer.NOT_IP;
            }
            if ((bigEndian ? cursor.u16(2) : type) == NFULA_PAYLOAD) {
                cursor.at += 4;
                return layer;
            }
            int padded = (length + 3) & ~3;
            if (!cursor.has(padded)) {
                return Layer.LINK_HEADER_TRUNCATED;
            }
            cursor.at += padded;
        }
        return Layer.NOT_IP;
    }

    /** OpenBSD's packet filter log: its own length first, padded to four octets, then the address family. */
    private static int pflog(HeaderCursor cursor) {
        if (!cursor.has(2)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int family = cursor.u8(1);
        return EthernetHeaders.skip(cursor, (cursor.u8(0) + 3) & ~3, ofFamily(family));
    }

    /** Frame control, addresses, and a route if the first bit of the source address says so (IEEE 802.5). */
    private static int tokenRing(HeaderCursor cursor) {
        if (!cursor.has(15)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int route = (cursor.u8(8) & 0x80) != 0 ? cursor.u8(14) & 0x1F : 0;
        return EthernetHeaders.skip(cursor, 14 + route, Layer.LLC);
    }

    /** IP over ARCnet, RFC 1051 (old) and RFC 1201; the packet type stands after the addresses and what the system puts there. */
    private static int arcnet(HeaderCursor cursor, int typeOffset) {
        if (!cursor.has(typeOffset + 1)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        return switch (cursor.u8(typeOffset)) {
            case 240 -> EthernetHeaders.skip(cursor, typeOffset + 1, Layer.IPV4);
            case 212 -> EthernetHeaders.skip(cursor, typeOffset + 4, Layer.IPV4);
            default -> Layer.NOT_IP;
        };
    }

    /** Global routing header, then an EtherType and two reserved octets (RFC 4391 §6). */
    private static int ipoib(HeaderCursor cursor) {
        if (!cursor.has(44)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int type = cursor.u16(40);
        cursor.at += 44;
        return Layer.ofEtherType(type);
    }

    private static int ppi(HeaderCursor cursor) {
        if (!cursor.has(8)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        return wrapped(cursor, littleEndian16(cursor, 2), Integer.reverseBytes(cursor.i32(4)));
    }

    private static int pktap(HeaderCursor cursor) {
        if (!cursor.has(12)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        return wrapped(cursor, Integer.reverseBytes(cursor.i32(0)), Integer.reverseBytes(cursor.i32(8)));
    }

    /** A header that says the link type of what follows it. */
    private static int wrapped(HeaderCursor cursor, int length, int linkType) {
        if (length < 8 || !cursor.has(length)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        cursor.at += length;
        return direct(cursor, linkType);
    }

    private static int littleEndian16(HeaderCursor cursor, int offset) {
        return cursor.u8(offset) | cursor.u8(offset + 1) << 8;
    }
}
