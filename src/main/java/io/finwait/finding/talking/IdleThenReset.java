package io.finwait.finding.talking;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** The first data after a long silence drew a RST: the peer, or something on the way, had forgotten the connection. */
public final class IdleThenReset implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("idle-then-reset", "The first data after a long silence drew RST", Severity.HIGH);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.LONG_GAP;
    }

    @Override
    public boolean restsOnAbsence() {
        return true;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Silence silence = Silence.deadlyIn(life);
        Milestone rst = silence == null ? null : silence.rst();
        if (silence == null || rst == null) {
            return;
        }
        String waker = Segments.name(life, silence.waker());
        String peer = Segments.name(life, silence.waker().peer());
        long before = life.lastGapFrame();
        long data = silence.data().frame();
        long nanos = silence.nanos();
        found.accept(Finding.of(
                KIND,
                Confidence.LIKELY,
                Segments.frames(before, data, rst.frame()),
                () -> "After " + DurationText.of(nanos) + " of silence (since frame " + before + ") the " + waker
                        + " sent data (frame " + data + ") and got RST in the name of the " + peer + " (frame "
                        + rst.frame() + "): some idle timer on the way, or there, is shorter than that."));
    }
}
