package io.finwait.anonymise.packet;

/** What stands before IP, with pseudonyms for MAC addresses. Headers of rare links are left out; then the frame begins with IP. */
final class LinkHeaders {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int PPP = 9;
    private static final int RAW_DLT = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int PPP_HDLC = 50;
    private static final int PPP_ETHER = 51;
    private static final int RAW = 101;
    private static final int C_HDLC = 104;
    private static final int IEEE802_11 = 105;
    private static final int LOOP = 108;
    private static final int LINUX_SLL = 113;
    private static final int PRISM = 119;
    private static final int RADIOTAP = 127;
    private static final int AVS = 163;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int LINUX_SLL2 = 276;

    private static final int MAC_BYTES = 6;
    private static final int WLAN_DATA = 0x08;
    private static final int WLAN_TYPE = 0x0F;
    private static final int WLAN_QOS = 0x80;
    private static final int WLAN_ORDER = 0x80;
    private static final int WLAN_FOUR_ADDRESSES = 0x03;
    private static final int WLAN_AGGREGATE = 0x80;
    private static final int SUBFRAME_HEADER = 14;

    private LinkHeaders() {}

    /** The link type of the copy. Radio headers are left out: they say nothing of TCP, and may have a place on the map. */
    static int linkTypeOfCopy(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, PPP, RAW_DLT, RAW_OPENBSD, PPP_HDLC, PPP_ETHER, RAW, C_HDLC -> linkType;
            case IEEE802_11, LOOP, LINUX_SLL, IPV4, IPV6, LINUX_SLL2 -> linkType;
            case PRISM, RADIOTAP, AVS -> IEEE802_11;
            default -> RAW;
        };
    }

    /** Whether a frame of that link type begins with IP in the copy, whatever it had before. */
    static boolean isLeftOut(int linkType) {
        return linkTypeOfCopy(linkType) == RAW && linkType != RAW;
    }

    /** What the capture puts before the first header. */
    static void link(OctetCopy copy, int linkType, int end) {
        switch (linkType) {
            case NULL, LOOP -> copy.copyTo(end); // an address family
            case LINUX_SLL -> linuxCooked(copy, 4, end);
            case LINUX_SLL2 -> linuxCooked(copy, 10, end);
            default -> copy.dropTo(end);
        }
    }

    /** Linux's cooked headers: the address stands behind its length, in eight octets; on some links it is one of IP. */
    private static void linuxCooked(OctetCopy copy, int beforeLength, int end) {
        copy.copy(beforeLength);
        boolean sll2 = beforeLength == 10;
        int length = sll2 ? copy.u8(1) : copy.u16(0);
        copy.copy(2);
        if (length == MAC_BYTES) {
            copy.mac();
            copy.zero(2);
        } else {
            copy.zero(8);
        }
        copy.copyTo(end);
    }

    static void ethernet(OctetCopy copy, int end) {
        copy.mac();
        copy.mac();
        copy.copyTo(end);
    }

    /** A data frame of 802.11, without the padding that some radios put behind its header; of an aggregate with its first part's header. */
    static void wlan(OctetCopy copy, int end) {
        boolean swapped = (copy.u8(0) & WLAN_TYPE) != WLAN_DATA;
        int type = copy.u8(swapped ? 1 : 0);
        int flags = copy.u8(swapped ? 0 : 1);
        copy.copy(2);
        copy.zero(2); // duration
        copy.mac();
        copy.mac();
        copy.mac();
        copy.copy(2); // fragment and sequence number
        if ((flags & WLAN_FOUR_ADDRESSES) == WLAN_FOUR_ADDRESSES) {
            copy.mac();
        }
        boolean aggregate = false;
        if ((type & WLAN_QOS) != 0) {
            aggregate = (copy.u8(0) & WLAN_AGGREGATE) != 0 && end - copy.from() > SUBFRAME_HEADER;
            copy.copy(2);
            copy.zero((flags & WLAN_ORDER) != 0 ? 4 : 0);
        }
        copy.dropTo(aggregate ? end - SUBFRAME_HEADER : end);
        if (aggregate) {
            ethernet(copy, end);
        }
    }
}
