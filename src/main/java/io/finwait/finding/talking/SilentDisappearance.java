package io.finwait.finding.talking;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** An established connection of which nothing more was seen, though the capture went on for long. */
public final class SilentDisappearance implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "silent-disappearance", "A connection was never heard of again and never closed", Severity.INFO);

    private static final long LEAST_NANOS = 300_000_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.OPEN_AT_END;
    }

    @Override
    public boolean restsOnAbsence() {
        return true;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        long last = life.outline().lastSeenNanos();
        long silence = life.ending().nanos() - last;
        long usual = Math.max(life.lastGapNanos(), life.longestEarlierGapNanos());
        boolean established = life.side(Role.CLIENT).establishedNanos() != Life.NEVER
                && life.side(Role.SERVER).establishedNanos() != Life.NEVER;
        boolean twoWay =
                life.side(Role.CLIENT).packets() > 0 && life.side(Role.SERVER).packets() > 0;
        if (life.kind() != CloseKind.OPEN
                || !established
                || !twoWay
                || silence < LEAST_NANOS
                || silence < 2 * usual
                || life.has(Trait.MIDSTREAM)) {
            return;
        }
        String client = Segments.name(life, Role.CLIENT);
        long frame = life.record().lastFrame();
        found.accept(Finding.of(
                KIND,
                Confidence.HINT,
                Segments.frames(frame),
                () -> "The connection of the " + client + " was last heard of in frame " + frame + ", "
                        + DurationText.of(silence)
                        + " before the capture ended, and nobody closed it: idle, or dropped on the way."));
    }
}
