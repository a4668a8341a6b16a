package io.finwait.lifecycle;

import java.util.Arrays;

/** Writes numbers in as many octets as they need and reads them back: seven bits each, sign in the lowest. Reusable. */
final class NumberCoder {
    /** More than all numbers of a connection at ten octets each. */
    private static final int MOST_OCTETS = 8_192;

    private final byte[] scratch = new byte[MOST_OCTETS];
    private byte[] octets = scratch;
    private int at;

    void startWriting() {
        octets = scratch;
        at = 0;
    }

    byte[] written() {
        return Arrays.copyOf(octets, at);
    }

    void startReading(byte[] written) {
        octets = written;
        at = 0;
    }

    void put(long value) {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            octets[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[at++] = (byte) rest;
    }

    long get() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte octet = octets[at++];
            value |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
    }
}
