package io.finwait.decode;

/** The checksum of IP and TCP: ones' complement sum of 16-bit words (RFC 1071). */
final class InternetChecksum {
    private static final int TCP = 6;

    private InternetChecksum() {}

    /** Whether the IPv4 header, checksum field included, sums up as it must. */
    static boolean headerHolds(byte[] buffer, int at, int length) {
        return fold(sum(buffer, at, length)) == 0xFFFF;
    }

    /** Whether a TCP segment sums up with its pseudo header (RFC 9293 §3.1, RFC 8200 §8.1). */
    static boolean tcpHolds(HeaderCursor cursor, int tcpLength) {
        long sum = addressSum(cursor.srcHigh, cursor.srcLow) + addressSum(cursor.dstHigh, cursor.dstLow);
        return fold(sum + TCP + tcpLength + sum(cursor.buffer, cursor.at, tcpLength)) == 0xFFFF;
    }

    private static long addressSum(long high, long low) {
        long lowSum = (low >>> 32) + (low & 0xFFFF_FFFFL);
        return high == TcpSegment.IPV4_MARK ? lowSum : lowSum + (high >>> 32) + (high & 0xFFFF_FFFFL);
    }

    /** Sum of 32-bit words: congruent to that of 16-bit words, and half the work. */
    private static long sum(byte[] buffer, int start, int length) {
        long sum = 0;
        int at = start;
        int end = start + length;
        for (; end - at >= 4; at += 4) {
            sum += Octets.i32(buffer, at) & 0xFFFF_FFFFL;
        }
        if (end - at >= 2) {
            sum += Octets.u16(buffer, at);
            at += 2;
        }
        if (at < end) {
            sum += (long) Octets.u8(buffer, at) << 8;
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = (sum >>> 32) + (sum & 0xFFFF_FFFFL);
        while (folded > 0xFFFF) {
            folded = (folded >>> 16) + (folded & 0xFFFF);
        }
        return (int) folded;
    }
}
