package io.finwait.decode;

/**
 * What comes next in a frame: the header at the cursor, or (negative) why there is no TCP segment. Plain numbers, because one is
 * returned for each header of each frame.
 */
final class Layer {
    static final int TCP = 0;
    static final int ETHERNET = 1;
    static final int VLAN = 2;
    static final int LLC = 3;
    static final int MPLS = 4;
    static final int PPPOE = 5;
    static final int PPP = 6;
    static final int IP = 7;
    static final int IPV4 = 8;
    static final int IPV6 = 9;
    static final int IPV6_EXTENSION = 10;
    static final int AUTHENTICATION = 11;
    static final int GRE = 12;
    static final int UDP = 13;
    static final int ETHER_IP = 14;
    static final int WLAN = 15;
    static final int CISCO_HDLC = 16;
    /** IEEE 802.1BR. */
    static final int E_TAG = 17;
    /** Cisco's predecessor of it. */
    static final int VN_TAG = 18;
    /** Provider backbone bridges, IEEE 802.1ah. */
    static final int I_TAG = 19;
    /** Cisco FabricPath. */
    static final int FABRIC_PATH = 20;

    /** ICMP for IPv4 and for IPv6. */
    static final int ICMP = 21;

    static final int ICMP_V6 = 22;

    static final int NOT_IP = of(DecodeProblem.NOT_IP);
    static final int NOT_TCP = of(DecodeProblem.NOT_TCP);
    static final int TCP_IN_ICMP = of(DecodeProblem.TCP_IN_ICMP);
    static final int LATER_FRAGMENT = of(DecodeProblem.LATER_FRAGMENT);
    static final int LINK_HEADER_TRUNCATED = of(DecodeProblem.LINK_HEADER_TRUNCATED);
    static final int IP_HEADER_TRUNCATED = of(DecodeProblem.IP_HEADER_TRUNCATED);
    static final int IP_MALFORMED = of(DecodeProblem.IP_MALFORMED);
    static final int TCP_HEADER_TRUNCATED = of(DecodeProblem.TCP_HEADER_TRUNCATED);
    static final int TCP_BAD_DATA_OFFSET = of(DecodeProblem.TCP_BAD_DATA_OFFSET);
    static final int UNSUPPORTED_LINK_TYPE = of(DecodeProblem.UNSUPPORTED_LINK_TYPE);
    static final int TOO_MANY_HEADERS = of(DecodeProblem.TOO_MANY_HEADERS);

    private static final DecodeProblem[] PROBLEMS = DecodeProblem.values();

    private Layer() {}

    private static int of(DecodeProblem problem) {
        return ~problem.ordinal();
    }

    /** The reason that a negative layer stands for. */
    static DecodeProblem problem(int layer) {
        return PROBLEMS[~layer];
    }

    /** The layer that an EtherType names (IEEE 802 numbers). */
    static int ofEtherType(int etherType) {
        return switch (etherType) {
            case 0x0800 -> IPV4;
            case 0x86DD -> IPV6;
            case 0x8100, 0x88A8, 0x9100, 0x9200, 0x9300 -> VLAN;
            case 0x8847, 0x8848 -> MPLS;
            case 0x8864 -> PPPOE;
            case 0x880B -> PPP;
            case 0x6558 -> ETHERNET;
            case 0x8870 -> LLC;
            case 0x893F -> E_TAG;
            case 0x8926 -> VN_TAG;
            case 0x88E7 -> I_TAG;
            case 0x8903 -> FABRIC_PATH;
            default -> NOT_IP;
        };
    }

    /** The layer that an IP protocol number names (IANA protocol numbers); extension headers of IPv6 included. */
    static int ofIpProtocol(int protocol) {
        return switch (protocol) {
            case 6 -> TCP;
            case 17 -> UDP;
            case 4 -> IPV4;
            case 41 -> IPV6;
            case 47 -> GRE;
            case 1 -> ICMP;
            case 58 -> ICMP_V6;
            case 51 -> AUTHENTICATION;
            case 0, 43, 44, 60, 135, 139, 140 -> IPV6_EXTENSION;
            case 97 -> ETHER_IP;
            case 137 -> MPLS;
            default -> NOT_TCP;
        };
    }
}
