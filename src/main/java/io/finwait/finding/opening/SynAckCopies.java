package io.finwait.finding.opening;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The copies of a SYN-ACK, and what the client had sent by then.
 *
 * @param syns all SYNs, {@code synAcks} all SYN-ACKs
 * @param acks the client's segments that acknowledge the SYN-ACK, up to the last copy of it
 * @param data those of them that carry data, copies included
 * @param afterAck the first copy of the SYN-ACK that its timer sent although an ACK of it had been seen; null if there is none
 * @param firstData the client's first data after all copies; null if there is none
 * @param dataTaken whether the server acknowledged data of the client in the end
 * @param dataRepeated whether the client had to send data again
 */
record SynAckCopies(
        List<Milestone> syns,
        List<Milestone> synAcks,
        List<Milestone> acks,
        List<Milestone> data,
        @Nullable Milestone afterAck,
        @Nullable Milestone firstData,
        boolean dataTaken,
        boolean dataRepeated) {
    /** A listener repeats its SYN-ACK at once for each copy of the SYN. */
    private static final long AT_ONCE_NANOS = 5_000_000;

    /** Its timer starts at a second (RFC 6298 §2). */
    private static final long TIMER_NANOS = 900_000_000;

    /** ACK, data and a copy of either: that plain loss took all of them and nothing else is unlikely. */
    private static final int IGNORED_LEAST = 3;

    /** Null if the server's SYN-ACK was not seen twice. */
    static @Nullable SynAckCopies of(Life life) {
        int isn = life.side(Role.SERVER).isn();
        List<Milestone> syns = new ArrayList<>();
        List<Milestone> synAcks = new ArrayList<>();
        List<Milestone> acks = new ArrayList<>();
        List<Milestone> data = new ArrayList<>();
        List<Milestone> pending = new ArrayList<>();
        Milestone afterAck = null;
        for (Milestone m : life.milestones()) {
            if (m.is(Milestone.ICMP) || m.isRst()) {
                continue;
            }
            if (m.from() == Role.CLIENT) {
                if (m.isSyn()) {
                    syns.add(m);
                } else if (m.has(TcpSegment.ACK_FLAG) && SeqNum.after(m.ack(), isn)) {
                    pending.add(m);
                }
            } else if (m.isSynAck()) {
                if (afterAck == null && !pending.isEmpty() && isOfTimer(m, syns, pending.get(0), synAcks)) {
                    afterAck = m;
                }
                synAcks.add(m);
                acks.addAll(pending);
                pending.stream().filter(p -> p.payloadLength() > 0).forEach(data::add);
                pending.clear();
            }
        }
        Milestone firstData =
                pending.stream().filter(m -> m.payloadLength() > 0).findFirst().orElse(null);
        boolean taken = SeqNum.after(
                life.side(Role.SERVER).rcvNxt(), life.side(Role.CLIENT).isn() + 1);
        boolean repeated = life.side(Role.CLIENT).retransmissions() > 0;
        return synAcks.size() < 2
                ? null
                : new SynAckCopies(syns, synAcks, acks, data, afterAck, firstData, taken, repeated);
    }

    private static boolean isOfTimer(
            Milestone copy, List<Milestone> syns, Milestone firstAck, List<Milestone> synAcks) {
        boolean answersSyn = syns.stream().skip(1).anyMatch(s -> isSoonAfter(copy, s));
        boolean waited = synAcks.isEmpty()
                || copy.timeNanos() - synAcks.get(synAcks.size() - 1).timeNanos() >= TIMER_NANOS;
        return waited && !answersSyn && copy.frame() > firstAck.frame();
    }

    private static boolean isSoonAfter(Milestone copy, Milestone syn) {
        long delay = copy.timeNanos() - syn.timeNanos();
        return delay >= 0 && delay <= AT_ONCE_NANOS;
    }

    /** From the last SYN before the first SYN-ACK to that: the round trip between here and the server, or longer; -1 if not seen. */
    long answeredNanos() {
        Milestone answer = synAcks.get(0);
        return syns.stream()
                .filter(syn -> syn.frame() < answer.frame())
                .mapToLong(syn -> answer.timeNanos() - syn.timeNanos())
                .min()
                .orElse(-1);
    }

    /** Whether all copies came before the server could have answered the first ACK: it may have sent them before that came. */
    boolean mayHaveCrossed() {
        return afterAck != null && lastSynAck().timeNanos() - acks.get(0).timeNanos() < answeredNanos();
    }

    /** How many copies of the SYN-ACK came right after a copy of the SYN. */
    long answersToSyns() {
        return synAcks.stream()
                .skip(1)
                .filter(copy -> syns.stream().skip(1).anyMatch(s -> isSoonAfter(copy, s)))
                .count();
    }

    int copies() {
        return synAcks.size() - 1;
    }

    /** The listener had the ACK and data, and left it all unanswered: it cannot take the connection in. */
    boolean isOverflow() {
        return afterAck != null && dataRepeated && !data.isEmpty() && acks.size() >= IGNORED_LEAST;
    }

    /** The client had nothing to send until all was over, and what it sent then was taken at once. */
    boolean isDeferred() {
        return afterAck != null
                && !mayHaveCrossed()
                && data.isEmpty()
                && firstData != null
                && dataTaken
                && !dataRepeated;
    }

    Milestone lastSynAck() {
        return synAcks.get(synAcks.size() - 1);
    }
}
