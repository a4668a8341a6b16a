package io.finwait.finding.timewait;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a close as the side saw it that closed first: its ACK of the peer's FIN, the copies of that FIN that came nevertheless, and
 * what it said to them.
 *
 * @param closer who closed first and {@code fin} its FIN
 * @param first its first ACK of the peer's FIN
 * @param copies copies of the peer's FIN after that
 * @param answers its ACKs of those copies
 * @param reset the RST with which it answered the last copy; null if there is none
 * @param peerReset an earlier RST of the peer, at the number that the closer expected; null if there is none
 */
record LastAck(
        Role closer,
        Milestone fin,
        Milestone first,
        List<Milestone> copies,
        List<Milestone> answers,
        @Nullable Milestone reset,
        @Nullable Milestone peerReset) {

    /** Null where the packets do not show {@code closer} to have closed first and to have acknowledged the peer's FIN. */
    static @Nullable LastAck of(Life life, Role closer) {
        Life.Side x = life.side(closer);
        Life.Side y = life.side(other(closer));
        ActiveCloser active = life.activeCloser();
        boolean closedFirst = active == ActiveCloser.SIMULTANEOUS
                || active == (closer == Role.CLIENT ? ActiveCloser.CLIENT : ActiveCloser.SERVER);
        if (!closedFirst || !x.sentFin() || !y.sentFin()) {
            return null;
        }
        return of(life.milestones(), closer, x.finEnd(), y.finEnd());
    }

    private static @Nullable LastAck of(List<Milestone> milestones, Role closer, int finEnd, int peerFinEnd) {
        Milestone fin = null;
        Milestone first = null;
        Milestone reset = null;
        Milestone peerReset = null;
        var copies = new ArrayList<Milestone>();
        var answers = new ArrayList<Milestone>();
        boolean closed = false;
        boolean unanswered = false;
        for (Milestone m : milestones) {
            if (m.is(Milestone.ICMP) || m.is(Milestone.STRAY)) {
                continue;
            }
            if (m.from() == closer) {
                fin = fin == null && m.isFin() && m.end() == finEnd ? m : fin;
                if (acknowledges(m, peerFinEnd)) {
                    first = first == null ? m : first;
                    if (unanswered) {
                        answers.add(m);
                        unanswered = false;
                    }
                } else if (m.isRst() && !copies.isEmpty() && reset == null) {
                    reset = m;
                }
            } else {
                closed |= m.has(TcpSegment.ACK_FLAG) && !m.isRst() && fin != null && SeqNum.atOrAfter(m.ack(), finEnd);
                if (first != null && reset == null && m.isFin() && m.end() == peerFinEnd) {
                    copies.add(m);
                    unanswered = true;
                } else if (first != null && peerReset == null && m.isRst() && m.seq() == peerFinEnd) {
                    peerReset = m;
                }
            }
        }
        return fin == null || first == null || !closed
                ? null
                : new LastAck(closer, fin, first, copies, answers, reset, peerReset);
    }

    private static boolean acknowledges(Milestone m, int peerFinEnd) {
        return m.has(TcpSegment.ACK_FLAG) && !m.isRst() && SeqNum.atOrAfter(m.ack(), peerFinEnd);
    }

    static Role other(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }

    Role peer() {
        return other(closer);
    }

    /** The latest ACK of the peer's FIN before {@code segment}. */
    Milestone lastBefore(Milestone segment) {
        Milestone latest = first;
        for (Milestone answer : answers) {
            if (answer.frame() < segment.frame()) {
                latest = answer;
            }
        }
        return latest;
    }

    Milestone lastCopy() {
        return copies.get(copies.size() - 1);
    }
}
