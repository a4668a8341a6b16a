package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.ACKED;
import static io.finwait.lifecycle.Endpoint.BASE_KNOWN;
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
        } else if (gap < 0 && x.rare != null && x.rare.holes != null) {
            x.payloadBytes += x.rare.holes.fill(s.seq, x.sndNxt); // it repeats what was missing together with new data
        }
        x.payloadBytes += Math.min(ahead - (s.has(TcpSegment.FIN) ? 1 : 0), s.payloadLength);
        x.sndNxt = end;
        return true;
    }

    /** A segment with nothing beyond what was seen: it fills a hole, or probes, or repeats. */
    private static void repeated(TcpSegment s, Endpoint x, Endpoint y, int ahead) {
        Holes holes = x.rare == null ? null : x.rare.holes;
        if (holes != null && fills(s, x, holes) || s.payloadLength == 0) {
            return;
        }
        boolean acknowledgedBefore = y.is(ACKED) && SeqNum.atOrAfter(y.rcvNxt, s.end());
        // One octet at the end is a keep-alive or a probe of the closed window (RFC 9293 §3.8.4 and §3.8.6.1).
        boolean probe = s.payloadLength == 1 && ahead == 0 && (acknowledgedBefore || y.is(WINDOW_CLOSED));
        if (!probe) {
            x.retransmissions++;
        }
    }

    /** Whether it, or its FIN, which has a number too, was missing. */
    private static boolean fills(TcpSegment s, Endpoint x, Holes holes) {
        int finAt = s.has(TcpSegment.FIN) ? s.end() - 1 : s.end();
        int data = holes.fill(finAt - s.payloadLength, finAt);
        x.payloadBytes += data;
        return data + holes.fill(finAt, s.end()) > 0;
    }

    private static void openHole(Endpoint x, int from, int to) {
        Endpoint.Rare rare = x.rare();
        Holes holes = rare.holes;
        if (holes == null) {
            holes = new Holes();
            rare.holes = holes;
        }
        holes.open(from, to);
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

    /** Whether something that {@code x} sent before {@code number} was not captured so far. */
    static boolean misses(Endpoint x, int number) {
        Holes holes = x.rare == null ? null : x.rare.holes;
        return holes != null && holes.anyBefore(number);
    }

    /** Whether {@code x} had something acknowledged that the capture does not hold. */
    static boolean lost(Endpoint x, Endpoint y) {
        return y.is(ACKED) && misses(x, y.rcvNxt);
    }
}
