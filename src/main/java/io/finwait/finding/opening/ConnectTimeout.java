package io.finwait.finding.opening;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;
import java.util.function.Consumer;

/** A client sent its SYN again and again, and nothing answered. */
public final class ConnectTimeout implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("connect-timeout", "Nothing answered the SYNs of a client", Severity.HIGH);

    /** A client that sent a SYN once may have been called off, or never have had a kernel socket. */
    private static final int LEAST_SYNS = 2;

    /** Kernels wait a second or longer; what repeats a SYN sooner is a scanner, and has its own idea of when to stop. */
    private static final long LEAST_INTERVAL_NANOS = 900_000_000;

    /** Who waits for so long for an answer has a problem, whether or not the capture shows the end of it. */
    private static final long LONG_NANOS = 2_900_000_000L;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.UNANSWERED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Predecessor before = life.predecessor();
        boolean answeredSomehow =
                life.has(Trait.RST_SEEN | Trait.STRAY_SEGMENTS | Trait.ICMP_ERROR | Trait.SIMULTANEOUS)
                        || life.side(Role.SERVER).packets() > 0
                        || before != null && !before.sinceSyn().isEmpty();
        if (life.kind() != CloseKind.UNANSWERED || !life.has(Trait.SYN_REPEATED) || answeredSomehow) {
            return;
        }
        List<Milestone> syns = life.milestones().stream()
                .filter(m -> m.from() == Role.CLIENT && m.isSyn())
                .toList();
        if (syns.size() < LEAST_SYNS) {
            return;
        }
        Milestone last = syns.get(syns.size() - 1);
        long spanNanos = last.timeNanos() - syns.get(0).timeNanos();
        long intervalNanos = last.timeNanos() - syns.get(syns.size() - 2).timeNanos();
        long silentNanos = life.ending().nanos() - last.timeNanos();
        boolean gaveUp = silentNanos >= 2 * intervalNanos; // else the next SYN need not have been due yet
        if (intervalNanos < LEAST_INTERVAL_NANOS || !gaveUp && spanNanos < LONG_NANOS) {
            return;
        }
        int count = 1 + life.side(Role.CLIENT).synRetransmissions();
        String message = "The client " + life.address(Role.CLIENT) + " sent its SYN to " + life.address(Role.SERVER)
                + " "
                + CountText.of(count, "time") + " in " + DurationText.of(spanNanos) + " (frames "
                + syns.get(0).frame() + " to " + last.frame() + ") and the capture holds no answer"
                + (gaveUp
                        ? "; no further SYN came in the " + DurationText.of(silentNanos) + " after that: it gave up."
                        : " up to its end.");
        long[] frames = syns.stream().mapToLong(Milestone::frame).limit(12).toArray();
        Finding finding = Finding.of(KIND, Confidence.LIKELY, frames, () -> message);
        found.accept(gaveUp ? finding : finding.withSeverity(Severity.MEDIUM));
    }
}
