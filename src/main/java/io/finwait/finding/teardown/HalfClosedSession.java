package io.finwait.finding.teardown;

import io.finwait.decode.SeqNum;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A side closed its own direction and went on receiving: a half-close as TCP means it. */
public final class HalfClosedSession implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("half-closed-session", "One direction was closed while the other went on", Severity.INFO);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.DATA_AFTER_FIN;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        for (Role closer : Role.values()) {
            Life.Side closed = life.side(closer);
            Life.Side open = life.side(closer.peer());
            Milestone fin = Segments.firstFin(life, closer);
            if (fin == null || closed.finAckedNanos() == Life.NEVER || open.lastDataNanos() <= closed.finAckedNanos()) {
                continue;
            }
            int end = Segments.dataEnd(life, closer.peer());
            boolean beganAfter = SeqNum.after(end, fin.ack());
            boolean received = closed.acknowledged() && SeqNum.atOrAfter(closed.rcvNxt(), end);
            if (beganAfter && received && Segments.first(life, closer, Milestone::isRst) == null) {
                found.accept(finding(life, closer, fin));
            }
        }
    }

    private static Finding finding(Life life, Role closer, Milestone fin) {
        String closed = Segments.name(life, closer);
        String open = Segments.word(closer.peer());
        long lastFrame = life.side(closer.peer()).lastDataFrame();
        long lasted = life.side(closer.peer()).lastDataNanos() - fin.timeNanos();
        return Finding.of(
                KIND,
                Confidence.CERTAIN,
                Segments.frames(fin.frame(), lastFrame),
                () -> "The " + closed + " closed its direction (frame " + fin.frame() + "), the " + open
                        + " went on sending for " + DurationText.of(lasted) + " (until frame " + lastFrame
                        + "), and everything was received.");
    }
}
