package io.finwait.finding.talking;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Data is sent again and again with timestamps older than earlier ones of its sender, and answered but not taken (PAWS, RFC 7323 §5.3). */
public final class PawsEstablishedDrop implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "paws-established-drop", "Data is sent again and again with timestamps that went back", Severity.HIGH);

    /** Copies so far apart were sent by a timer: they left after one another, in whatever order the network delivers. */
    private static final long TIMER_NANOS = 150_000_000L;

    /** An overtaken segment is late by this at most. */
    private static final long REORDERED_NANOS = 1_000_000_000L;

    private static final int FEWEST = 3;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.DATA_REPEATED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        if (life.has(Trait.DUPLICATES | Trait.ONE_SIDED)) {
            return;
        }
        for (Role role : Role.values()) {
            Milestone newest = newestBefore(life, role);
            if (newest != null) {
                examine(life, newest, found);
            }
        }
    }

    /** Its segment with the newest timestamp before its first copy of data. */
    private static @Nullable Milestone newestBefore(Life life, Role role) {
        Milestone newest = null;
        for (Milestone m : Segments.of(life, role, Milestone::hasTimestamps)) {
            if (m.is(Milestone.REPEAT) && m.payloadLength() > 0) {
                return newest;
            }
            if (newest == null || !SeqNum.before(m.tsVal(), newest.tsVal())) {
                newest = m;
            }
        }
        return null;
    }

    private static void examine(Life life, Milestone newest, Consumer<Finding> found) {
        List<Milestone> old = Segments.of(
                life,
                newest.from(),
                m -> m.is(Milestone.REPEAT)
                        && m.payloadLength() > 0
                        && m.hasTimestamps()
                        && SeqNum.before(m.tsVal(), newest.tsVal())
                        && m.timeNanos() - newest.timeNanos() > REORDERED_NANOS);
        if (old.size() < FEWEST) {
            return;
        }
        Milestone first = old.get(0);
        Milestone last = old.get(old.size() - 1);
        boolean timed = last.timeNanos() - first.timeNanos() >= TIMER_NANOS * (old.size() - 1);
        boolean same = old.stream().allMatch(m -> m.seq() == first.seq());
        List<Milestone> answers = Segments.of(
                life,
                newest.from().peer(),
                m -> m.frame() > first.frame() && m.frame() < last.frame() && m.has(TcpSegment.ACK_FLAG));
        boolean taken = answers.stream().anyMatch(m -> SeqNum.after(m.ack(), first.seq()));
        if (timed && same && !taken && !answers.isEmpty()) {
            found.accept(finding(life, newest, old, answers.get(0)));
        }
    }

    private static Finding finding(Life life, Milestone newest, List<Milestone> old, Milestone answer) {
        Milestone first = old.get(0);
        String who = Segments.name(life, newest.from());
        String peer = Segments.word(newest.from().peer());
        long span = old.get(old.size() - 1).timeNanos() - first.timeNanos();
        int copies = old.size();
        long back = Integer.toUnsignedLong(newest.tsVal() - first.tsVal());
        return Finding.of(
                KIND,
                Confidence.STRONG,
                Segments.frames(newest, first, answer, old.get(copies - 1)),
                () -> "The " + who + " sent the same data at least " + CountText.of(copies, "time") + " in "
                        + DurationText.of(span) + " (first copy in frame " + first.frame() + ") with timestamps "
                        + CountText.of(back) + " ticks older than that of frame " + newest.frame() + "; the " + peer
                        + " answered (frame " + answer.frame()
                        + ") without acknowledging it: it drops what is older than what it has (PAWS).");
    }
}
