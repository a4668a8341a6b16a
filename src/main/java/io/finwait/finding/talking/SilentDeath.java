package io.finwait.finding.talking;

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
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;

/** A side repeated its data until it gave up, without a packet that says so. */
public final class SilentDeath implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "silent-death-after-retries", "A side gave up repeating its data and fell silent", Severity.HIGH);

    /** Where the capture ends too early to see silence, so many repetitions over so long a time tell as much. */
    private static final int MANY = 4;

    private static final long LONG_NANOS = 2_000_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.DATA_REPEATED | Trait.PROBED;
    }

    @Override
    public boolean restsOnAbsence() {
        return true;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        if (Silence.deadlyIn(life) != null) {
            return; // idle-then-silence says more
        }
        for (Role role : Role.values()) {
            Train train = Train.of(life, role);
            if (train != null) {
                examine(life, train, found);
            }
        }
    }

    private static void examine(Life life, Train train, Consumer<Finding> found) {
        Milestone rst = Segments.first(
                life, train.from(), m -> m.isRst() && m.frame() > train.last().frame());
        long until = rst == null ? life.ending().nanos() : rst.timeNanos();
        boolean forgotten = rst != null && rst.isStatelessRst();
        boolean mayGoOn = until < train.nextDueNanos();
        if (rst != null && !forgotten || mayGoOn && (forgotten || isYoung(train))) {
            return;
        }
        String who = Segments.name(life, train.from());
        String peer = Segments.word(train.from().peer());
        int repeated = train.copies().size();
        long span = train.spanNanos();
        long first = train.sinceFrame();
        long silence = until - train.last().timeNanos();
        long rstFrame = rst == null ? -1 : rst.frame();
        if (mayGoOn) {
            found.accept(unansweredYet(who, peer, train));
            return;
        }
        found.accept(Finding.of(
                KIND,
                forgotten ? Confidence.STRONG : Confidence.LIKELY,
                train.frames(),
                () -> "The " + who + " repeated what it had sent (up to frame " + first + ") "
                        + CountText.of(repeated, "time") + " over "
                        + DurationText.of(span) + ", heard nothing from the " + peer + " and sent no more for "
                        + DurationText.of(silence)
                        + (forgotten
                                ? ", then answered the " + peer + " with RST (frame " + rstFrame
                                        + "): it had given the connection up without a word."
                                : ": it has given up without a word, and the " + peer
                                        + " may still hold the connection.")));
    }

    private static boolean isYoung(Train train) {
        return train.copies().size() < MANY || train.spanNanos() < LONG_NANOS;
    }

    private static Finding unansweredYet(String who, String peer, Train train) {
        int repeated = train.copies().size();
        long span = train.spanNanos();
        long first = train.sinceFrame();
        return Finding.of(
                        KIND,
                        Confidence.HINT,
                        train.frames(),
                        () -> "The " + who + " had repeated what it had sent (up to frame " + first + ") "
                                + CountText.of(repeated, "time")
                                + " over " + DurationText.of(span) + " and heard nothing from the " + peer
                                + " when the capture ended.")
                .withSeverity(Severity.MEDIUM);
    }
}
