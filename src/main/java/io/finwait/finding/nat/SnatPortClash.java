package io.finwait.finding.nat;

import io.finwait.decode.SeqNum;
import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** An address translator gave a port to another connection while the server still held the one that had it before. */
public final class SnatPortClash implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("snat-port-clash", "A port behind one address was used again too soon", Severity.MEDIUM);

    /**
     * A clock that is behind by more than this is another clock: one host's never goes back on the same four addresses and ports. Behind a
     * translator that changes ports it may, for an offset is then made of other ports than those that are seen.
     */
    private static final int TICKS = 100;

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.OLD_ONE_ANSWERED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        Predecessor old = life.predecessor();
        if (old == null
                || !old.timestamps()
                || old.serverState() == TcpState.CLOSED
                || !life.synHasTimestamps()
                || old.sinceSyn().isEmpty()) {
            return;
        }
        int behind = SeqNum.distance(old.clientTsVal(), life.synTsVal());
        List<Milestone> refusals = old.sinceSyn().stream()
                .filter(m -> m.from() == Role.SERVER && m.isPureAck())
                .toList();
        if (behind <= TICKS || refusals.isEmpty()) {
            return;
        }
        boolean opened = life.side(Role.SERVER).sentSynAck();
        long synFrame = life.connection().firstFrame();
        long wait = Math.max(0, life.outline().firstSeenNanos() - old.armedNanos());
        String message = "The SYN of frame " + synFrame + " from " + life.address(Role.CLIENT) + " to "
                + life.address(Role.SERVER) + " met the " + old.serverState() + " of connection #" + old.id() + ", "
                + DurationText.of(wait) + " after its last segment that mattered, with a TSval "
                + CountText.of(behind)
                + " ticks older than that one's: another host has this port now, or another connection of the same host behind an"
                + " address translator, or that host was started anew. "
                + "The server answered with an ACK of the old connection (frame "
                + refusals.get(0).frame()
                + (opened ? "), and the repeated SYN was let in." : "), and the connection did not open.");
        long[] frames = LongStream.concat(
                        LongStream.of(old.lastFrame(), synFrame),
                        old.sinceSyn().stream().mapToLong(Milestone::frame))
                .sorted()
                .distinct()
                .toArray();
        found.accept(Finding.of(KIND, Confidence.LIKELY, frames, () -> message)
                .withSeverity(opened ? Severity.MEDIUM : Severity.HIGH));
    }
}
