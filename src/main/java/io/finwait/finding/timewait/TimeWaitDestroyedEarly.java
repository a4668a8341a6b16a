package io.finwait.finding.timewait;

import io.finwait.decode.TcpSegment;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A FIN that had been acknowledged was sent again, and answered with RST: the TIME_WAIT that should have acknowledged it was gone. */
public final class TimeWaitDestroyedEarly implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "time-wait-destroyed-early",
            "A retransmitted FIN was answered with RST: TIME_WAIT was gone",
            Severity.MEDIUM);

    /** Timers run out a little early or late; from here on TIME_WAIT may just have ended. */
    private static final double SHARE_OF_TIME_WAIT = 0.9;

    /** A kernel answers at once; a RST later than this after the FIN answers something else. */
    private static final long ANSWERED_WITHIN_NANOS = 1_000_000_000;

    /** Routes differ by a hop at times; more says that another device sent it. */
    private static final int HOPS = 2;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.FIN_REPEATED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        if (!life.has(Trait.RST_SEEN)) {
            return;
        }
        for (Role closer : Role.values()) {
            LastAck last = LastAck.of(life, closer);
            if (last != null) {
                examine(life, last, found);
            }
        }
    }

    private static void examine(Life life, LastAck last, Consumer<Finding> found) {
        Milestone reset = last.reset();
        if (reset == null || reset.has(TcpSegment.ACK_FLAG)) {
            return; // with ACK it is a program's own RST
        }
        Milestone copy = last.lastCopy();
        Milestone ack = last.lastBefore(reset);
        boolean answersCopy = reset.seq() == copy.ack()
                && reset.timeNanos() - copy.timeNanos() <= ANSWERED_WITHIN_NANOS
                && ack.frame() < copy.frame();
        long ageNanos = reset.timeNanos() - ack.timeNanos();
        if (!answersCopy || ageNanos >= SHARE_OF_TIME_WAIT * life.assumedTimeWaitNanos(last.closer())) {
            return;
        }
        String cause = cause(life, last, reset, ack, ageNanos);
        String message = message(life, last, reset, ack, ageNanos) + cause;
        boolean sure = reset.isStatelessRst() && !isFromElsewhere(ack, reset);
        found.accept(Finding.of(
                KIND, sure ? Confidence.STRONG : Confidence.LIKELY, frames(last, reset, ack), () -> message));
    }

    private static long[] frames(LastAck last, Milestone reset, Milestone ack) {
        List<Milestone> proof = new ArrayList<>(List.of(last.fin(), last.first()));
        last.copies().stream().limit(3).forEach(proof::add);
        proof.addAll(List.of(last.lastCopy(), ack, reset));
        return proof.stream().mapToLong(Milestone::frame).sorted().distinct().toArray();
    }

    private static String message(Life life, LastAck last, Milestone reset, Milestone ack, long ageNanos) {
        String again = last.answers().isEmpty() ? "" : " last";
        return "The " + name(last.closer()) + " " + life.address(last.closer())
                + " answered the retransmitted FIN of frame "
                + last.lastCopy().frame() + " with RST (frame " + reset.frame() + "), " + DurationText.of(ageNanos)
                + " after it had" + again + " acknowledged that FIN (frame " + ack.frame() + ") and "
                + (last.answers().isEmpty() ? "entered" : "started") + " TIME_WAIT: the socket was already gone. ";
    }

    private static String cause(Life life, LastAck last, Milestone reset, Milestone ack, long ageNanos) {
        Milestone assassin = last.peerReset();
        if (assassin != null && assassin.frame() < reset.frame()) {
            return "A RST of the " + name(last.peer()) + " (frame " + assassin.frame() + ") had ended it.";
        }
        Ending ending = life.ending();
        if (ending.reason() == Ending.Reason.REUSED && ending.reusedNanos() < reset.timeNanos()) {
            return "Connection " + ending.nextId() + " had taken its port over.";
        }
        if (isFromElsewhere(ack, reset)) {
            return "The RST came with TTL " + reset.ttl() + ", the segments of the " + name(last.closer()) + " with "
                    + ack.ttl() + ": a device on the path may have answered in its place.";
        }
        return (ageNanos < ANSWERED_WITHIN_NANOS
                        ? "So soon, this fits a full TIME_WAIT table (tcp_max_tw_buckets) or a system that keeps none"
                        : "This fits a full TIME_WAIT table (tcp_max_tw_buckets), tcp_tw_recycle on kernels before 4.12, a"
                                + " restart, or a system whose TIME_WAIT is shorter")
                + "; the packets do not tell which.";
    }

    /** Linux sends what no socket sends with the TTL of the system, so only a different distance tells. */
    private static boolean isFromElsewhere(Milestone usual, Milestone reset) {
        return Math.abs(hops(usual) - hops(reset)) >= HOPS;
    }

    /** How far it had come, if it left with one of the usual TTLs. */
    private static int hops(Milestone m) {
        return m.ttl() <= 64 ? 64 - m.ttl() : m.ttl() <= 128 ? 128 - m.ttl() : 255 - m.ttl();
    }

    private static String name(Role role) {
        return role == Role.CLIENT ? "client" : "server";
    }
}
