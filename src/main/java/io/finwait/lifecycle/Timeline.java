package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;
import static io.finwait.lifecycle.TcpEvent.RCV_ACK_OF_FIN;
import static io.finwait.lifecycle.TcpEvent.RCV_ACK_OF_SYN;
import static io.finwait.lifecycle.TcpEvent.RCV_FIN;
import static io.finwait.lifecycle.TcpEvent.RCV_RST;
import static io.finwait.lifecycle.TcpEvent.RCV_SYN_ACK;
import static io.finwait.lifecycle.TcpEvent.SND_FIN;
import static io.finwait.lifecycle.TcpEvent.SND_RST;
import static io.finwait.lifecycle.TcpEvent.SND_SYN;
import static io.finwait.lifecycle.TcpEvent.SND_SYN_ACK;
import static io.finwait.lifecycle.TcpEvent.TIMEOUT_2MSL;

/**
 * The states one endpoint went through: its events, put in order, applied to {@link TcpState}. A scratch object, computed
 * again for each endpoint.
 */
final class Timeline {
    private static final int MOST = 12;

    private final TcpState[] states = new TcpState[MOST];
    private final long[] enters = new long[MOST];
    private final boolean[] inferred = new boolean[MOST];
    private int count;
    private TcpState state = TcpState.CLOSED;

    /** Holds no states. */
    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    TcpState state(int index) {
        return states[index];
    }

    /** When the state was entered, nanoseconds since the epoch. */
    long enterNanos(int index) {
        return enters[index];
    }

    /** When {@code state} was entered, nanoseconds since the epoch; {@link Endpoint#NEVER} if it was not. */
    long entryNanos(TcpState state) {
        for (int i = 0; i < count; i++) {
            if (states[i] == state) {
                return enters[i];
            }
        }
        return NEVER;
    }

    /** Whether the entry rests on something the capture cannot show. */
    boolean inferred(int index) {
        return inferred[index];
    }

    /**
     * Computes the states of {@code x}.
     *
     * @param timeWaitEndNanos when it left TIME_WAIT; {@link Endpoint#NEVER} if it did not, or by a RST
     * @param timeWaitEndInferred whether that is only the timer's assumed end
     */
    void compute(Connection c, Endpoint x, long timeWaitEndNanos, boolean timeWaitEndInferred) {
        Endpoint y = x == c.a ? c.b : c.a;
        count = 0;
        opening(c, x, y);
        if (count > 0) {
            closing(x, y, CloseVerdict.unknownBecause(c) != null);
            if (timeWaitEndNanos != NEVER) {
                apply(TIMEOUT_2MSL, timeWaitEndNanos, timeWaitEndInferred);
            }
            if (c.wasReset()) {
                boolean own = c.resetByA == (x == c.a);
                apply(own ? SND_RST : RCV_RST, c.resetNanos, !own);
            }
        }
    }

    private void opening(Connection c, Endpoint x, Endpoint y) {
        if (x.is(Endpoint.SYN_SEEN)) {
            state = TcpState.CLOSED;
            apply(SND_SYN, x.synNanos, false);
            if (x.is(Endpoint.SYN_ACK_SEEN)) {
                apply(SND_SYN_ACK, x.rare().synAckNanos, false);
            }
        } else if (x.is(Endpoint.SYN_ACK_SEEN)) {
            state = TcpState.LISTEN;
            apply(SND_SYN_ACK, x.synNanos, false);
        } else if (y.is(Endpoint.SYN_ACK_SEEN)) {
            enter(TcpState.SYN_SENT, c.firstNanos, true); // its SYN must have been before the capture, or lost by it
        } else if (x.establishedNanos != NEVER) {
            enter(TcpState.ESTABLISHED, x.establishedNanos, true);
            return;
        }
        if (x.establishedNanos != NEVER) {
            boolean passive = x.is(Endpoint.SYN_ACK_SEEN);
            // That the ACK arrived shows only when x sends something that is no longer a SYN-ACK.
            apply(
                    passive ? RCV_ACK_OF_SYN : RCV_SYN_ACK,
                    x.establishedNanos,
                    passive && x.lastSentNanos <= x.establishedNanos);
        }
    }

    /**
     * The FINs and their acknowledgements, at most three events.
     *
     * @param closerUnknown whether the peer may have sent a FIN before, so that the own one may have led to LAST_ACK
     */
    private void closing(Endpoint x, Endpoint y, boolean closerUnknown) {
        long sent = x.finNanos;
        long acked = x.finAckedNanos;
        long received = x.finReceivedNanos;
        if (received != NEVER && x.closedAfter(y)) {
            apply(RCV_FIN, received, false);
            received = NEVER;
        }
        if (sent != NEVER) {
            apply(SND_FIN, Math.max(sent, enters[count - 1]), closerUnknown);
        }
        // One segment that is both FIN and ACK: the ACK is applied first (RFC 9293, Figure 5, Note 2).
        boolean ackFirst =
                acked != NEVER && (received == NEVER || acked < received || (acked == received && y.closedAfter(x)));
        if (ackFirst) {
            apply(RCV_ACK_OF_FIN, acked, true);
        }
        if (received != NEVER) {
            apply(RCV_FIN, received, false);
        }
        if (acked != NEVER && !ackFirst) {
            apply(RCV_ACK_OF_FIN, acked, true);
        }
    }

    private void apply(TcpEvent event, long atNanos, boolean isInferred) {
        TcpState next = state.next(event);
        if (next != state) {
            enter(next, atNanos, isInferred);
        }
    }

    private void enter(TcpState next, long atNanos, boolean isInferred) {
        state = next;
        states[count] = next;
        enters[count] = count > 0 ? Math.max(atNanos, enters[count - 1]) : atNanos;
        inferred[count] = isInferred;
        count++;
    }
}
