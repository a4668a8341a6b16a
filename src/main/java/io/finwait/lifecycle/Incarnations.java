package io.finwait.lifecycle;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/**
 * Which incarnation of a 4-tuple a segment belongs to: by its numbers, not by its time (a late FIN of the old one may follow
 * the new one's SYN, and a SYN may be answered with the old one's numbers).
 */
final class Incarnations {
    private Incarnations() {}

    /** Whether a pure SYN of {@code x} starts another connection: it carries another ISN than the one on record (as Wireshark decides). */
    static boolean startsAnother(TcpSegment s, Endpoint x) {
        return x.is(Endpoint.BASE_KNOWN) && s.seq != x.isn;
    }

    /** Whether {@code c} is no more than a SYN: unanswered, or refused. */
    static boolean isAttempt(Connection c) {
        return c.phase == Phase.ATTEMPT || c.refused;
    }

    /** Whether a segment without a new ISN belongs to the attempt {@code c} rather than to the incarnation before it. */
    static boolean belongsToAttempt(Connection c, TcpSegment s, boolean fromA) {
        Endpoint opener = c.clientIsA ? c.a : c.b;
        if (fromA == c.clientIsA) {
            return s.has(TcpSegment.RST) ? s.seq == opener.sndNxt : s.has(TcpSegment.SYN) && s.seq == opener.isn;
        }
        boolean acknowledgesSyn =
                s.has(TcpSegment.ACK_FLAG) && SeqNum.after(s.ack, opener.isn) && !SeqNum.after(s.ack, opener.sndNxt);
        return acknowledgesSyn && (s.has(TcpSegment.SYN) || s.has(TcpSegment.RST));
    }
}
