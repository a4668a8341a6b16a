package io.finwait.finding.path;

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
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;
import java.util.function.Consumer;

/** Large segments never arrive where small ones do. */
public final class PathMtuBlackhole implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("mss-or-pmtu-blackhole", "Large segments are lost, small ones arrive", Severity.HIGH);

    private static final int LEAST_REPETITIONS = 3;

    /** No path is narrower than this on purpose: IPv6 asks for 1280 octets (RFC 8200 §5). */
    private static final int LARGE_BYTES = 1_200;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.DATA_REPEATED;
    }

    @Override
    public boolean restsOnAbsence() {
        return true;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        if (life.has(Trait.ONE_SIDED | Trait.MIDSTREAM | Trait.ZERO_WINDOW)) {
            return;
        }
        for (Role role : Role.values()) {
            List<Milestone> copies = largeCopies(life, role);
            if (copies.size() >= LEAST_REPETITIONS && smallOnesArrive(life, role, copies)) {
                found.accept(finding(life, role, copies));
            }
        }
    }

    /** Repetitions of the first segment that its peer still waits for, all of them large. */
    private static List<Milestone> largeCopies(Life life, Role role) {
        Life.Side peer = life.side(role.peer());
        if (!peer.acknowledged() || life.milestonesLeftOut() > 0) {
            return List.of();
        }
        List<Milestone> copies = Segments.of(
                life, role, m -> m.is(Milestone.REPEAT) && m.payloadLength() > 0 && m.seq() == peer.rcvNxt());
        boolean large = copies.stream().allMatch(m -> m.payloadLength() >= LARGE_BYTES);
        return large ? copies : List.of();
    }

    /**
     * Whether small ones had been acknowledged before, and the peer still answered, without acknowledging anything new, after all
     * of the data had been sent: what follows the large segments had arrived.
     */
    private static boolean smallOnesArrive(Life life, Role role, List<Milestone> copies) {
        Life.Side side = life.side(role);
        Life.Side peer = life.side(role.peer());
        boolean acknowledgedSome = SeqNum.after(peer.rcvNxt(), side.isn() + 1);
        long waiting = SeqNum.distance(Segments.dataEnd(life, role), peer.rcvNxt());
        boolean more = waiting > copies.get(0).payloadLength();
        boolean answered = peer.lastSentNanos() >= side.lastDataNanos();
        return acknowledgedSome && more && answered;
    }

    private static Finding finding(Life life, Role role, List<Milestone> copies) {
        String who = Segments.name(life, role);
        String peer = Segments.word(role.peer());
        int count = copies.size();
        int size = copies.get(0).payloadLength();
        int mss = life.side(role.peer()).synOptions().mss();
        long first = copies.get(0).frame();
        long span = copies.get(count - 1).timeNanos() - copies.get(0).timeNanos();
        return Finding.of(
                KIND,
                Confidence.LIKELY,
                Segments.frames(copies),
                () -> "The " + who + " repeated a segment of " + CountText.of(size, "octet") + " "
                        + CountText.of(count, "time")
                        + " over " + DurationText.of(span) + " (from frame " + first
                        + " on) and it was never acknowledged, while smaller ones were; the "
                        + peer
                        + (mss < 0 ? " named no MSS." : " had asked for up to " + CountText.of(mss) + " (MSS)."));
    }
}
