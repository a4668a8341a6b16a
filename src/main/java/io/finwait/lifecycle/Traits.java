package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

/** Tells the traits of a finished connection. */
final class Traits {
    private Traits() {}

    static int of(Connection c, ConnectionOutline outline) {
        Endpoint a = c.a;
        Endpoint b = c.b;
        int traits = c.oddities;
        Endpoint client = c.end(Role.CLIENT);
        Endpoint server = c.end(Role.SERVER);
        if (client.synRetransmissions > 0) {
            traits |= Trait.SYN_REPEATED;
        }
        if (server.synRetransmissions > 0) {
            traits |= Trait.SYN_ACK_REPEATED;
        }
        if (a.finRetransmissions + b.finRetransmissions > 0) {
            traits |= Trait.FIN_REPEATED;
        }
        if (a.retransmissions + b.retransmissions > 0) {
            traits |= Trait.DATA_REPEATED;
        }
        Predecessor old = c.predecessor;
        if (old != null) {
            traits |= old.sinceSyn().isEmpty() ? Trait.SUCCESSOR : Trait.SUCCESSOR | Trait.OLD_ONE_ANSWERED;
        }
        if (!c.anySyn()) {
            traits |= Trait.MIDSTREAM;
        }
        if (a.zeroWindows + b.zeroWindows > 0) {
            traits |= Trait.ZERO_WINDOW;
        }
        if (outline.oneSided()) {
            traits |= Trait.ONE_SIDED;
        }
        if (Sequence.lost(a, b) || Sequence.lost(b, a)) {
            traits |= Trait.LOST_BY_CAPTURE;
        }
        boolean crossingSyns = a.is(Endpoint.SYN_SEEN) && b.is(Endpoint.SYN_SEEN);
        if (crossingSyns || outline.activeCloser() == ActiveCloser.SIMULTANEOUS) {
            traits |= Trait.SIMULTANEOUS;
        }
        return traits | closing(c, outline);
    }

    private static int closing(Connection c, ConnectionOutline outline) {
        return switch (outline.kind()) {
            case UNANSWERED -> Trait.UNANSWERED;
            case HALF_CLOSED -> Trait.HALF_CLOSED;
            case OPEN -> Trait.OPEN_AT_END;
            case REFUSED, RST -> 0;
            case FIN -> isSlow(c) ? Trait.SLOW_CLOSE : 0;
        };
    }

    private static boolean isSlow(Connection c) {
        return c.a.finAckedNanos == NEVER
                || c.b.finAckedNanos == NEVER
                || c.closeLastNanos - c.closeStartNanos >= Life.SLOW_CLOSE_NANOS;
    }
}
