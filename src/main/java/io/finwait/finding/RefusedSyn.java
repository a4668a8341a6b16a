package io.finwait.finding;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.Trait;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A SYN that the server answered with an ACK of the connection that had the addresses and ports before: a challenge ACK of a socket that
 * still lives (RFC 5961 §4), or the ACK of TIME_WAIT (RFC 9293 §3.10.7.4; tcp_timewait_state_process). The client, which knows no such
 * connection, answers that with RST (RFC 9293 §3.5.1, Figure 8), and its SYN has to be sent again.
 *
 * @param holder the state in which the server holds the old connection, as far as its packets show
 * @param before the old connection; null if the capture does not hold it
 * @param syn the first SYN and {@code answers} what the server said to it and to its copies, at least one
 * @param resets the client's answers to those
 * @param repeats the further copies of the SYN
 * @param synAck the SYN-ACK that accepted it in the end; null if none was seen
 */
public record RefusedSyn(
        TcpState holder,
        @Nullable Predecessor before,
        Milestone syn,
        List<Milestone> answers,
        List<Milestone> resets,
        List<Milestone> repeats,
        @Nullable Milestone synAck) {
    /** Connections without any of these have no refused SYN. */
    public static final int TRAITS = Trait.OLD_ONE_ANSWERED | Trait.STRAY_SEGMENTS;

    /** A SYN that nothing answers is repeated after a second (RFC 6298 §2); clocks may be a little early. */
    private static final long FIRST_RETRANSMISSION_NANOS = 900_000_000;

    /** A kernel answers at once; round trips are shorter than this. */
    private static final long ANSWERED_WITHIN_NANOS = 1_000_000_000;

    /** The refused SYN of a connection; null if it has none. */
    public static @Nullable RefusedSyn of(Life life) {
        Predecessor before = life.predecessor();
        boolean answeredByOther = before != null && !before.sinceSyn().isEmpty();
        if (!answeredByOther && !life.has(Trait.STRAY_SEGMENTS)
                || !life.side(Role.CLIENT).sentSyn()) {
            return null;
        }
        List<Milestone> all = Stream.concat(
                        life.milestones().stream(), before == null ? Stream.of() : before.sinceSyn().stream())
                .filter(m -> !m.is(Milestone.ICMP))
                .sorted(Comparator.comparingLong(Milestone::frame))
                .toList();
        return of(life, before, all);
    }

    private static @Nullable RefusedSyn of(Life life, @Nullable Predecessor before, List<Milestone> all) {
        int isn = life.side(Role.CLIENT).isn();
        List<Milestone> syns = all.stream()
                .filter(m -> m.from() == Role.CLIENT && m.isSyn() && m.seq() == isn)
                .toList();
        if (syns.isEmpty()) {
            return null;
        }
        Milestone syn = syns.get(0);
        List<Milestone> answers = new ArrayList<>();
        List<Milestone> resets = new ArrayList<>();
        Milestone synAck = null;
        Milestone lastOfClient = syn;
        Milestone lastAnswer = null;
        for (Milestone m : all) {
            if (m.frame() <= syn.frame() || synAck != null) {
                continue;
            }
            if (m.from() == Role.CLIENT) {
                if (m.isRst() && lastAnswer != null && isAnsweredBy(lastAnswer, m)) {
                    resets.add(m);
                }
                lastOfClient = m;
            } else if (m.isSynAck() && m.ack() == isn + 1) {
                synAck = m;
            } else if (m.isPureAck() && lastOfClient.isSyn() && isOfOld(m, before, isn)) {
                answers.add(m);
                lastAnswer = m;
            } else {
                lastAnswer = null;
            }
        }
        if (answers.isEmpty()) {
            return null;
        }
        List<Milestone> repeats =
                syns.stream().filter(m -> m.frame() > answers.get(0).frame()).toList();
        if (before == null && repeats.isEmpty() && synAck == null) {
            return null; // a stray ACK alone: nothing shows that the client wanted a connection
        }
        TcpState holder = before == null ? byIdentification(answers.get(0)) : before.serverState();
        return new RefusedSyn(holder, before, syn, answers, resets, repeats, synAck);
    }

    private static boolean isOfOld(Milestone answer, @Nullable Predecessor before, int isn) {
        boolean acknowledgesSyn = SeqNum.after(answer.ack(), isn) && !SeqNum.after(answer.ack(), isn + 1);
        return !acknowledgesSyn && (before == null || answer.seq() == before.serverNext());
    }

    private static boolean isAnsweredBy(Milestone ack, Milestone rst) {
        return rst.seq() == ack.ack() && rst.timeNanos() - ack.timeNanos() <= ANSWERED_WITHIN_NANOS;
    }

    /** Linux answers from TIME_WAIT with IPv4 identification 0; a full socket goes on counting (ip_send_unicast_reply, ip_queue_xmit). */
    private static TcpState byIdentification(Milestone answer) {
        return answer.ipId() == 0 ? TcpState.TIME_WAIT : answer.ipId() > 0 ? TcpState.ESTABLISHED : TcpState.LISTEN;
    }

    /** Whether the server's socket was not yet closed, nor in TIME_WAIT. */
    public boolean holderLives() {
        return switch (holder) {
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, FIN_WAIT_2, LAST_ACK, CLOSING -> true;
            case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, TIME_WAIT -> false;
        };
    }

    public Milestone firstAnswer() {
        return answers.get(0);
    }

    /** Whether the usual way out, a RST and the SYN once more, did not help at once: a further copy was refused too. */
    public boolean isStuck() {
        boolean refusedAgain = !repeats.isEmpty()
                && answers.stream().anyMatch(m -> m.frame() > repeats.get(0).frame());
        return refusedAgain && (synAck == null || delayNanos() >= FIRST_RETRANSMISSION_NANOS);
    }

    /** From the first SYN to the copy that was accepted, nanoseconds; -1 if none was. */
    public long delayNanos() {
        Milestone accepted = synAck;
        if (accepted == null) {
            return -1;
        }
        long at = syn.timeNanos();
        for (Milestone repeat : repeats) {
            if (repeat.frame() < accepted.frame()) {
                at = repeat.timeNanos();
            }
        }
        return at - syn.timeNanos();
    }

    /** The frames that prove it, in order, at most a dozen. */
    public long[] frames() {
        Stream<Milestone> last = synAck == null ? Stream.of() : Stream.of(synAck);
        return Stream.of(
                        Stream.of(syn),
                        answers.stream().limit(3),
                        resets.stream().limit(3),
                        repeats.stream().limit(3),
                        last)
                .flatMap(part -> part)
                .mapToLong(Milestone::frame)
                .sorted()
                .toArray();
    }

    /** Whether it carries timestamps, so that PAWS could be what refused it. */
    boolean synHasTimestamps() {
        return syn.hasTimestamps() && !syn.has(TcpSegment.ACK_FLAG);
    }

    /**
     * Why TIME_WAIT refused it: Linux lets in a SYN whose number lies beyond what it expects or whose TSval is newer, but none whose TSval
     * is older.
     *
     * @return part of a sentence; empty if the packets do not show it
     */
    public String reason() {
        Predecessor old = before;
        if (old == null) {
            return "";
        }
        int ahead = old.beyondClientNext(syn.seq());
        if (old.timestamps() && synHasTimestamps()) {
            int newer = syn.tsVal() - old.clientTsVal();
            if (newer < 0) {
                return "its timestamp was " + CountText.of(-(long) newer)
                        + " ticks older than the last one of the connection before";
            }
        }
        if (ahead <= 0) {
            return ahead == 0
                    ? "its sequence number was just the one that TIME_WAIT expected, not beyond it"
                    : "its sequence number lay " + CountText.of(-(long) ahead) + " before what TIME_WAIT expected";
        }
        return "";
    }
}
