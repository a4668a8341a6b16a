package io.finwait.finding.teardown;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;
import java.util.function.Consumer;

/**
 * A side had to send its FIN more than once. Copies are known by where the FIN ends, never by where the segment begins: Linux
 * repeats a lost tail as data and FIN in one segment.
 */
public final class FinRetransmitted implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("fin-retransmitted", "A FIN had to be sent more than once", Severity.MEDIUM);

    /** A close that one loss probe or one retransmission mended this soon delays nobody. */
    private static final long MENDED_SOON_NANOS = 1_000_000_000L;

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
        List<Milestone> copies = life.milestones().stream()
                .filter(m -> m.from() == role && m.isFin() && m.end() == finEnd && !m.is(Milestone.STRAY))
                .toList();
        if (copies.size() < 2) {
            return; // The log does not hold them: it keeps the first and the last segments that matter.
        }
        Milestone first = copies.get(0);
        Milestone last = copies.get(copies.size() - 1);
        List<Milestone> answers = life.milestones().stream()
                .filter(m -> m.from() != role && acknowledges(m, finEnd))
                .toList();
        long earlyFrame = answers.stream()
                .filter(m -> m.frame() > first.frame() && m.frame() < last.frame())
                .mapToLong(Milestone::frame)
                .findFirst()
                .orElse(-1);
        long ackedNanos = life.side(role).finAckedNanos();
        boolean mendedSoon = ackedNanos != Life.NEVER && ackedNanos - first.timeNanos() < MENDED_SOON_NANOS;
        boolean onlyOnce = life.side(role).finRetransmissions() == 1;
        String message = message(life, role, copies, earlyFrame);
        Finding finding = Finding.of(
                KIND,
                Confidence.CERTAIN,
                copies.stream().mapToLong(Milestone::frame).toArray(),
                () -> message);
        found.accept(onlyOnce && mendedSoon ? finding.withSeverity(Severity.LOW) : finding);
    }

    private static boolean acknowledges(Milestone m, int finEnd) {
        return m.has(TcpSegment.ACK_FLAG) && !m.is(Milestone.ICMP) && !SeqNum.after(finEnd, m.ack());
    }

    private static String message(Life life, Role role, List<Milestone> copies, long earlyFrame) {
        Milestone first = copies.get(0);
        Milestone last = copies.get(copies.size() - 1);
        int repeats = life.side(role).finRetransmissions();
        String who = role == Role.CLIENT ? "client " : "server ";
        var text = new StringBuilder("The ").append(who).append(life.address(role));
        text.append(" repeated its FIN (frame ").append(first.frame()).append(") ");
        text.append(repeats == 1 ? "once" : CountText.of(repeats, "time")).append(", ");
        text.append(repeats == 1 ? "" : "the last time ")
                .append(DurationText.of(last.timeNanos() - first.timeNanos()))
                .append(" later: ");
        if (earlyFrame >= 0) {
            return text.append("the ACK of frame ")
                    .append(earlyFrame)
                    .append(" had passed the capture point, so ACKs are lost on their way back or come too late.")
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
