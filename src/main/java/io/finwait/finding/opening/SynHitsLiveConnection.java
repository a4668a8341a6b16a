package io.finwait.finding.opening;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.RefusedSyn;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.words.DurationText;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A client opened a new connection where the server still holds the old one: the old one was never closed there. */
public final class SynHitsLiveConnection implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "syn-hits-live-connection", "A SYN met a connection that the server still holds open", Severity.HIGH);

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
        if (refused == null || !refused.holderLives() || refused.resets().isEmpty()) {
            return; // without the client's RST the client itself may still hold the old connection, and the SYN be
            // forged
        }
        String message = message(life, refused);
        Confidence confidence = refused.before() == null ? Confidence.LIKELY : Confidence.STRONG;
        found.accept(Finding.of(KIND, confidence, frames(refused), () -> message));
    }

    /** What shows that the old connection was there, its first FIN if it is half-closed, and what shows that it still is. */
    private static long[] frames(RefusedSyn refused) {
        Predecessor before = refused.before();
        if (before == null) {
            return refused.frames();
        }
        long old = before.firstFinFrame() < 0 ? before.firstFrame() : before.firstFinFrame();
        return LongStream.concat(LongStream.of(old), Arrays.stream(refused.frames()))
                .toArray();
    }

    private static String message(Life life, RefusedSyn refused) {
        Predecessor before = refused.before();
        Milestone reset = refused.resets().get(0);
        String held = before == null
                ? "still held an older connection on the same addresses and ports"
                : "still held connection " + before.id() + " on the same addresses and ports in " + refused.holder();
        long delay = refused.delayNanos();
        String outcome = delay > 0
                ? ", and the SYN had to be sent again, " + DurationText.of(delay) + " later."
                : refused.synAck() == null ? ", and the connection did not open." : ".";
        return "The server " + life.address(Role.SERVER) + " " + held + " when the SYN of frame "
                + refused.syn().frame() + " came, and answered with an ACK of that one (frame "
                + refused.firstAnswer().frame() + "); the client knew of none and sent RST (frame " + reset.frame()
                + ")"
                + outcome;
    }
}
