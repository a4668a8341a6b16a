package io.finwait.finding.path;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** RSTs with numbers that their receiver does not take: somebody guesses. */
public final class BlindRstAttempts implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("blind-rst-attempts", "RSTs with wrong numbers tried to end a connection", Severity.MEDIUM);

    /** From so many different numbers on it is probing, no accident. */
    private static final int PROBING = 3;

    /** A challenge ACK answers at once. */
    private static final long ANSWER_NANOS = 2_000_000_000L;

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
        if (life.kind() == CloseKind.REFUSED || life.has(Trait.ONE_SIDED | Trait.LOST_BY_CAPTURE | Trait.MIDSTREAM)) {
            return;
        }
        for (Role role : Role.values()) {
            List<Milestone> wrong = Segments.of(life, role, m -> isWrong(life, m));
            Milestone challenge = wrong.stream()
                    .map(rst -> challenge(life, rst))
                    .filter(ack -> ack != null)
                    .findFirst()
                    .orElse(null);
            if (!wrong.isEmpty() && challenge != null) {
                found.accept(finding(life, role, wrong, challenge));
            }
        }
    }

    /** Whether its number is none that its sender stood at, and its sender went on afterwards from where it had been. */
    private static boolean isWrong(Life life, Milestone rst) {
        if (!rst.isRst() || rst.has(TcpSegment.ACK_FLAG)) {
            return false;
        }
        Milestone next = Forgery.contradiction(life, rst);
        boolean closed =
                life.side(rst.from()).sentFin() && life.side(rst.from()).finNanos() <= rst.timeNanos();
        return next != null && !closed && rst.seq() != next.seq() && (rst.is(Milestone.BEYOND) || isOld(life, rst));
    }

    /** Before everything that this incarnation's sender can have sent. */
    private static boolean isOld(Life life, Milestone rst) {
        return SeqNum.before(rst.seq(), life.side(rst.from()).isn());
    }

    private static @Nullable Milestone challenge(Life life, Milestone rst) {
        return Segments.first(
                life,
                rst.from().peer(),
                m -> m.frame() > rst.frame() && m.isPureAck() && m.timeNanos() - rst.timeNanos() <= ANSWER_NANOS);
    }

    private static Finding finding(Life life, Role role, List<Milestone> wrong, Milestone challenge) {
        String who = Segments.name(life, role);
        String peer = Segments.word(role.peer());
        long different = wrong.stream().mapToInt(Milestone::seq).distinct().count();
        long first = wrong.get(0).frame();
        int count = wrong.size();
        String atLeast = life.milestonesLeftOut() == 0 ? "" : "At least ";
        boolean otherTtl = wrong.stream().allMatch(m -> Forgery.hasOtherTtl(life, m));
        long[] frames = new long[count + 1];
        for (int i = 0; i < count; i++) {
            frames[i] = wrong.get(i).frame();
        }
        frames[count] = challenge.frame();
        Finding finding = Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(frames),
                () -> atLeast + CountText.of(count, "RST") + " in the name of the " + who + " (first in frame " + first
                        + ") had numbers that it never stood at; the " + peer + " challenged (frame "
                        + challenge.frame()
                        + ") and the connection went on"
                        + (otherTtl ? ". Their TTL is not that host's." : "."));
        return different >= PROBING ? finding.withSeverity(Severity.HIGH) : finding;
    }
}
