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
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A side had to send its FIN more than once. Copies are known by where the FIN ends, never by where the segment begins: Linux
 * repeats a lost tail as data and FIN in one segment.
 */
public final class FinRetransmitted implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("fin-retransmitted", "A FIN had to be sent more than once", Severity.MEDIUM);

    /** A close that one loss probe or one retransmission mended this soon delays nobody. */
    private static final long MENDED_SOON_NANOS = 1_000_000_000L;

    /** An ACK of a FIN takes a round trip to the capture point and back, and is not put off. */
    private static final long ANSWER_NANOS = 200_000_000L;

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
        for (Role role : Role.values()) {
            Life.Side side = life.side(role);
            if (side.finRetransmissions() > 0 && side.sentFin()) {
                examine(life, role, found);
            }
        }
    }

    private static void examine(Life life, Role role, Consumer<Finding> found) {
        int finEnd = life.side(role).finEnd();
        Milestone answer = answerToPeersFin(life, role);
        List<Milestone> copies = life.milestones().stream()
                .filter(m -> m.from() == role && m.isFin() && m.end() == finEnd && !m.is(Milestone.STRAY))
                .filter(m -> !m.equals(answer))
                .toList();
        if (copies.size() < 2) {
            return; // one was an answer, or the log, which keeps the first and the last, does not hold them
        }
        Milestone first = copies.get(0);
        Milestone last = copies.get(copies.size() - 1);
        Milestone early = Segments.first(
                life,
                role.peer(),
                m -> Segments.acknowledges(m, finEnd) && m.frame() > first.frame() && m.frame() < last.frame());
        int repeats = life.side(role).finRetransmissions();
        long ackedNanos = life.side(role).finAckedNanos();
        boolean mendedSoon = ackedNanos != Life.NEVER && ackedNanos - first.timeNanos() < MENDED_SOON_NANOS;
        String message = message(life, role, copies, repeats, early);
        Finding finding = Finding.of(
                KIND,
                Confidence.CERTAIN,
                copies.stream().mapToLong(Milestone::frame).toArray(),
                () -> message);
        found.accept(repeats == 1 && mendedSoon ? finding.withSeverity(Severity.LOW) : finding);
    }

    /**
     * A copy of the FIN that is no repetition: BSD and its heirs set FIN in the ACK of a FIN that crossed their own
     * (tcp_output in CLOSING), where Linux sends an ACK alone.
     */
    private static @Nullable Milestone answerToPeersFin(Life life, Role role) {
        Milestone own = Segments.firstFin(life, role);
        Milestone peers = Segments.firstFin(life, role.peer());
        if (own == null || peers == null) {
            return null;
        }
        Milestone ack = Segments.firstAck(life, role, peers.end(), peers.frame());
        return ack != null
                        && ack.isFin()
                        && ack.end() == own.end()
                        && ack.frame() > own.frame()
                        && ack.timeNanos() - peers.timeNanos() < ANSWER_NANOS
                ? ack
                : null;
    }

    private static String message(
            Life life, Role role, List<Milestone> copies, int repeats, @Nullable Milestone early) {
        Milestone first = copies.get(0);
        Milestone last = copies.get(copies.size() - 1);
        String who = role == Role.CLIENT ? "client " : "server ";
        var text = new StringBuilder("The ").append(who).append(life.address(role));
        text.append(" repeated its FIN (frame ").append(first.frame()).append(") ");
        text.append(repeats == 1 ? "once" : CountText.of(repeats, "time")).append(", ");
        text.append(repeats == 1 ? "" : "the last time ")
                .append(DurationText.of(last.timeNanos() - first.timeNanos()))
                .append(" later: ");
        if (early != null) {
            boolean further = SeqNum.after(early.ack(), life.side(role).finEnd());
            return text.append("the ACK of frame ")
                    .append(early.frame())
                    .append(
                            further
                                    ? " acknowledges more than that, so the peer takes the FIN for something old."
                                    : " had passed the capture point, so ACKs are lost on their way back or come too late.")
                    .toString();
        }
        text.append("no ACK of it had been seen by then; ");
        long ackedNanos = life.side(role).finAckedNanos();
        if (ackedNanos == Life.NEVER) {
            text.append(afterwards(life, role, first.frame()));
        } else {
            text.append("it was acknowledged ")
                    .append(DurationText.of(ackedNanos - first.timeNanos()))
                    .append(" after it was first sent.");
        }
        return text.toString();
    }

    /** What the peer did instead of acknowledging the FIN of {@code firstFrame}. */
    private static String afterwards(Life life, Role role, long firstFrame) {
        return life.milestones().stream()
                .filter(m -> m.from() != role && m.isRst() && m.frame() > firstFrame)
                .findFirst()
                .map(rst -> "the peer answered with RST (frame " + rst.frame() + ").")
                .orElse("none was seen after that either.");
    }
}
