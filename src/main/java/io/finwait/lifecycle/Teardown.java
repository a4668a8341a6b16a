package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.ACKED;
import static io.finwait.lifecycle.Endpoint.FIN_HAS_ACK;
import static io.finwait.lifecycle.Endpoint.FIN_SEEN;
import static io.finwait.lifecycle.Endpoint.NEVER;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;

/** What segments tell of the closing of a connection (RFC 9293 §3.6, Figures 12 and 13). */
final class Teardown {
    private Teardown() {}

    /** {@code x} sent a FIN: the first one, or a copy, which may carry data that the first did not. */
    static void fin(Connection c, TcpSegment s, Endpoint x, Endpoint y) {
        int end = s.end();
        if (!x.is(FIN_SEEN)) {
            if (y.is(ACKED) && SeqNum.before(end, y.rcvNxt)) {
                return; // an old number: a FIN that stood there would have been the end of what y acknowledges
            }
            firstFin(c, s, x, end);
        } else if (end == x.finEnd) {
            repeatedFin(c, s, x, y);
        }
    }

    private static void firstFin(Connection c, TcpSegment s, Endpoint x, int end) {
        x.set(FIN_SEEN);
        x.finEnd = end;
        x.finNanos = s.timeNanos;
        x.forgetCopies();
        if (s.has(TcpSegment.ACK_FLAG)) {
            x.finAck = s.ack;
            x.set(FIN_HAS_ACK);
        }
        if (c.firstFinFrame < 0) {
            c.firstFinFrame = s.frame;
        }
        c.closing(s.timeNanos);
    }

    private static void repeatedFin(Connection c, TcpSegment s, Endpoint x, Endpoint y) {
        x.finRetransmissions++;
        x.addCopy(x.finNanos, s.timeNanos, s.tsVal);
        c.closing(s.timeNanos);
        boolean knewOfAck = y.is(FIN_SEEN) && x.finReceivedNanos != NEVER && x.finReceivedNanos > x.finAckedNanos;
        if (x.finAckedNanos != NEVER && !knewOfAck && s.timeNanos - x.finAckedNanos > c.handshakeRoundTripNanos()) {
            // It repeats what had been acknowledged longer ago than a round trip: that ACK did not arrive.
            x.finAckedNanos = NEVER;
        }
    }

    /** {@code x} sent an acknowledgement: it may cover the FIN of {@code y}. */
    static void acknowledged(Connection c, TcpSegment s, Endpoint x, Endpoint y) {
        if (!y.is(FIN_SEEN) || SeqNum.before(s.ack, y.finEnd)) {
            return;
        }
        if (x.finReceivedNanos == NEVER) {
            long arrived = y.answeredCopy(y.finNanos, s.hasTimestamps, s.tsEcr);
            // What x sent in between acknowledged less: it left before the FIN arrived.
            x.finReceivedNanos = Math.max(arrived, x.lastSentNanos);
        } else if (x.reachesTimeWait(y) && y.finRetransmissions > 0) {
            // Not by TSecr: a segment beyond its window does not renew what TIME_WAIT echoes (Linux,
            // tcp_timewait_state_process).
            rearm(x, y.latestCopy(y.finNanos));
        }
        if (y.finAckedNanos == NEVER) {
            y.finAckedNanos = s.timeNanos;
            c.closing(s.timeNanos);
        }
    }

    /** {@code x} sent a segment without FIN although its peer has closed. */
    static void afterFin(TcpSegment s, Endpoint x, Endpoint y) {
        if (x.is(FIN_SEEN)) {
            if (SeqNum.before(s.seq, x.finEnd) && s.payloadLength > 0) {
                // What was missing before its FIN: only with this could the FIN be received.
                x.addCopy(x.finNanos, s.timeNanos, s.tsVal);
            }
            boolean inSequence = s.payloadLength == 0 && y.is(ACKED) && s.seq == y.rcvNxt && s.seq == x.finEnd;
            if (inSequence && y.reachesTimeWait(x) && s.timeNanos > y.timeWaitNanos()) {
                rearm(y, s.timeNanos); // Linux, tcp_timewait_state_process: a pure ACK in sequence starts the timer
                // again
            }
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
