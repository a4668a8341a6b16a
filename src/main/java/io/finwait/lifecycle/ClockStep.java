package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;

/**
 * Tells whether the clock in a server's timestamps went ahead between its SYN-ACK and its first data. A SYN cookie makes it do so: it keeps
 * the client's options in the lowest bits of the SYN-ACK's timestamp, which is set back for that (Linux, cookie_init_timestamp).
 */
public final class ClockStep {
    /** Linux's timestamps count milliseconds (TCP_TS_HZ, since 4.13), and are told apart only where they say more than this. */
    private static final long TICK_NANOS = 1_000_000L;

    private static final long TOLERANCE_NANOS = 3 * TICK_NANOS;

    /** In longer ones clocks drift. */
    private static final long LONGEST_NANOS = 10_000_000_000L;

    private ClockStep() {}

    /** {@link Trait#CLOCK_STEP} if that is so. {@code s} is the first data of {@code x}. */
    static int trait(Connection c, TcpSegment s, Endpoint x) {
        if (!s.hasTimestamps
                || !x.is(Endpoint.SYN_ACK_SEEN)
                || c.synToSynAckNanos < 0
                || SynOptions.timestampsOf(x.synOptions) == 0) {
            return 0;
        }
        long passed = s.timeNanos - x.synNanos;
        // A SYN-ACK that was held up on its way to the capture seems early by as much as that at the most.
        boolean ahead = nanos(s.tsVal - x.synTsVal, passed) > c.synToSynAckNanos + TOLERANCE_NANOS;
        return ahead && passed < LONGEST_NANOS && x.synRetransmissions == 0 ? Trait.CLOCK_STEP : 0;
    }

    /**
     * How far the clock went ahead.
     *
     * @param ticks what it says has passed, and {@code passedNanos} what has
     */
    public static long nanos(int ticks, long passedNanos) {
        return ticks * TICK_NANOS - passedNanos;
    }
}
