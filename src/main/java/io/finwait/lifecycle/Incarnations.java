package io.finwait.lifecycle;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/**
 * Which incarnation of a 4-tuple a segment belongs to: by its numbers, not by its time (a late FIN of the old one may follow
 * the new one's SYN, and a SYN may be answered with the old one's numbers).
 */
final class Incarnations {
    /** Who has sent more than this may send numbers that look like ones before its ISN. */
    private static final int NEAR_ISN = 1 << 30;

    private Incarnations() {}

    static boolean isPureSyn(TcpSegment s) {
        return s.has(TcpSegment.SYN) && !s.has(TcpSegment.ACK_FLAG);
    }

    /** Whether a pure SYN of {@code x} starts another connection: it carries another ISN than the one on record (as Wireshark decides). */
    static boolean startsAnother(TcpSegment s, Endpoint x) {
        return x.is(Endpoint.BASE_KNOWN) && s.seq != x.isn;
    }

    /** Whether {@code c} is no more than a SYN: unanswered, or refused. */
    static boolean isAttempt(Connection c) {
        return c.phase == Phase.ATTEMPT || c.refused;
    }

    /** Whether a segment without a new ISN belongs to the attempt {@code c} rather than to {@code previous}, the incarnation before it. */
    static boolean belongsToAttempt(Connection c, Connection previous, TcpSegment s, boolean fromA) {
        Endpoint opener = c.clientIsA ? c.a : c.b;
        if (fromA == c.clientIsA) {
            return s.seq == (s.has(TcpSegment.SYN) ? opener.isn : opener.sndNxt);
        }
        if (isPureSyn(s)) { // simultaneous open, unless it is the old one's SYN once more
            return startsAnother(s, fromA ? previous.a : previous.b);
        }
        boolean acknowledgesSyn =
                s.has(TcpSegment.ACK_FLAG) && SeqNum.after(s.ack, opener.isn) && !SeqNum.after(s.ack, opener.sndNxt);
        return acknowledgesSyn && (s.has(TcpSegment.SYN) || s.has(TcpSegment.RST));
    }

    /**
     * Whether a segment of {@code x} comes from an older incarnation that is not known any more: it lies before the ISN, has
     * another ISN, or is an ACK with other numbers in answer to a SYN (challenge ACK of a socket that still lives, RFC 5961 §4, or of TIME_WAIT).
     */
    static boolean isStray(TcpSegment s, Endpoint x, Endpoint y) {
        if (s.has(TcpSegment.RST)) {
            return false;
        }
        if (s.has(TcpSegment.SYN)) {
            return x.is(Endpoint.BASE_KNOWN) && s.seq != x.isn;
        }
        if (x.is(Endpoint.SYN_SEEN) || x.is(Endpoint.SYN_ACK_SEEN)) {
            return x.payloadBytes < NEAR_ISN && SeqNum.before(s.seq, x.isn);
        }
        boolean synUnanswered = y.is(Endpoint.SYN_SEEN) && y.establishedNanos == Endpoint.NEVER && !x.is(Endpoint.SENT);
        boolean plainAck = s.has(TcpSegment.ACK_FLAG) && s.segLen() == 0;
        return synUnanswered && plainAck && (!SeqNum.after(s.ack, y.isn) || SeqNum.after(s.ack, y.sndNxt));
    }
}
