package io.finwait.anonymise.packet;

import java.util.Arrays;

/**
 * The checksums of a copied frame (RFC 1071). They are those of the packet with zeros for all that was cut off, which add nothing: so
 * they hold wherever they can be checked.
 */
final class Checksums {
    private int[] starts = new int[8];
    private int[] fields = new int[8];
    private long[] pseudoHeaders = new long[8];
    private boolean[] udp = new boolean[8];
    private int count;

    void clear() {
        count = 0;
    }

    /**
     * Notes one to be filled in when the frame is whole.
     *
     * @param start where what it covers begins
     * @param offset of the field from there
     * @param pseudoHeader sum of what it covers besides
     */
    void later(int start, int offset, long pseudoHeader) {
        add(start, offset, pseudoHeader, false);
    }

    /** The same for UDP, where zero says that there is none: all ones mean the same number (RFC 768). */
    void laterOfUdp(int start, int offset, long pseudoHeader) {
        add(start, offset, pseudoHeader, true);
    }

    private void add(int start, int offset, long pseudoHeader, boolean ofUdp) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            fields = Arrays.copyOf(fields, 2 * count);
            pseudoHeaders = Arrays.copyOf(pseudoHeaders, 2 * count);
            udp = Arrays.copyOf(udp, 2 * count);
        }
        starts[count] = start;
        udp[count] = ofUdp;
        fields[count] = start + offset;
        pseudoHeaders[count++] = pseudoHeader;
    }

    /** Fills them in, the inner ones first, since the outer ones cover them. Those whose field was not captured are left out. */
    void fill(byte[] octets, int length) {
        for (int i = count - 1; i >= 0; i--) {
            if (fields[i] + 2 <= length) {
                int checksum = checksum(octets, starts[i], length, fields[i], pseudoHeaders[i]);
                put(octets, fields[i], checksum == 0 && udp[i] ? 0xFFFF : checksum);
            }
        }
    }

    /** Fills in one whose octets are all there. */
    static void fill(byte[] octets, int start, int end, int field) {
        put(octets, field, checksum(octets, start, end, field, 0));
    }

    private static int checksum(byte[] octets, int start, int end, int field, long pseudoHeader) {
        put(octets, field, 0);
        long sum = pseudoHeader + sum(octets, start, end);
        while (sum > 0xFFFF) {
            sum = (sum >>> 16) + (sum & 0xFFFF);
        }
        return (int) ~sum & 0xFFFF;
    }

    private static void put(byte[] octets, int field, int checksum) {
        octets[field] = (byte) (checksum >> 8);
        octets[field + 1] = (byte) checksum;
    }

    /** Sum of 16-bit words, the last one filled up. */
    static long sum(byte[] octets, int start, int end) {
        long sum = 0;
        for (int i = start; i < end; i++) {
            sum += (octets[i] & 0xFFL) << ((i - start & 1) == 0 ? 8 : 0);
        }
        return sum;
    }
}
