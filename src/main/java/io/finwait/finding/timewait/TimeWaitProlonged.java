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
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The last ACK was lost, or late: the peer sent its FIN again, and TIME_WAIT acknowledged it once more and started anew. */
public final class TimeWaitProlonged implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("time-wait-prolonged", "The last ACK was lost and repeated from TIME_WAIT", Severity.INFO);

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
        for (Role closer : Role.values()) {
            LastAck last = LastAck.of(life, closer);
            if (last != null && !last.copies().isEmpty() && !last.answers().isEmpty()) {
                examine(life, last, found);
            }
        }
    }

    private static void examine(Life life, LastAck last, Consumer<Finding> found) {
        Milestone copy = last.copies().get(0);
        Milestone again = last.answers().get(last.answers().size() - 1);
        long sinceNanos = copy.timeNanos() - last.first().timeNanos();
        if (sinceNanos <= roundTripNanos(life)) {
            return; // the copy had left before the first ACK could have arrived
        }
        long laterNanos = again.timeNanos() - last.first().timeNanos();
        long[] frames = LongStream.concat(
                        LongStream.of(last.first().frame()),
                        LongStream.concat(
                                last.copies().stream().limit(5).mapToLong(Milestone::frame),
                                last.answers().stream().limit(5).mapToLong(Milestone::frame)))
                .sorted()
                .toArray();
        String closer = last.closer() == Role.CLIENT ? "client " : "server ";
        String message = "The " + closer + life.address(last.closer()) + " had acknowledged the last FIN (frame "
                + last.first().frame() + "), but that ACK was lost or late: the FIN was sent again "
                + (last.copies().size() == 1
                        ? "once, "
                        : CountText.of(last.copies().size(), "time") + ", first ") + DurationText.of(sinceNanos)
                + " later (frame " + copy.frame() + "), and acknowledged again (frame " + again.frame()
                + "), which started TIME_WAIT anew and prolonged it by " + DurationText.of(laterNanos) + ".";
        found.accept(Finding.of(KIND, Confidence.CERTAIN, frames, () -> message));
    }

    private static long roundTripNanos(Life life) {
        return Math.max(0, life.synToSynAckNanos()) + Math.max(0, life.synAckToAckNanos());
    }
}
