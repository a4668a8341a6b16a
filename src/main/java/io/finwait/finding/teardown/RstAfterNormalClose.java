package io.finwait.finding.teardown;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A RST after both sides had closed and both FINs had been acknowledged: it ends nothing. */
public final class RstAfterNormalClose implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("rst-after-normal-close", "A RST followed a complete close", Severity.INFO);

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
        boolean reused = life.ending().reason() == Ending.Reason.REUSED;
        if (!life.has(Trait.RST_SEEN) || life.has(Trait.FIN_REPEATED) || reused) {
            return; // a RST that answers a repeated FIN, or the ACK to a new SYN, says more than that it came late
        }
        long client = life.side(Role.CLIENT).finAckedNanos();
        long server = life.side(Role.SERVER).finAckedNanos();
        if (client == Life.NEVER || server == Life.NEVER) {
            return;
        }
        long closed = Math.max(client, server);
        for (Role role : Role.values()) {
            Milestone rst = Segments.first(life, role, m -> m.isRst() && m.timeNanos() >= closed);
            Milestone early = Segments.first(life, role, m -> m.isRst() && m.timeNanos() < closed);
            if (rst != null && early == null) {
                String who = Segments.name(life, role);
                long after = rst.timeNanos() - closed;
                found.accept(
                        Finding.of(
                                KIND,
                                Confidence.CERTAIN,
                                Segments.frames(rst),
                                () -> "The " + who + " sent a RST (frame " + rst.frame() + ") " + DurationText.of(after)
                                        + " after both FINs had been acknowledged: the connection was closed in full before it."));
                return;
            }
        }
    }
}
