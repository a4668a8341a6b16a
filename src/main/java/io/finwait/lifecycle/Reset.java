package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.ACKED;
import static io.finwait.lifecycle.Endpoint.BASE_KNOWN;
import static io.finwait.lifecycle.Endpoint.FIN_SEEN;
import static io.finwait.lifecycle.Endpoint.NEVER;
import static io.finwait.lifecycle.Endpoint.SENT;
import static io.finwait.lifecycle.Endpoint.SYN_SEEN;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/** Which RST ends a connection (RFC 9293 §3.10.7, RFC 5961 §3). */
final class Reset {
    /** Beyond the round trip of the handshake, segments may have been queued on the way for so long. */
    private static final long IN_FLIGHT_NANOS = 200_000_000;

    private Reset() {}

    /** A RST that names {@code x} as its sender. */
    static void segment(Connection c, TcpSegment s, Endpoint x, Endpoint y, boolean fromA) {
        if (c.wasReset()) {
            return;
        }
        boolean answersSyn = isAttempt(x, y);
        if (answersSyn ? !refuses(s, y) : !acceptable(s, x, y)) {
            return;
        }
        if (isAttempt(y, x) && s.seq != x.sndNxt) {
            return; // in SYN-SENT it answers an ACK of an older incarnation, with that one's number
        }
        if (isOver(x, y) && !endsTimeWait(s, x, y)) {
            return; // both FINs are acknowledged: there is nothing left to reset
        }
        c.refused = answersSyn;
        c.resetNanos = s.timeNanos;
        c.resetByA = fromA;
        if (!isOver(x, y)) {
            c.closing(s.timeNanos); // one that only ends TIME_WAIT comes long after the close
        }
        boolean acknowledgesFin = y.is(FIN_SEEN) && s.has(TcpSegment.ACK_FLAG) && s.ack == y.finEnd;
        if (acknowledgesFin && x.is(SENT) && x.finNanos == NEVER && x.finReceivedNanos == NEVER) {
            Teardown.received(s, x, y); // it was in CLOSE_WAIT when it gave up
        }
        if (!x.is(SENT) && !answersSyn) {
            x.isn = s.seq - 1;
            x.sndNxt = s.seq;
            x.set(SENT | BASE_KNOWN);
        }
        if (!y.is(BASE_KNOWN) && s.has(TcpSegment.ACK_FLAG)) {
            y.isn = s.ack - 1;
            y.set(BASE_KNOWN);
        }
    }

    private static boolean isAttempt(Endpoint x, Endpoint y) {
        return y.is(SYN_SEEN) && y.establishedNanos == NEVER && !x.is(SENT);
    }

    /** In SYN-SENT a RST counts only if it acknowledges the SYN (§3.10.7.3), with or without the data it carried. */
    private static boolean refuses(TcpSegment s, Endpoint y) {
        return s.has(TcpSegment.ACK_FLAG) && SeqNum.after(s.ack, y.isn) && !SeqNum.after(s.ack, y.sndNxt);
    }

    /**
     * Whether {@code y} takes it: at RCV.NXT exactly (RFC 5961 §3.2). RCV.NXT lies between what y has acknowledged and what x has
     * sent; where neither is known the RST gets the benefit of the doubt.
     */
    private static boolean acceptable(TcpSegment s, Endpoint x, Endpoint y) {
        if (y.is(ACKED)) {
            return s.seq == y.rcvNxt || (x.is(SENT) && SeqNum.after(s.seq, y.rcvNxt) && !SeqNum.after(s.seq, x.sndNxt));
        }
        return !x.is(SENT) || s.seq == x.sndNxt;
    }

    private static boolean isOver(Endpoint x, Endpoint y) {
        return x.finAckedNanos != NEVER && y.finAckedNanos != NEVER;
    }

    /** Either kills the peer's TIME_WAIT (RFC 1337) or shows that the own one is gone already. */
    private static boolean endsTimeWait(TcpSegment s, Endpoint x, Endpoint y) {
        return y.reachesTimeWait(x) && s.seq == y.rcvNxt;
    }

    /**
     * {@code x} goes on sending although a RST seemed to end the connection, later than anything that could have been on its way:
     * it did not take that RST.
     */
    static void contradictedBy(Connection c, TcpSegment s, boolean fromA) {
        boolean fromReceiver = c.wasReset() && c.resetByA != fromA;
        if (fromReceiver
                && s.payloadLength > 0
                && s.timeNanos - c.resetNanos > c.handshakeRoundTripNanos() + IN_FLIGHT_NANOS) {
            c.takeBackReset();
        }
    }
}
