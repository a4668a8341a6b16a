package io.finwait.finding.teardown;

import io.finwait.decode.SeqNum;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A FIN came so late that the side that had closed first knew nothing of the connection any more. */
public final class FinWait2Expired implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "fin-wait-2-expired", "The first closer had given up FIN_WAIT_2 when the other FIN came", Severity.MEDIUM);

    /** No orphan timer that anybody sets is shorter; sooner than this, the socket was never kept. */
    private static final long LEAST_TIMER_NANOS = 1_500_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.RST_SEEN;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        for (Role closer : Role.values()) {
            Reply reply = Reply.of(life, closer);
            Milestone late = Segments.firstFin(life, closer.peer());
            if (reply != null && late != null && isAnswered(life, reply, late)) {
                found.accept(finding(life, reply, late));
            }
        }
    }

    private static boolean isAnswered(Life life, Reply reply, Milestone late) {
        Life.Side closer = life.side(reply.closer());
        return closer.finAckedNanos() != Life.NEVER
                && late.frame() > reply.fin().frame()
                && reply.rst().frame() > late.frame()
                && reply.rst().isStatelessRst()
                && reply.rst().seq() == late.ack()
                && SeqNum.atOrAfter(late.ack(), closer.finEnd())
                && late.payloadLength() == 0
                && reply.lostBytes() == 0
                && SeqNum.before(closer.rcvNxt(), late.end());
    }

    private static Finding finding(Life life, Reply reply, Milestone late) {
        String closer = Segments.name(life, reply.closer());
        String peer = Segments.name(life, reply.closer().peer());
        long age = Math.max(0, late.timeNanos() - life.side(reply.closer()).finAckedNanos());
        long fin = reply.fin().frame();
        long rst = reply.rst().frame();
        String cause = age < LEAST_TIMER_NANOS
                ? "too soon for any timer: no socket was kept (tcp_max_tw_buckets reached, TCP_LINGER2 below 0,"
                        + " or ss -K or Android destroyed it)"
                : "its orphan timer (net.ipv4.tcp_fin_timeout) is not longer than that";
        boolean repeated = life.side(reply.closer().peer()).finRetransmissions() > 0;
        return Finding.of(
                KIND,
                repeated ? Confidence.LIKELY : Confidence.STRONG,
                Segments.frames(fin, late.frame(), rst),
                () -> "The " + closer + " closed first (frame " + fin + ") and answered the FIN of the " + peer
                        + " (frame "
                        + late.frame() + ") with RST (frame " + rst + "), " + DurationText.of(age)
                        + " after its own FIN had been acknowledged: it had left FIN_WAIT_2, " + cause
                        + (repeated
                                ? ". Or an ACK of that FIN was lost before this point, and TIME_WAIT was gone."
                                : "."));
    }
}
