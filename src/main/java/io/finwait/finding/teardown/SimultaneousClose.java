package io.finwait.finding.teardown;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** Both sides closed before they knew of the other's close. */
public final class SimultaneousClose implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("simultaneous-close", "Both sides closed at the same time", Severity.INFO);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.SIMULTANEOUS;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Milestone client = Segments.firstFin(life, Role.CLIENT);
        Milestone server = Segments.firstFin(life, Role.SERVER);
        if (life.activeCloser() != ActiveCloser.SIMULTANEOUS
                || client == null
                || server == null
                || life.has(Trait.ONE_SIDED)) {
            return;
        }
        if (life.side(Role.CLIENT).finAckedNanos() == Life.NEVER
                || life.side(Role.SERVER).finAckedNanos() == Life.NEVER) {
            return;
        }
        long apart = Math.abs(client.timeNanos() - server.timeNanos());
        found.accept(Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(client, server),
                () -> "The FINs of client (frame " + client.frame() + ") and server (frame " + server.frame()
                        + ") crossed, " + DurationText.of(apart)
                        + " apart here: both sides go through CLOSING and both hold TIME_WAIT."));
    }
}
