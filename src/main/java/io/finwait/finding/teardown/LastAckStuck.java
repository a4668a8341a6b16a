package io.finwait.finding.teardown;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The side that closed second repeats its FIN, and the last ACK does not reach it. */
public final class LastAckStuck implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "last-ack-stuck", "A close is stuck in LAST_ACK: the last ACK does not arrive", Severity.MEDIUM);

    /** Firewalls keep a connection that one side has closed for a minute or more; some for less. */
    private static final long HALF_CLOSED_TIMER_NANOS = 20_000_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.FIN_REPEATED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        for (Role role : Role.values()) {
            Unacknowledged fin = find(life, role);
            if (fin != null) {
                found.accept(finding(life, fin));
            }
        }
    }

    /** The FIN with which {@code role} is stuck in LAST_ACK; null if it is not. */
    static @Nullable Unacknowledged find(Life life, Role role) {
        if (!isLast(life, role) || Segments.first(life, role.peer(), Milestone::isRst) != null) {
            return null;
        }
        return Unacknowledged.of(life, role);
    }

    private static boolean isLast(Life life, Role role) {
        Life.Side side = life.side(role);
        ActiveCloser first = role == Role.SERVER ? ActiveCloser.CLIENT : ActiveCloser.SERVER;
        return life.activeCloser() == first && side.finReceivedNanos() != Life.NEVER;
    }

    private static Finding finding(Life life, Unacknowledged fin) {
        String who = Segments.name(life, fin.from());
        String peer = Segments.word(fin.from().peer());
        int repeated = life.side(fin.from()).finRetransmissions();
        long span = fin.spanNanos();
        long first = fin.first().frame();
        int answers = fin.answers().size();
        long halfOpen = fin.first().timeNanos() - life.side(fin.from()).finReceivedNanos();
        String why = answers > 1
                ? "the " + peer + " answered at least " + CountText.of(answers, "time") + " (first in frame "
                        + fin.answers().get(0).frame() + "), so its ACKs are lost behind this point"
                : "the " + peer + " did not answer"
                        + (halfOpen >= HALF_CLOSED_TIMER_NANOS
                                ? "; its own FIN was " + DurationText.of(halfOpen)
                                        + " earlier, long enough for a firewall to forget the connection"
                                : "");
        return Finding.of(
                KIND,
                Confidence.CERTAIN,
                fin.frames(),
                () -> "The " + who + " closed second (frame " + first + ") and repeated its FIN "
                        + CountText.of(repeated, "time") + " over " + DurationText.of(span) + ": " + why + ".");
    }
}
