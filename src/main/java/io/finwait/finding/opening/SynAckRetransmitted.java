package io.finwait.finding.opening;

import io.finwait.finding.Confidence;
import io.finwait.finding.ConnectionRule;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The server sent its SYN-ACK more than once because no ACK of it came, or none that arrived. */
public final class SynAckRetransmitted implements ConnectionRule {
    public static final FindingKind KIND =
            new FindingKind("synack-retransmitted", "A server sent its SYN-ACK more than once", Severity.MEDIUM);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.SYN_ACK_REPEATED;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        SynAckCopies copies = SynAckCopies.of(life);
        if (copies == null || copies.isOverflow() || copies.isDeferred()) {
            return; // those are told by findings of their own
        }
        long spanNanos =
                copies.lastSynAck().timeNanos() - copies.synAcks().get(0).timeNanos();
        if (spanNanos < LEAST_SPAN_NANOS) {
            return;
        }
        long[] frames = LongStream.concat(
                        copies.synAcks().stream().limit(8).mapToLong(Milestone::frame),
                        copies.acks().stream().limit(2).mapToLong(Milestone::frame))
                .sorted()
                .toArray();
        String message = "The server " + life.address(Role.SERVER) + " sent its SYN-ACK (frame "
                + copies.synAcks().get(0).frame() + ") "
                + CountText.of(copies.synAcks().size(), "time") + " in "
                + DurationText.of(spanNanos) + reason(life, copies);
        found.accept(Finding.of(KIND, Confidence.CERTAIN, frames, () -> message));
    }

    /** No timer of a listener is that short: copies within it are answers to SYNs that crossed, or copies by the network. */
    private static final long LEAST_SPAN_NANOS = 150_000_000;

    private static String reason(Life life, SynAckCopies copies) {
        if (life.has(Trait.ONE_SIDED)) {
            return "; the capture does not hold what the client sent, so it cannot tell why.";
        }
        if (copies.mayHaveCrossed()) {
            return " although an ACK of it (frame " + copies.acks().get(0).frame()
                    + ") had been seen: that ACK may still have been on its way, because the server's answer to the SYN took "
                    + DurationText.of(copies.answeredNanos()) + ".";
        }
        if (copies.afterAck() != null) {
            return " although an ACK of it (frame " + copies.acks().get(0).frame()
                    + ") had been seen: that ACK was lost behind the capture point, or the listener dropped it.";
        }
        if (copies.answersToSyns() == copies.copies()) {
            return ", each time in answer to a further SYN: the SYN-ACK did not reach the client, or was late.";
        }
        return life.side(Role.CLIENT).establishedNanos() == Life.NEVER
                ? " and the capture holds no ACK of it: the client is gone, never asked for it, or cannot be reached."
                : ", and the ACK came only after the last of them: SYN-ACK or ACK were lost.";
    }
}
