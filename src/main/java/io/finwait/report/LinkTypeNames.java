package io.finwait.report;

/** What people call a link type. Numbers are LINKTYPE_ values of tcpdump.org/linktypes.html. */
final class LinkTypeNames {
    private LinkTypeNames() {}

    static String of(int linkType) {
        return switch (linkType) {
            case 0 -> "BSD loopback";
            case 1 -> "Ethernet";
            case 9 -> "PPP";
            case 50 -> "PPP in HDLC-like framing";
            case 51 -> "PPPoE session";
            case 12, 14, 101 -> "raw IP";
            case 108 -> "OpenBSD loopback";
            case 113 -> "Linux cooked v1";
            case 228 -> "raw IPv4";
            case 229 -> "raw IPv6";
            case 239 -> "Linux NFLOG";
            case 276 -> "Linux cooked v2";
            default -> "link type " + linkType;
        };
    }
}
