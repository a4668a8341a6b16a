package io.finwait.finding.teardown;

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
import java.util.function.Consumer;

/** A program ended a connection with RST instead of FIN. */
public final class AbortByApplication implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "abort-by-application", "A program ended a connection with RST instead of FIN", Severity.LOW);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.RST_SEEN;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Abort abort = Abort.of(life);
        if (abort == null || CloseWithUnreadData.isUnread(life, abort)) {
            return;
        }
        String who = Segments.name(life, abort.by());
        String peer = Segments.word(abort.by().peer());
        Milestone rst = abort.rst();
        long since = rst.timeNanos() - life.side(abort.by().peer()).lastDataNanos();
        boolean silent = life.side(abort.by().peer()).lastDataNanos() == Life.NEVER;
        Milestone fin = Segments.firstFin(life, abort.by().peer());
        boolean closing = fin != null && fin.frame() < rst.frame();
        String when = closing
                ? " after the " + peer + " had closed"
                : silent
                        ? " before the " + peer + " had sent any data"
                        : " " + DurationText.of(Math.abs(since)) + (since < 0 ? " before" : " after")
                                + " the last data of the " + peer;
        boolean empty = life.outline().payloadBytes() == 0;
        Finding finding = Finding.of(
                KIND,
                abort.likeLinux() ? Confidence.STRONG : Confidence.LIKELY,
                closing
                        ? Segments.frames(fin, rst)
                        : Segments.frames(life.side(abort.by().peer()).lastDataFrame(), rst.frame()),
                () -> "The " + who + " ended the connection with RST (frame " + rst.frame() + ")" + when
                        + ": a decision of its own socket, so neither side holds TIME_WAIT.");
        found.accept(empty || closing ? finding.withSeverity(Severity.INFO) : finding);
    }
}
