package io.finwait.finding.teardown;

import io.finwait.decode.TcpSegment;
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
import java.util.List;
import java.util.function.Consumer;

/** A segment for a connection that its receiver does not know, or not any more, and the RST that says so. */
public final class StrayAfterClose implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("stray-after-close", "A segment met no connection", Severity.INFO);

    /** What comes later answers something else. */
    private static final long ANSWER_NANOS = 1_000_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.MIDSTREAM;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        List<Milestone> all = life.milestones();
        if (!life.has(Trait.RST_SEEN) || all.size() < 2) {
            return;
        }
        Milestone stray = all.get(0);
        Milestone rst = all.get(1);
        boolean answer = rst.from() != stray.from()
                && rst.isStatelessRst()
                && rst.seq() == stray.ack()
                && rst.timeNanos() - stray.timeNanos() <= ANSWER_NANOS;
        boolean known = Segments.first(life, rst.from(), m -> !m.isRst()) != null;
        if (answer && !known && stray.has(TcpSegment.ACK_FLAG) && !stray.isRst()) {
            found.accept(finding(life, stray, rst));
        }
    }

    private static Finding finding(Life life, Milestone stray, Milestone rst) {
        String who = Segments.name(life, stray.from());
        String peer = Segments.name(life, rst.from());
        long after = rst.timeNanos() - stray.timeNanos();
        return Finding.of(
                KIND,
                Confidence.CERTAIN,
                Segments.frames(stray, rst),
                () -> "The first that the capture holds of this connection is a segment of the " + who + " (frame "
                        + stray.frame() + "), and the " + peer + " answered it with RST (frame " + rst.frame() + ", "
                        + DurationText.of(after) + " later): it knew of no such connection.");
    }
}
