package io.finwait.decode;

/** Data frames of IEEE 802.11 that are not encrypted, down to their LLC header. */
final class WlanHeaders {
    private static final int SHORTEST = 24;
    /** Octet 0: version 0, type data; octet 1: flags. */
    private static final int TYPE_MASK = 0x0F;

    private static final int DATA = 0x08;
    private static final int QOS = 0x80;
    private static final int WITHOUT_DATA = 0x40;
    private static final int BOTH_DISTRIBUTION_SYSTEM_BITS = 0x03;
    private static final int PROTECTED = 0x40;
    private static final int MORE_FRAGMENTS = 0x04;
    private static final int ORDER = 0x80;
    private static final int AGGREGATE = 0x80;

    private static final int RADIOTAP_TSFT = 0x01;
    private static final int RADIOTAP_FLAGS = 0x02;
    private static final int RADIOTAP_MORE_WORDS = 0x80;
    private static final int RADIOTAP_PADDED = 0x20;

    private WlanHeaders() {}

    /** A MAC frame; of an aggregate (A-MSDU) the first part. */
    static int dataFrame(HeaderCursor cursor) {
        if (!cursor.has(SHORTEST)) {
            return Layer.LINK_HEADER_TRUNCATED;
        }
        int swapped = cursor.wlanSwapped ? 1 : 0;
        int type = cursor.u8(swapped);
        int flags = cursor.u8(1 - swapped);
        if (!isData(type) || (type & WITHOUT_DATA) != 0 || (flags & PROTECTED) != 0) {
            return Layer.NOT_IP;
        }
        if ((cursor.u8(22 + swapped) & 0x0F) != 0) {
            return Layer.NOT_IP; // a later fragment
        }
        int length = SHORTEST + ((flags & BOTH_DISTRIBUTION_SYSTEM_BITS) == BOTH_DISTRIBUTION_SYSTEM_BITS ? 6 : 0);
        boolean aggregate = false;
        if ((type & QOS) != 0) {
            if (!cursor.has(length + 2)) {
                return Layer.LINK_HEADER_TRUNCATED;
            }
            aggregate = (cursor.u8(length) & AGGREGATE) != 0 && (flags & MORE_FRAGMENTS) == 0;
            length += (flags & ORDER) != 0 ? 6 : 2; // with HT control
        }
        if (cursor.wlanPadded) {
            length = (length + 3) & ~3;
        }
        return aggregate ? aggregate(cursor, length) : EthernetHeaders.skip(cursor, length, Layer.LLC);
    }

    /** Whether the first octet of a frame is that of a data frame, of any kind. */
    static boolean isData(int frameControl) {
        return (frameControl & TYPE_MASK) == DATA;
    }

    /** Addresses and length before each part, as in IEEE 802.3. */
    private static int aggregate(HeaderCursor cursor, int length) {
        int layer = EthernetHeaders.skip(cursor, length, Layer.LLC);
        return layer < 0 ? layer : EthernetHeaders.etherTyped(cursor, 14);
    }

    /** Whether the radiotap header at the cursor says that the MAC header is padded to four octets (radiotap.org, field Flags). */
    static boolean radiotapSaysPadded(HeaderCursor cursor, int length) {
        int present = cursor.u8(4);
        if ((present & RADIOTAP_FLAGS) == 0) {
            return false;
        }
        int at = 8;
        while (at <= length && (cursor.u8(at - 1) & RADIOTAP_MORE_WORDS) != 0) {
            at += 4;
        }
        if ((present & RADIOTAP_TSFT) != 0) {
            at = ((at + 7) & ~7) + 8;
        }
        return at < length && (cursor.u8(at) & RADIOTAP_PADDED) != 0;
    }
}
