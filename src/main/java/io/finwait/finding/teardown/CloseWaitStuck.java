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

/** A program does not close what its peer has closed: its socket stays in CLOSE_WAIT. */
public final class CloseWaitStuck implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("close-wait-stuck", "A program does not close what its peer has closed", Severity.MEDIUM);

    static final long LEAST_NANOS = 10_000_000_000L;

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
        if (half == null || half.idleNanos() < LEAST_NANOS) {
            return;
        }
        String closed = Segments.name(life, half.closed());
        String open = Segments.name(life, half.closed().peer());
        long idle = half.idleNanos();
        long fin = half.fin().frame();
        found.accept(Finding.of(
                KIND,
                Confidence.CERTAIN,
                Segments.frames(half.fin(), half.ack()),
                () -> "The program at the " + open + " has not closed " + DurationText.of(idle)
                        + " after it was told that the " + closed + " had (FIN in frame " + fin
                        + "): CLOSE_WAIT there, FIN_WAIT_2 on the other side for as long as that kernel keeps it."));
    }
}
