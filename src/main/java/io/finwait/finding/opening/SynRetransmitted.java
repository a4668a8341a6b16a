package io.finwait.finding.opening;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A connection opened, but only after its SYN had been sent more than once. Attempts that never opened are other findings. */
public final class SynRetransmitted implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("syn-retransmitted", "A connection needed more than one SYN to open", Severity.MEDIUM);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.SYN_REPEATED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Life.Side client = life.side(Role.CLIENT);
        if (client.synRetransmissions() == 0 || !life.side(Role.SERVER).sentSynAck()) {
            return;
        }
        int isn = client.isn();
        List<Milestone> copies = life.milestones().stream()
                .filter(m -> m.from() == Role.CLIENT && m.isSyn() && m.seq() == isn && !m.is(Milestone.ICMP))
                .toList();
        Milestone answer = answer(life);
        if (copies.size() < 2 || answer == null || clientRefusedAnAnswer(life, copies)) {
            return;
        }
        String message = message(life, copies, answer);
        long[] frames = LongStream.concat(copies.stream().mapToLong(Milestone::frame), LongStream.of(answer.frame()))
                .sorted()
                .toArray();
        found.accept(Finding.of(KIND, Confidence.CERTAIN, frames, () -> message));
    }

    private static @Nullable Milestone answer(Life life) {
        return life.milestones().stream()
                .filter(m -> m.from() == Role.SERVER && m.isSynAck())
                .findFirst()
                .orElse(null);
    }

    /** A SYN that follows the client's RST to a stale ACK is sent by the rules (RFC 9293 §3.5.1), not because anything was lost. */
    private static boolean clientRefusedAnAnswer(Life life, List<Milestone> copies) {
        long first = copies.get(0).frame();
        long last = copies.get(copies.size() - 1).frame();
        Predecessor predecessor = life.predecessor();
        Stream<Milestone> ofPredecessor = predecessor == null ? Stream.of() : predecessor.sinceSyn().stream();
        return Stream.concat(life.milestones().stream(), ofPredecessor)
                .anyMatch(m -> m.from() == Role.CLIENT && m.isRst() && m.frame() > first && m.frame() < last);
    }

    private static String message(Life life, List<Milestone> copies, Milestone answer) {
        Milestone first = copies.get(0);
        int repeats = life.side(Role.CLIENT).synRetransmissions();
        String sent = "The client " + life.address(Role.CLIENT) + " repeated its SYN (frame " + first.frame() + ") "
                + (repeats == 1 ? "once" : CountText.of(repeats, "time")) + " before the connection to "
                + life.address(Role.SERVER) + " opened: ";
        if (answer.frame() < copies.get(1).frame()) {
            return sent + "the SYN-ACK of frame " + answer.frame() + " had passed the capture point "
                    + DurationText.of(answer.timeNanos() - first.timeNanos())
                    + " after the first one, so it was lost or late on its way to the client.";
        }
        return sent + "the first SYN-ACK (frame " + answer.frame() + ") came "
                + DurationText.of(answer.timeNanos() - first.timeNanos()) + " after the first SYN.";
    }
}
