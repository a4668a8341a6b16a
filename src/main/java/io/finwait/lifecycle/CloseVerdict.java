package io.finwait.lifecycle;

import org.jspecify.annotations.Nullable;

/** How a connection ended and who closed it first, from what its ends did (definitions: docs/states.md). */
final class CloseVerdict {
    private CloseVerdict() {}

    static CloseKind kind(Connection c) {
        boolean finA = c.a.is(Endpoint.FIN_SEEN);
        boolean finB = c.b.is(Endpoint.FIN_SEEN);
        if (finA && finB) {
            return CloseKind.FIN;
        }
        if (c.wasReset()) {
            return c.refused ? CloseKind.REFUSED : CloseKind.RST;
        }
        if (finA || finB) {
            return CloseKind.HALF_CLOSED;
        }
        return c.phase == Phase.ATTEMPT ? CloseKind.UNANSWERED : CloseKind.OPEN;
    }

    static ActiveCloser activeCloser(Connection c, CloseKind kind) {
        return switch (kind) {
            case REFUSED, UNANSWERED, OPEN -> ActiveCloser.NONE;
            case FIN -> ofBothFins(c);
            case RST, HALF_CLOSED -> ofOneSide(c);
        };
    }

    private static ActiveCloser ofBothFins(Connection c) {
        boolean aSecond = c.a.closedAfter(c.b);
        boolean bSecond = c.b.closedAfter(c.a);
        if (!aSecond && !bSecond) {
            return ActiveCloser.SIMULTANEOUS;
        }
        if (aSecond && bSecond) { // numbers that TCP does not send
            return closer(c, c.a.finNanos <= c.b.finNanos ? c.a : c.b);
        }
        return closer(c, aSecond ? c.b : c.a);
    }

    private static ActiveCloser ofOneSide(Connection c) {
        if (unknownBecause(c) != null) {
            return ActiveCloser.UNKNOWN;
        }
        if (c.a.is(Endpoint.FIN_SEEN)) {
            return closer(c, c.a);
        }
        if (c.b.is(Endpoint.FIN_SEEN)) {
            return closer(c, c.b);
        }
        return closer(c, c.resetByA ? c.a : c.b);
    }

    /** Why the capture cannot tell who closed first where it shows only one FIN or a RST; null where it can. */
    static @Nullable String unknownBecause(Connection c) {
        boolean oneFin = c.a.is(Endpoint.FIN_SEEN) != c.b.is(Endpoint.FIN_SEEN);
        if (!oneFin && !c.wasReset()) {
            return null;
        }
        if (c.a.packets == 0 || c.b.packets == 0) {
            return "only one direction was captured";
        }
        if (!oneFin) {
            return null;
        }
        Endpoint closed = c.a.is(Endpoint.FIN_SEEN) ? c.a : c.b;
        Endpoint silent = closed == c.a ? c.b : c.a;
        if (!c.anySyn() && silent.payloadBytes == 0) {
            return "the capture began after the handshake and may have missed an earlier FIN of the other side";
        }
        return Sequence.lost(silent, closed) ? "the capture lost segments of the other side, perhaps its FIN" : null;
    }

    private static ActiveCloser closer(Connection c, Endpoint end) {
        return c.roleOf(end) == Role.CLIENT ? ActiveCloser.CLIENT : ActiveCloser.SERVER;
    }

    /** Whether the last ACK was seen, or a RST that the peer accepts. */
    static boolean completed(Connection c) {
        return c.wasReset() || bothFinsAcked(c);
    }

    static boolean bothFinsAcked(Connection c) {
        return c.a.finAckedNanos != Endpoint.NEVER && c.b.finAckedNanos != Endpoint.NEVER;
    }
}
