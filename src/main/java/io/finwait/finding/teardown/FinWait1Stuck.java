package io.finwait.finding.teardown;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Segments;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** The first closer repeats a FIN that its peer never acknowledges. */
public final class FinWait1Stuck implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "fin-wait-1-stuck", "A close is stuck in FIN_WAIT_1: nobody acknowledges the FIN", Severity.MEDIUM);

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
            Unacknowledged fin = Unacknowledged.of(life, role);
            boolean first = fin != null && life.side(role).finReceivedNanos() == Life.NEVER;
            if (fin != null && first && fin.answers().isEmpty()) {
                found.accept(finding(life, fin));
            }
        }
    }

    private static Finding finding(Life life, Unacknowledged fin) {
        String who = Segments.name(life, fin.from());
        String peer = Segments.word(fin.from().peer());
        int repeated = life.side(fin.from()).finRetransmissions();
        long span = fin.spanNanos();
        long first = fin.first().frame();
        long last = life.side(fin.from().peer()).lastSentNanos();
        boolean silent = last < fin.first().timeNanos();
        return Finding.of(
                KIND,
                Confidence.CERTAIN,
                fin.frames(),
                () -> "The " + who + " closed (frame " + first + ") and repeated its FIN "
                        + CountText.of(repeated, "time")
                        + " over " + DurationText.of(span) + " without an ACK of it"
                        + (silent
                                ? "; the " + peer + " sent nothing at all in that time"
                                : "; the " + peer + " went on sending")
                        + ". The kernel gives such an orphan up without a packet.");
    }
}
