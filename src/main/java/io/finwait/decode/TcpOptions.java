package io.finwait.decode;

/**
 * Reads the options of a TCP header into a segment (RFC 9293 §3.2, RFC 7323 §2 and §3, RFC 2018 §2, RFC 7413 §4.1.1). Lenient: an option whose length
 * cannot be ends the list, an unknown one is skipped, a known one of the wrong length is ignored.
 */
final class TcpOptions {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int MAXIMUM_SEGMENT_SIZE = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int TIMESTAMPS = 8;
    private static final int FAST_OPEN = 34;
    /** RFC 6994: its first two octets say which experiment it is. */
    private static final int EXPERIMENT = (byte) 254;

    /** What Fast Open was before it had a kind of its own (RFC 7413 §10). */
    private static final int FAST_OPEN_EXPERIMENT = 0xF989;

    /** NOP NOP TS 10: how RFC 7323 appendix A lays out a segment that carries timestamps alone. */
    private static final int NOP_NOP_TIMESTAMPS = 0x0101_080A;

    private TcpOptions() {}

    static void clear(TcpSegment segment) {
        segment.hasTimestamps = false;
        segment.tsVal = 0;
        segment.tsEcr = 0;
        segment.mss = -1;
        segment.windowScale = -1;
        segment.sackPermitted = false;
        segment.fastOpen = -1;
    }

    /** Reads the options in {@code [at, end)} into {@code segment}, whose option fields are {@link #clear}. */
    static void parse(byte[] buffer, int at, int end, TcpSegment segment) {
        if (end - at == 12 && Octets.i32(buffer, at) == NOP_NOP_TIMESTAMPS) {
            timestamps(buffer, at + 4, segment);
        } else {
            parseList(buffer, at, end, segment);
        }
    }

    private static void parseList(byte[] buffer, int start, int end, TcpSegment segment) {
        int at = start;
        while (at < end) {
            int kind = buffer[at];
            if (kind == NO_OPERATION) {
                at++;
                continue;
            }
            if (kind == END || end - at < 2) {
                return;
            }
            int length = Octets.u8(buffer, at + 1);
            if (length < 2 || length > end - at) {
                return;
            }
            option(buffer, at, kind, length, segment);
            at += length;
        }
    }

    private static void option(byte[] buffer, int at, int kind, int length, TcpSegment segment) {
        if (kind == TIMESTAMPS && length == 10) {
            timestamps(buffer, at + 2, segment);
        } else if ((segment.flags & TcpSegment.SYN) == 0) {
            return; // the others mean nothing outside a SYN
        } else if (kind == MAXIMUM_SEGMENT_SIZE && length == 4) {
            segment.mss = Octets.u16(buffer, at + 2);
        } else if (kind == WINDOW_SCALE && length == 3) {
            segment.windowScale = Octets.u8(buffer, at + 2);
        } else if (kind == SACK_PERMITTED && length == 2) {
            segment.sackPermitted = true;
        } else if (kind == FAST_OPEN) {
            segment.fastOpen = length - 2;
        } else if (kind == EXPERIMENT && length >= 4 && Octets.u16(buffer, at + 2) == FAST_OPEN_EXPERIMENT) {
            segment.fastOpen = length - 4;
        }
    }

    private static void timestamps(byte[] buffer, int at, TcpSegment segment) {
        segment.hasTimestamps = true;
        segment.tsVal = Octets.i32(buffer, at);
        segment.tsEcr = Octets.i32(buffer, at + 4);
    }
}
