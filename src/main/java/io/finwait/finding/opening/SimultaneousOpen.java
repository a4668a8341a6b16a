package io.finwait.finding.opening;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Both sides sent a SYN to each other at once, and one connection came of it (RFC 9293 §3.5, Figure 7). */
public final class SimultaneousOpen implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("simultaneous-open", "Both sides opened at the same time", Severity.INFO);

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
        Milestone one = syn(life, Role.CLIENT);
        Milestone other = syn(life, Role.SERVER);
        boolean open = life.side(Role.CLIENT).establishedNanos() != Life.NEVER
                && life.side(Role.SERVER).establishedNanos() != Life.NEVER;
        if (one == null || other == null || !open) {
            return;
        }
        String message = "The SYNs of " + life.address(Role.CLIENT) + " (frame " + one.frame() + ") and "
                + life.address(Role.SERVER) + " (frame " + other.frame()
                + ") crossed, and both sides took that as one connection.";
        found.accept(Finding.of(KIND, Confidence.CERTAIN, new long[] {one.frame(), other.frame()}, () -> message));
    }

    private static @Nullable Milestone syn(Life life, Role role) {
        for (Milestone m : life.milestones()) {
            if (m.from() == role && m.isSyn() && !m.is(Milestone.STRAY)) {
                return m;
            }
        }
        return null;
    }
}
