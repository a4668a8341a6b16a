package io.finwait.lifecycle;

/**
 * One stay in TIME_WAIT, modelled: its start is proved by the last ACK, its end is not on the wire.
 *
 * @param enterNanos when the peer's FIN arrived in FIN_WAIT_2, or the ACK of the own FIN in CLOSING; nanoseconds since the epoch
 * @param lastArmedNanos the latest event that started the timer again
 * @param rearmed how often the timer was started again
 * @param observedNanos from entry to what ended it, or to the end of the capture
 * @param assumedNanos the timer's assumed length (60 s on Linux, include/net/tcp.h TCP_TIMEWAIT_LEN)
 * @param nextId id of the connection that took the port over; -1 unless {@code end} is {@link End#REUSED}
 */
public record TimeWait(
        Role holder,
        long enterNanos,
        long lastArmedNanos,
        int rearmed,
        long observedNanos,
        long assumedNanos,
        End end,
        int nextId) {
    /** What ended it. */
    public enum End {
        /** The capture ended while the timer ran. */
        CAPTURE_END,
        /** The assumed timer ran out. */
        EXPIRED,
        /** A new SYN on the same 4-tuple was accepted. */
        REUSED,
        /** A RST ended it (RFC 1337), or answered in its place because the socket was gone. */
        RESET
    }

    /**
     * What ended a TIME_WAIT of {@code c}.
     *
     * @param expiryNanos when its timer runs out, nanoseconds since the epoch
     */
    static End endOf(Connection c, Ending ending, long expiryNanos) {
        if (c.wasReset() && c.resetNanos < expiryNanos) {
            return End.RESET;
        }
        if (ending.reason() == Ending.Reason.REUSED && ending.reusedNanos() < expiryNanos) {
            return End.REUSED;
        }
        return ending.nanos() >= expiryNanos ? End.EXPIRED : End.CAPTURE_END;
    }
}
