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
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** The listener waits for data before it takes a connection in, and meanwhile repeats its SYN-ACK: nothing is wrong. */
public final class DeferAcceptPattern implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "defer-accept-pattern", "A listener waits for data before it accepts (TCP_DEFER_ACCEPT)", Severity.INFO);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.SYN_ACK_REPEATED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        SynAckCopies copies = SynAckCopies.of(life);
        if (copies == null || !copies.isDeferred()) {
            return;
        }
        Milestone ack = copies.acks().get(0);
        Milestone again = copies.afterAck();
        Milestone taken = copies.firstData();
        if (again == null || taken == null) {
            return;
        }
        String message =
                "The server " + life.address(Role.SERVER) + " sent its SYN-ACK again (frame " + again.frame() + ") "
                        + DurationText.of(again.timeNanos() - ack.timeNanos()) + " after its ACK (frame " + ack.frame()
                        + "), and took the client's first data (frame " + taken.frame()
                        + ") as soon as it came: it waits for data before it accepts, unless that ACK was lost.";
        long[] frames = {ack.frame(), again.frame(), taken.frame()};
        found.accept(Finding.of(KIND, Confidence.LIKELY, frames, () -> message));
    }
}
