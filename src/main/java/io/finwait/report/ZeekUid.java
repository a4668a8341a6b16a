package io.finwait.report;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.ConnectionRecord;

/**
 * Names connections as Zeek does: a C and up to 17 letters and digits, so that logs can be joined by them. The same connection of the same
 * capture has the same one in each run, unlike in Zeek.
 */
final class ZeekUid {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 17;
    private static final int PER_WORD = 9;

    private ZeekUid() {}

    static void append(ConnectionRecord c, FieldText to) {
        long first = mix(mix(c.firstSeenNanos()) + number(c.client()));
        long second = number(c);
        to.append('C');
        for (int i = 0; i < LENGTH; i++) {
            if (i == PER_WORD) {
                first = second;
            }
            to.append(DIGITS.charAt((int) Long.remainderUnsigned(first, DIGITS.length())));
            first = Long.divideUnsigned(first, DIGITS.length());
        }
    }

    /** A number that names it, which is likely to be another for another one. */
    static long number(ConnectionRecord c) {
        long first = mix(mix(c.firstSeenNanos()) + number(c.client()));
        return mix(mix(first + number(c.server())) + c.id());
    }

    private static long number(HostPort end) {
        return mix(mix(end.ip().high()) + end.ip().low()) + end.port();
    }

    /** Finaliser of SplitMix64: every input bit reaches every output bit. */
    private static long mix(long value) {
        long h = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        h = (h ^ h >>> 27) * 0x94D0_49BB_1331_11EBL;
        return h ^ h >>> 31;
    }
}
