package io.finwait.finding.timewait;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.List;
import java.util.function.Consumer;

/** A RST that the peer sent after the close hit TIME_WAIT at exactly the number that it expected, and ended it (RFC 1337). */
public final class TimeWaitAssassinated implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("time-wait-assassinated", "A RST of the peer ended TIME_WAIT early", Severity.LOW);

    /** A kernel answers at once. */
    private static final long ANSWERED_WITHIN_NANOS = 1_000_000_000;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.AFTER_CLOSE;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        if (!life.has(Trait.RST_SEEN)) {
            return;
        }
        for (Role closer : Role.values()) {
            LastAck last = LastAck.of(life, closer);
            if (last != null && last.peerReset() != null) {
                examine(life, last, last.peerReset(), found);
            }
        }
    }

    private static void examine(Life life, LastAck last, Milestone reset, Consumer<Finding> found) {
        Milestone before = last.lastBefore(reset);
        long ageNanos = reset.timeNanos() - before.timeNanos();
        long leftNanos = life.assumedTimeWaitNanos(last.closer()) - ageNanos;
        if (leftNanos <= 0 || clearsForNext(life.milestones(), last, reset)) {
            return;
        }
        String closer = last.closer() == Role.CLIENT ? "client " : "server ";
        String message = "The RST of frame " + reset.frame() + " hit the TIME_WAIT of the " + closer
                + life.address(last.closer()) + " at exactly the number that it expected, " + DurationText.of(ageNanos)
                + " after its ACK of frame " + before.frame() + ", and so ended it, if the system does as Linux does ("
                + DurationText.of(leftNanos) + " early).";
        long[] frames = {last.fin().frame(), before.frame(), reset.frame()};
        found.accept(Finding.of(KIND, Confidence.STRONG, frames, () -> message));
    }

    /** Whether it answers an ACK that nothing of this connection drew: then a SYN of the next one did, which is that one's finding. */
    private static boolean clearsForNext(List<Milestone> milestones, LastAck last, Milestone reset) {
        int at = milestones.indexOf(reset);
        Milestone drew = milestones.get(at - 1);
        Milestone cause = milestones.get(at - 2);
        return drew.from() == last.closer()
                && drew.frame() != last.first().frame()
                && (cause.from() == last.closer() || drew.timeNanos() - cause.timeNanos() > ANSWERED_WITHIN_NANOS);
    }
}
