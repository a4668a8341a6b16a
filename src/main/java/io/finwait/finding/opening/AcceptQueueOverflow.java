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
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The client is connected as far as it knows, but the listener's accept queue has no room: its ACK and its data are dropped. */
public final class AcceptQueueOverflow implements ConnectionRule {
    public static final FindingKind KIND = new FindingKind(
            "accept-queue-overflow",
            "A server has no room for connections that clients believe to be open",
            Severity.HIGH);

    @Override
    public FindingKind kind() {
        return KIND;
    }

    @Override
    public int traits() {
        return Trait.SYN_ACK_REPEATED | Trait.RST_SEEN;
    }

    @Override
    public void examine(Life life, Consumer<Finding> found) {
        SynAckCopies copies = life.has(Trait.SYN_ACK_REPEATED) ? SynAckCopies.of(life) : null;
        if (copies != null && copies.isOverflow()) {
            found.accept(ofCopies(life, copies));
        } else if (life.has(Trait.RST_SEEN)) {
            abort(life, found);
        }
    }

    private static Finding ofCopies(Life life, SynAckCopies copies) {
        Milestone repeated = copies.afterAck() == null ? copies.lastSynAck() : copies.afterAck();
        long[] frames = LongStream.concat(
                        copies.synAcks().stream().limit(6).mapToLong(Milestone::frame),
                        copies.acks().stream().limit(6).mapToLong(Milestone::frame))
                .sorted()
                .toArray();
        Milestone first = copies.acks().get(0);
        String message = "The server " + life.address(Role.SERVER) + " dropped "
                + CountText.of(copies.acks().size(), "segment")
                + " of the client from frame " + first.frame() + " on, among them the ACK of its SYN-ACK and "
                + CountText.of(copies.data().size()) + " with data, and sent the SYN-ACK again (frame "
                + repeated.frame() + ") " + DurationText.of(repeated.timeNanos() - first.timeNanos())
                + " after that ACK: its accept queue was full, while the client believed itself connected.";
        Confidence confidence = isSeenAtServer(life) ? Confidence.STRONG : Confidence.LIKELY;
        return Finding.of(KIND, confidence, frames, () -> message);
    }

    /** The server answers the SYN much sooner than the client answers the SYN-ACK: nothing can be lost between it and the capture point. */
    private static boolean isSeenAtServer(Life life) {
        long toServer = life.synToSynAckNanos();
        long toClient = life.synAckToAckNanos();
        return toServer >= 0 && toClient > 4 * toServer;
    }

    /** With {@code tcp_abort_on_overflow} the ACK of the handshake is answered with RST. */
    private static void abort(Life life, Consumer<Finding> found) {
        List<Milestone> milestones = life.milestones();
        Milestone ack = null;
        for (Milestone m : milestones) {
            boolean fromServer = m.from() == Role.SERVER;
            if (fromServer && m.isSynAck()) {
                continue;
            }
            if (!fromServer && ack == null && m.isPureAck()) {
                ack = m;
            } else if (fromServer) {
                if (ack != null && m.isStatelessRst() && m.seq() == ack.ack() && isAtOnce(ack, m)) {
                    found.accept(aborted(life, ack, m));
                }
                return;
            }
        }
    }

    private static boolean isAtOnce(Milestone ack, Milestone rst) {
        return rst.timeNanos() - ack.timeNanos() < 1_000_000_000;
    }

    private static Finding aborted(Life life, Milestone ack, Milestone rst) {
        String message =
                "The server " + life.address(Role.SERVER) + " answered the ACK of its SYN-ACK (frame " + ack.frame()
                        + ") with RST (frame " + rst.frame() + ") " + DurationText.of(rst.timeNanos() - ack.timeNanos())
                        + " later, as a full accept queue with tcp_abort_on_overflow does.";
        return Finding.of(KIND, Confidence.LIKELY, new long[] {ack.frame(), rst.frame()}, () -> message);
    }
}
