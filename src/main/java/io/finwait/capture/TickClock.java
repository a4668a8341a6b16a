package io.finwait.capture;

/**
 * Turns a pcapng timestamp, a count of ticks, into nanoseconds since the epoch (draft-ietf-opsawg-pcapng §4.2, if_tsresol and
 * if_tsoffset). Instants beyond what a {@code long} holds (the year 2262) wrap; nothing throws.
 */
final class TickClock {
    /** if_tsresol where the option is absent: microseconds. */
    static final int MICROSECONDS = 6;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long[] TEN_TO_THE = new long[20];

    static {
        long power = 1;
        for (int i = 0; i < TEN_TO_THE.length; i++) {
            TEN_TO_THE[i] = power;
            power *= 10;
        }
    }

    private final int resolution;
    private final long offsetNanos;

    /** Nanoseconds per tick, where that is a whole number; otherwise 0. */
    private final long tickNanos;

    /**
     * @param resolution the octet of if_tsresol: ticks per second as a power of ten, or, with the highest bit set, of two
     * @param offsetSeconds if_tsoffset
     */
    TickClock(int resolution, long offsetSeconds) {
        this.resolution = resolution & 0xFF;
        this.offsetNanos = offsetSeconds * SECOND_NANOS;
        this.tickNanos = this.resolution <= 9 ? TEN_TO_THE[9 - this.resolution] : 0;
    }

    /** Whether a tick is shorter than a microsecond. */
    boolean finerThanMicroseconds() {
        return (resolution & 0x80) == 0 ? resolution > 6 : (resolution & 0x7F) > 19;
    }

    /** The instant, from an unsigned count of ticks. */
    long nanos(long ticks) {
        return offsetNanos + (tickNanos != 0 ? ticks * tickNanos : slowNanos(ticks));
    }

    private long slowNanos(long ticks) {
        if ((resolution & 0x80) == 0) {
            int exponent = resolution - 9;
            return exponent < TEN_TO_THE.length ? Long.divideUnsigned(ticks, TEN_TO_THE[exponent]) : 0;
        }
        // ticks * 10^9 / 2^bits with a product of 128 bits.
        int bits = resolution & 0x7F;
        long low = ticks * SECOND_NANOS;
        long high = Math.multiplyHigh(ticks, SECOND_NANOS) + (ticks < 0 ? SECOND_NANOS : 0);
        if (bits == 0) {
            return low;
        }
        if (bits < 64) {
            return high << (64 - bits) | low >>> bits;
        }
        return bits == 64 ? high : high >>> (bits - 64);
    }
}
