package io.finwait.capture;

import java.nio.charset.StandardCharsets;

/** Reads the numbers and options of pcapng blocks in the byte order of their section. Whoever asks sees to it that they are there. */
final class PcapngFields {
    static final PcapngFields LITTLE_ENDIAN = new PcapngFields(false);
    static final PcapngFields BIG_ENDIAN = new PcapngFields(true);

    private static final int LONGEST_TEXT_BYTES = 200;

    private final boolean swapped;

    private PcapngFields(boolean swapped) {
        this.swapped = swapped;
    }

    int int16(byte[] bytes, int at) {
        int low = bytes[swapped ? at + 1 : at] & 0xFF;
        return low | (bytes[swapped ? at : at + 1] & 0xFF) << 8;
    }

    int int32(byte[] bytes, int at) {
        int value = ByteWindow.int32(bytes, at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    long int64(byte[] bytes, int at) {
        long low = int32(bytes, swapped ? at + 4 : at) & 0xFFFF_FFFFL;
        return low | (long) int32(bytes, swapped ? at : at + 4) << 32;
    }

    /** A time: its upper half comes first in either byte order. */
    long ticks(byte[] bytes, int at) {
        return (long) int32(bytes, at) << 32 | int32(bytes, at + 4) & 0xFFFF_FFFFL;
    }

    /** Index of the value of an option that is at least {@code size} long; -1 without. Options that do not fit end the search. */
    int option(byte[] bytes, int wanted, int size, int from, int end) {
        int at = from;
        while (at + 4 <= end) {
            int code = int16(bytes, at);
            int length = int16(bytes, at + 2);
            if (code == 0 || at + 4 + length > end) {
                return -1;
            }
            if (code == wanted && length >= size) {
                return at + 4;
            }
            at += 4 + (length + 3 & ~3);
        }
        return -1;
    }

    /** Text of an option, as much of it as is sensible; empty without. */
    String text(byte[] bytes, int wanted, int from, int end) {
        int at = option(bytes, wanted, 1, from, end);
        if (at < 0) {
            return "";
        }
        int length = Math.min(int16(bytes, at - 2), LONGEST_TEXT_BYTES);
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }
}
