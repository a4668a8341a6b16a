package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.ACKED;
import static io.finwait.lifecycle.Endpoint.FIN_HAS_ACK;
import static io.finwait.lifecycle.Endpoint.FIN_SEEN;
import static io.finwait.lifecycle.Endpoint.NEVER;
import static io.finwait.lifecycle.Endpoint.SYN_ACK_SEEN;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/** What segments tell of the closing of a connection (RFC 9293 §3.6, Figures 12 and 13). */
final class Teardown {
    /** An ACK of a FIN takes a round trip to the capture point and back, and is not put off. */
    private static final long ANSWER_NANOS = 200_000_000L;

    private Teardown() {}

    /** {@code x} sent a FIN: the first one, or a copy, which may carry data that the first did not. */
    static void fin(Connection c, TcpSegment s, Endpoint x, Endpoint y) {
        if (x.establishedNanos == NEVER && !x.is(SYN_ACK_SEEN)) {
            return; // before the SYN is answered there is nothing to close
        }
        int end = s.end();
        if (!x.is(FIN_SEEN)) {
            if (y.is(ACKED) && SeqNum.before(end, y.rcvNxt)) {
                return; // an old number: a FIN that stood there would have been the end of what y acknowledges
            }
            firstFin(c, s, x, y, end);
        } else if (end == x.finEnd) {
            repeatedFin(c, s, x, y);
        }
    }

    private static void firstFin(Connection c, TcpSegment s, Endpoint x, Endpoint y, int end) {
        x.set(FIN_SEEN);
        x.finEnd = end;
        x.finNanos = s.timeNanos;
        x.forgetCopies();
        x.finAck = s.ack;
        x.set(FIN_HAS_ACK);
        if (c.firstFinFrame < 0) {
            c.firstFinFrame = s.frame;
        }
        if (y.is(ACKED) && y.rcvNxt == end) {
            acknowledgedBefore(s, x, y);
        }
        c.closing(x.finNanos);
    }

    /** The first copy of its FIN in the file stands behind the acknowledgement of it. */
    private static void acknowledgedBefore(TcpSegment s, Endpoint x, Endpoint y) {
        long by = y.closedAfter(x) ? y.finNanos : y.lastSentNanos;
        if (s.timeNanos <= by) { // the file is out of order
            y.finReceivedNanos = s.timeNanos;
            x.finAckedNanos = by;
        } else { // an earlier copy was not captured, and what it acknowledged is not known
            y.finReceivedNanos = by;
            x.finNanos = by;
            x.clear(FIN_HAS_ACK);
        }
    }

    private static void repeatedFin(Connection c, TcpSegment s, Endpoint x, Endpoint y) {
        x.addCopy(x.finNanos, s.timeNanos, s.tsVal);
        c.closing(s.timeNanos);
        if (answersCrossingFin(s, y)) {
            return; // it repeats nothing, and says nothing about the ACK of the first one
        }
        x.finRetransmissions++;
        boolean knewOfAck = y.is(FIN_SEEN) && x.finReceivedNanos != NEVER && x.finReceivedNanos > x.finAckedNanos;
        if (x.finAckedNanos != NEVER && !knewOfAck && s.timeNanos - x.finAckedNanos > c.handshakeRoundTripNanos()) {
            // It repeats what had been acknowledged longer ago than a round trip: that ACK did not arrive.
            x.finAckedNanos = NEVER;
        }
    }

    /**
     * Whether {@code s}, a copy of its sender's FIN, is the ACK of {@code y}'s: BSD and its heirs set FIN in the ACK of a FIN that
     * crossed their own (tcp_output in CLOSING), where Linux sends an ACK alone.
     */
    private static boolean answersCrossingFin(TcpSegment s, Endpoint y) {
        boolean acknowledgesIt = y.is(FIN_SEEN) && y.finAckedNanos == s.timeNanos;
        return acknowledgesIt && s.timeNanos - y.finNanos < ANSWER_NANOS;
    }

    /** {@code x} sent an acknowledgement: it may cover the FIN of {@code y}. */
    static void acknowledged(Connection c, TcpSegment s, Endpoint x, Endpoint y) {
        if (!y.is(FIN_SEEN) || SeqNum.before(s.ack, y.finEnd)) {
            return;
        }
        boolean first = x.finReceivedNanos == NEVER;
        if (first) {
            received(s, x, y);
        }
        if (y.finAckedNanos == NEVER) {
            y.finAckedNanos = s.timeNanos;
            c.closing(s.timeNanos);
        }
        if (x.reachesTimeWait(y)) {
            // In TIME_WAIT the latest copy is answered, and starts the timer again; TSecr stays that of the copy
            // received first.
            long latest = y.latestCopy(y.finNanos);
            boolean earlierAnswerIsLost = latest - x.finReceivedNanos > c.handshakeRoundTripNanos();
            if (!first || earlierAnswerIsLost) {
                rearm(x, latest);
            }
        }
    }

    /** {@code x} sent a segment that acknowledges the FIN of {@code y}. */
    static void received(TcpSegment s, Endpoint x, Endpoint y) {
        long arrived = y.answeredCopy(y.finNanos, s.hasTimestamps, s.tsEcr);
        // What x sent in between acknowledged less: it left before the FIN arrived.
        x.finReceivedNanos = Math.max(arrived, x.lastSentNanos);
    }

    /** {@code x} sent a segment without FIN after its FIN. */
    static void afterFin(TcpSegment s, Endpoint x, Endpoint y) {
        if (SeqNum.before(s.seq, x.finEnd) && s.payloadLength > 0) {
            // What was missing before its FIN: only with this could the FIN be received.
            x.addCopy(x.finNanos, s.timeNanos, s.tsVal);
        }
        boolean inSequence = s.payloadLength == 0 && y.is(ACKED) && s.seq == y.rcvNxt && s.seq == x.finEnd;
        if (inSequence && y.reachesTimeWait(x) && s.timeNanos > y.timeWaitNanos()) {
            rearm(y, s.timeNanos); // Linux, tcp_timewait_state_process: a pure ACK in sequence starts the timer again
        }
    }

    private static void rearm(Endpoint holder, long atNanos) {
        if (atNanos > holder.timeWaitArmedNanos()) {
            Endpoint.Rare rare = holder.rare();
            rare.rearmedNanos = atNanos;
            rare.rearmed++;
        }
    }
}
