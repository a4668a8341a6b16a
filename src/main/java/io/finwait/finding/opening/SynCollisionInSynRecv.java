package io.finwait.finding.opening;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.RefusedSyn;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A second SYN with another number came while the server waited for the ACK of its SYN-ACK: two hosts use one address and port. */
public final class SynCollisionInSynRecv implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "syn-collision-in-syn-recv", "Two SYNs with different numbers collided on one port", Severity.MEDIUM);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return RefusedSyn.TRAITS;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        RefusedSyn refused = RefusedSyn.of(life);
        Predecessor before = refused == null ? null : refused.before();
        if (refused == null || before == null || refused.holder() != TcpState.SYN_RECEIVED) {
            return;
        }
        String message = "The SYN of frame " + refused.syn().frame() + " from " + life.address(Role.CLIENT)
                + " came while the server " + life.address(Role.SERVER)
                + " still waited for the ACK that completes connection " + before.id()
                + " on the same ports, whose SYN had another sequence number; it was answered with an ACK of that one (frame "
                + refused.firstAnswer().frame() + ") after "
                + DurationText.of(
                        refused.firstAnswer().timeNanos() - refused.syn().timeNanos())
                + ".";
        found.accept(Finding.of(KIND, Confidence.LIKELY, refused.frames(), () -> message));
    }
}
