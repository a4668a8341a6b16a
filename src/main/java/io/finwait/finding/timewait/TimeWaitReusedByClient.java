package io.finwait.finding.timewait;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A client opened a new connection from a port that it held in TIME_WAIT: tcp_tw_reuse at work, if the sequence numbers say so. */
public final class TimeWaitReusedByClient implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "time-wait-reused-by-client", "A client used a port again that it held in TIME_WAIT", Severity.INFO);

    /** {@code tcp_twsk_unique} begins so far beyond what the old connection had sent. */
    private static final int TW_REUSE_STEP = 65_537;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.SUCCESSOR;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Predecessor before = life.predecessor();
        if (before == null || before.clientState() != TcpState.TIME_WAIT) {
            return;
        }
        long synFrame = life.firstFrame();
        int id = before.id();
        long ageNanos = life.outline().firstSeenNanos() - before.armedNanos();
        boolean reuse = before.beyondClientNext(life.side(Role.CLIENT).isn()) == TW_REUSE_STEP;
        if (ageNanos < 0 || !reuse && ageNanos >= life.assumedTimeWaitNanos(Role.CLIENT)) {
            return;
        }
        long[] frames = {before.firstFinFrame(), before.lastFrame(), synFrame};
        String head = "The client sent the SYN of frame " + synFrame + " from a port that it had held in TIME_WAIT for "
                + DurationText.of(ageNanos) + " (connection " + id + "): ";
        if (reuse) {
            found.accept(
                    Finding.of(
                            KIND,
                            Confidence.CERTAIN,
                            frames,
                            () -> head
                                    + "its sequence number lies 65,537 beyond the old connection, so tcp_tw_reuse is at work."));
        } else {
            found.accept(Finding.of(
                            KIND,
                            Confidence.LIKELY,
                            frames,
                            () -> head
                                    + "its sequence number does not follow on from the old connection, so this was not"
                                    + " tcp_tw_reuse but a program that binds its port itself, another system, or another"
                                    + " host behind the same address.")
                    .asModelled());
        }
    }
}
