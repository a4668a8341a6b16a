package io.finwait.finding.teardown;

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

/** A server ended a connection with RST while the client's last data was still without an answer. */
public final class CloseWithUnreadData implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "close-with-unread-data", "A server closed with a request unanswered, and sent RST", Severity.MEDIUM);

    /** A server that takes longer than this to give a request up has read it. */
    private static final long LATEST_NANOS = 5_000_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.RST_SEEN;
    }

    /** Whether the client had sent the last word and the server, without one of its own, ended the connection. */
    static boolean isUnread(Life life, Abort abort) {
        Life.Side client = life.side(Role.CLIENT);
        boolean clientClosed =
                client.sentFin() && client.finNanos() <= abort.rst().timeNanos();
        return abort.by() == Role.SERVER
                && life.lastSpeaker() == Role.CLIENT
                && !clientClosed
                && client.lastDataNanos() <= abort.rst().timeNanos()
                && abort.rst().timeNanos() - client.lastDataNanos() < LATEST_NANOS;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Abort abort = Abort.of(life);
        if (abort == null || !isUnread(life, abort)) {
            return;
        }
        String server = Segments.name(life, Role.SERVER);
        Milestone rst = abort.rst();
        Life.Side client = life.side(Role.CLIENT);
        long data = client.lastDataFrame();
        long since = rst.timeNanos() - client.lastDataNanos();
        found.accept(Finding.of(
                KIND,
                Confidence.LIKELY,
                Segments.frames(data, rst.frame()),
                () -> "The " + server + " ended the connection with RST (frame " + rst.frame() + ") "
                        + DurationText.of(since)
                        + " after the client's last data (frame " + data
                        + ") and without an answer to it: what it had not read is lost."));
    }
}
