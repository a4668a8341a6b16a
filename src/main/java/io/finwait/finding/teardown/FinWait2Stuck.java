package io.finwait.finding.teardown;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A side has closed and its peer has not, for long enough to wonder, not yet long enough to blame the peer's program. */
public final class FinWait2Stuck implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("fin-wait-2-stuck", "A close is waiting in FIN_WAIT_2 for the other side", Severity.MEDIUM);

    /** Well beyond what a program needs to notice the end of input. */
    private static final long LEAST_NANOS = 5_000_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.HALF_CLOSED;
    }

    @Override
    public boolean restsOnAbsence() {
        return true;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        OpenHalf half = OpenHalf.of(life);
        if (half == null || half.idleNanos() < LEAST_NANOS || half.idleNanos() >= CloseWaitStuck.LEAST_NANOS) {
            return;
        }
        String closed = Segments.name(life, half.closed());
        String open = Segments.name(life, half.closed().peer());
        long idle = half.idleNanos();
        long fin = half.fin().frame();
        found.accept(
                Finding.of(
                        KIND,
                        Confidence.CERTAIN,
                        Segments.frames(half.fin(), half.ack()),
                        () -> "The " + closed + " closed (frame " + fin + "), the " + open
                                + " acknowledged that and sent neither FIN nor data in the " + DurationText.of(idle)
                                + " that followed: FIN_WAIT_2 on the one, CLOSE_WAIT on the other, still so when the capture ended."));
    }
}
