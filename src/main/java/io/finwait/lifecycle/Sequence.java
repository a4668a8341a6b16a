package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.ACKED;
import static io.finwait.lifecycle.Endpoint.BASE_KNOWN;
import static io.finwait.lifecycle.Endpoint.LOST;
import static io.finwait.lifecycle.Endpoint.SENT;
import static io.finwait.lifecycle.Endpoint.WINDOW_CLOSED;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/** Where the sequence numbers of both ends stand: what was sent, what was acknowledged, what the capture never held. */
final class Sequence {
    /** A number further away than this from where the connection stands is not of this connection; windows end at 2^30 (RFC 7323 §2.3). */
    private static final int FAR = 1 << 30;

    private Sequence() {}

    /**
     * Counts what {@code x} sent.
     *
     * @return whether the segment lies where {@code x} may send; otherwise it is of another connection and proves nothing
     */
    static boolean sent(TcpSegment s, Endpoint x, Endpoint y) {
        int end = s.end();
        if (s.window == 0) {
            x.set(WINDOW_CLOSED);
            x.zeroWindows++;
        } else {
            x.clear(WINDOW_CLOSED);
        }
        if (!x.is(BASE_KNOWN)) {
            x.isn = s.has(TcpSegment.SYN) ? s.seq : s.seq - 1;
            x.set(BASE_KNOWN);
        }
        if (!y.is(BASE_KNOWN) && s.has(TcpSegment.ACK_FLAG)) {
            y.isn = s.ack - 1;
            y.set(BASE_KNOWN);
        }
        if (!x.is(SENT)) {
            x.sndNxt = end;
            x.payloadBytes += s.payloadLength;
            x.set(SENT);
            return true;
        }
        int ahead = SeqNum.distance(end, x.sndNxt);
        if (ahead <= -FAR || ahead >= FAR) {
            return false;
        }
        if (ahead <= 0) {
            repeated(s, x, y, ahead);
            return true;
        }
        int gap = SeqNum.distance(s.seq, x.sndNxt);
        if (gap > 0) {
            openHole(x, x.sndNxt, s.seq);
        }
        x.payloadBytes += Math.min(ahead - (s.has(TcpSegment.FIN) ? 1 : 0), s.payloadLength);
        x.sndNxt = end;
        return true;
    }

    /** A segment with nothing beyond what was seen: it fills a hole, or probes, or repeats. */
    private static void repeated(TcpSegment s, Endpoint x, Endpoint y, int ahead) {
        if (s.payloadLength == 0) {
            return;
        }
        Endpoint.Rare rare = x.rare;
        if (rare != null && rare.hole && !SeqNum.before(s.seq, rare.holeFrom) && SeqNum.before(s.seq, rare.holeTo)) {
            x.payloadBytes += s.payloadLength;
            if (s.seq == rare.holeFrom) {
                rare.holeFrom = s.end();
            } else if (SeqNum.atOrAfter(s.end(), rare.holeTo)) {
                rare.holeTo = s.seq;
            }
            rare.hole = SeqNum.before(rare.holeFrom, rare.holeTo);
            return;
        }
        boolean acknowledgedBefore = y.is(ACKED) && SeqNum.atOrAfter(y.rcvNxt, s.end());
        // One octet at the end is a keep-alive or a probe of the closed window (RFC 9293 §3.8.4 and §3.8.6.1).
        boolean probe = s.payloadLength == 1 && ahead == 0 && (acknowledgedBefore || y.is(WINDOW_CLOSED));
        if (!probe) {
            x.retransmissions++;
        }
    }

    /** Only one hole is followed; an older one that was never filled counts as lost. */
    private static void openHole(Endpoint x, int from, int to) {
        Endpoint.Rare rare = x.rare();
        if (rare.hole) {
            x.set(LOST);
        }
        rare.hole = true;
        rare.holeFrom = from;
        rare.holeTo = to;
    }

    /** Notes how far {@code x} has acknowledged what {@code y} sent. */
    static void acknowledged(TcpSegment s, Endpoint x, Endpoint y) {
        if (x.is(ACKED)) {
            int ahead = SeqNum.distance(s.ack, x.rcvNxt);
            if (ahead <= 0 || ahead >= FAR) {
                return;
            }
        }
        x.rcvNxt = s.ack;
        x.set(ACKED);
        if (!y.is(SENT)) {
            return;
        }
        int unseen = SeqNum.distance(s.ack, y.sndNxt);
        if (unseen > 0 && unseen < FAR) {
            openHole(y, y.sndNxt, s.ack);
            y.sndNxt = s.ack;
        }
    }

    /** Whether {@code x} had something acknowledged that the capture does not hold. */
    static boolean lost(Endpoint x, Endpoint y) {
        if (x.is(LOST)) {
            return true;
        }
        Endpoint.Rare rare = x.rare;
        return rare != null && rare.hole && y.is(ACKED) && SeqNum.after(y.rcvNxt, rare.holeFrom);
    }
}
