package io.finwait.finding.talking;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** The first data after a long silence was never answered: something on the way had forgotten the connection. */
public final class IdleThenSilence implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "idle-then-silence", "The first data after a long silence was never answered", Severity.HIGH);

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
        Train train = silence == null ? null : silence.train();
        if (silence == null || train == null) {
            return;
        }
        String waker = Segments.name(life, silence.waker());
        String peer = Segments.name(life, silence.waker().peer());
        long data = silence.data().frame();
        long nanos = silence.nanos();
        int repeated = train.copies().size();
        long span = train.spanNanos();
        found.accept(Finding.of(
                KIND,
                Confidence.LIKELY,
                train.frames(),
                () -> "After " + DurationText.of(nanos) + " of silence the " + waker + " sent data (frame " + data
                        + ") and repeated it " + CountText.of(repeated, "time") + " over " + DurationText.of(span)
                        + "; nothing came back from the " + peer
                        + ": some idle timer on the way is shorter than that and drops without a word."));
    }
}
