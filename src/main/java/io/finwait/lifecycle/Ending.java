package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

/**
 * Why a connection's record is closed now.
 *
 * @param nanos when, nanoseconds since the epoch of capture time
 * @param reason what closed it
 * @param nextId the connection that took the 4-tuple over; -1 unless {@code reason} is {@link Reason#REUSED}
 * @param reusedNanos when that one's SYN was sent; {@link Endpoint#NEVER} unless REUSED
 */
public record Ending(long nanos, Reason reason, int nextId, long reusedNanos) {
    public enum Reason {
        /** The capture ended. */
        CAPTURE_END,
        /** Nothing more can come: its timers have run out. */
        TIMED_OUT,
        /** A new connection took the 4-tuple over. */
        REUSED,
        /** Given up to keep within the limit on open connections. */
        EVICTED
    }

    static Ending of(Reason reason, long nanos) {
        return new Ending(nanos, reason, -1, NEVER);
    }

    static Ending reused(long nanos, int nextId, long synNanos) {
        return new Ending(nanos, Reason.REUSED, nextId, synNanos);
    }
}
