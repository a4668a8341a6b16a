package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

/** Where a connection stands as a whole: which segments can still matter to it, and how long it is kept waiting for them. */
enum Phase {
    /** A SYN that neither SYN-ACK nor RST has answered. */
    ATTEMPT,
    /** Both sides are ESTABLISHED and neither has closed. */
    ESTABLISHED,
    /** Anything else that can last for ever: setting up, half-closed, begun before the capture. */
    OPEN,
    /** Both FINs are there but not both acknowledged. */
    LAST_ACK,
    /** One or both ends hold TIME_WAIT. */
    TIME_WAIT,
    /** The TIME_WAIT timer has run out, as far as is assumed of the holder. */
    OVER,
    /** Ended by a RST. */
    RESET;

    /** Whether both sides are done with it, and all that can come is what is late or strays. */
    boolean isClosed() {
        return this == TIME_WAIT || this == OVER || this == RESET;
    }

    static Phase of(Connection c) {
        if (c.wasReset()) {
            return RESET;
        }
        Endpoint a = c.a;
        Endpoint b = c.b;
        int both = a.flags & b.flags;
        if ((both & Endpoint.FIN_SEEN) != 0) {
            return a.reachesTimeWait(b) || b.reachesTimeWait(a) ? TIME_WAIT : LAST_ACK;
        }
        int either = a.flags | b.flags;
        if ((either & Endpoint.FIN_SEEN) != 0) {
            return a.packets == 0 || b.packets == 0 ? LAST_ACK : OPEN;
        }
        if ((both & (Endpoint.SENT | Endpoint.ACKED)) == (Endpoint.SENT | Endpoint.ACKED)
                && a.establishedNanos != NEVER
                && b.establishedNanos != NEVER) {
            return ESTABLISHED;
        }
        boolean onlyOneSyn = (either & Endpoint.SYN_SEEN) != 0
                && (both & Endpoint.SYN_SEEN) == 0
                && (either & Endpoint.SYN_ACK_SEEN) == 0;
        return onlyOneSyn && a.establishedNanos == NEVER && b.establishedNanos == NEVER ? ATTEMPT : OPEN;
    }
}
