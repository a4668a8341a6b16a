package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;
import static io.finwait.lifecycle.Endpoint.SYN_ACK_SEEN;
import static io.finwait.lifecycle.Endpoint.SYN_SEEN;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/** What segments tell of the opening of a connection (RFC 9293 §3.5, Figures 6 to 8). */
final class Handshake {
    private Handshake() {}

    /** {@code x} sent a SYN, with or without ACK. */
    static void syn(Connection c, TcpSegment s, Endpoint x, Endpoint y, boolean fromA) {
        if (s.has(TcpSegment.ACK_FLAG)) {
            synAck(c, s, x, y, fromA);
        } else {
            pureSyn(c, s, x, y, fromA);
        }
    }

    private static void pureSyn(Connection c, TcpSegment s, Endpoint x, Endpoint y, boolean fromA) {
        if (x.is(SYN_SEEN)) {
            x.synRetransmissions++;
            x.addCopy(x.synNanos, s.timeNanos, s.tsVal);
            return;
        }
        if (c.roleBasis != RoleBasis.SYN) { // in a simultaneous open the first SYN makes the client
            c.clientIsA = fromA;
            c.roleBasis = RoleBasis.SYN;
        }
        if (!x.is(Endpoint.BASE_KNOWN) && !y.is(SYN_SEEN) && !y.is(SYN_ACK_SEEN)) {
            // What y sent before, all without ACK, was an older incarnation's: a RST.
            c.takeBackReset();
            y.clear(Endpoint.BASE_KNOWN | Endpoint.SENT);
            y.establishedNanos = NEVER;
        }
        x.set(SYN_SEEN);
        x.synNanos = s.timeNanos;
        startNumbers(s, x);
    }

    /** Its SYN says where its numbers begin, whatever strays of an older incarnation suggested. */
    private static void startNumbers(TcpSegment s, Endpoint x) {
        x.isn = s.seq;
        x.sndNxt = s.seq;
        x.synOptions = SynOptions.of(s);
        x.synTsVal = s.tsVal;
        x.set(Endpoint.BASE_KNOWN | Endpoint.SENT);
    }

    private static void synAck(Connection c, TcpSegment s, Endpoint x, Endpoint y, boolean fromA) {
        if (!x.is(SYN_ACK_SEEN)) {
            x.set(SYN_ACK_SEEN);
            c.synAckFrame = s.frame;
            if (!x.is(SYN_SEEN)) {
                startNumbers(s, x);
            }
            if (x.is(SYN_SEEN)) {
                x.rare().synAckNanos = s.timeNanos;
            } else {
                x.synNanos = s.timeNanos;
            }
            if (c.roleBasis != RoleBasis.SYN) {
                c.clientIsA = !fromA;
                c.roleBasis = RoleBasis.SYN_ACK;
            }
            if (y.is(SYN_SEEN)) {
                long answered = y.answeredCopy(y.synNanos, s.hasTimestamps, s.tsEcr);
                answered(c, x, s.timeNanos - answered);
            }
            return;
        }
        x.synRetransmissions++;
        x.addCopy(firstSynAckNanos(x), s.timeNanos, s.tsVal);
        if (x.establishedNanos != NEVER && x.lastSentNanos <= x.establishedNanos) {
            // It repeats its SYN-ACK: the ACK that seemed to establish it was lost, or dropped by a full accept queue.
            x.establishedNanos = NEVER;
        }
    }

    /**
     * {@code x} answered a SYN or SYN-ACK, {@code nanos} after it was captured. In a simultaneous open (Figure 8) the answer of
     * either side to the SYN of the other one is its SYN-ACK.
     */
    private static void answered(Connection c, Endpoint x, long nanos) {
        if (c.roleOf(x) == Role.SERVER) {
            c.synToSynAckNanos = Math.max(0, nanos);
        } else {
            c.synAckToAckNanos = Math.max(0, nanos);
        }
    }

    /**
     * {@code x} sent a segment without SYN: if nothing was seen of its opening, it began before the capture, or its SYN-ACK was
     * not captured. A segment that does not acknowledge the SYN of {@code y} answers from an older incarnation and proves nothing.
     */
    static void withoutSyn(TcpSegment s, Endpoint x, Endpoint y) {
        if (x.establishedNanos != NEVER || x.is(SYN_SEEN) || x.is(SYN_ACK_SEEN) || y.is(SYN_ACK_SEEN)) {
            return;
        }
        boolean answersSyn = s.has(TcpSegment.ACK_FLAG) && SeqNum.after(s.ack, y.isn) && !SeqNum.after(s.ack, y.sndNxt);
        if (!y.is(SYN_SEEN) || answersSyn) {
            x.establishedNanos = s.timeNanos;
        }
    }

    /** {@code x} sent an acknowledgement: it may prove that the SYN or SYN-ACK of {@code y} arrived. */
    static void acknowledged(Connection c, TcpSegment s, Endpoint x, Endpoint y) {
        if (y.is(SYN_ACK_SEEN) && SeqNum.after(s.ack, y.isn)) {
            if (x.establishedNanos == NEVER && !x.is(SYN_ACK_SEEN)) {
                long arrived = y.answeredCopy(firstSynAckNanos(y), s.hasTimestamps, s.tsEcr);
                x.establishedNanos = Math.max(arrived, x.lastSentNanos);
                if (!Sequence.misses(x, s.seq)) { // else it is not the first that x sent since
                    answered(c, x, s.timeNanos - arrived);
                }
            }
            if (y.establishedNanos == NEVER && (!s.has(TcpSegment.SYN) || x.is(SYN_SEEN))) {
                y.establishedNanos = s.timeNanos;
            }
            boolean synAcksCross = s.has(TcpSegment.SYN) && x.is(SYN_SEEN) && y.is(Endpoint.ACKED);
            if (synAcksCross && x.establishedNanos == NEVER && SeqNum.after(y.rcvNxt, x.isn)) {
                x.establishedNanos =
                        s.timeNanos; // the SYN-ACK of y left before this one arrived, and acknowledges x's SYN
            }
        } else if (x.is(SYN_SEEN) && !y.is(SYN_ACK_SEEN) && x.establishedNanos == NEVER && !s.has(TcpSegment.SYN)) {
            x.establishedNanos = s.timeNanos; // its peer's SYN-ACK was not captured
        }
    }

    /** When the client sent the SYN that was answered; its first one if no answer was seen. */
    static long acceptedSynNanos(Connection c) {
        Endpoint server = c.end(Role.SERVER);
        return c.synToSynAckNanos < 0 || !server.is(SYN_ACK_SEEN)
                ? c.end(Role.CLIENT).synNanos
                : firstSynAckNanos(server) - c.synToSynAckNanos;
    }

    private static long firstSynAckNanos(Endpoint x) {
        long crossed = x.rare == null ? NEVER : x.rare.synAckNanos;
        return crossed == NEVER ? x.synNanos : crossed;
    }
}
