package io.finwait.pair;

import io.finwait.decode.SeqNum;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Role;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one end of a connection sent, at the capture point near it (the origin) and at the far one: each segment waits until it is found at
 * the other point too. Data is compared by its sequence numbers, for it may be cut up or joined by offload on either host.
 */
final class Course {
    private static final int MOST_WAITING = 4_096;

    final Pair pair;
    final Role from;
    final Side origin;

    private final Terms terms;
    private final Ledger ledger;
    private final Counterparts counterparts;
    private final Deque<Passage> sent = new ArrayDeque<>(2);
    private final Deque<Passage> arrived = new ArrayDeque<>(2);
    private final Overdue overdue = new Overdue();
    private final Prints[] prints = {new Prints(), new Prints()};
    private @Nullable Course back;

    private boolean finSeen;
    private int finEnd;
    private int isn;
    private boolean isnKnown;

    /** By side: how far this end's segments go there. */
    private final Reach[] reach = {new Reach(), new Reach()};

    /** The latest acknowledgement of a FIN or of the SYN-ACK that arrived; it should keep the other end from repeating that. */
    private @Nullable Passage answer;

    private boolean unheard;
    private boolean finRepeated;
    private boolean resets;

    Course(Pair pair, Role from, Terms terms, Ledger ledger) {
        this.pair = pair;
        this.from = from;
        this.origin = pair.near(from);
        this.terms = terms;
        this.ledger = ledger;
        counterparts = new Counterparts(terms);
    }

    static void connect(Course one, Course other) {
        one.back = other;
        other.back = one;
    }

    private Course back() {
        Course other = back;
        if (other == null) {
            throw new IllegalStateException("a course without the one back");
        }
        return other;
    }

    /**
     * Takes the next segment of this end, at either point.
     *
     * @return whether it is the first to be seen of it, at either point
     */
    boolean take(Passage p) {
        if (prints[p.seenAt.ordinal()].isTwice(p)) {
            return false;
        }
        boolean atOrigin = p.seenAt == origin;
        p.kind = p.isPureAck() ? kindOfAck(p) : Kind.of(p.flags, p.end != p.seq);
        p.repeat = isRepeat(p);
        p.answersSomethingSeenThere = atOrigin
                && p.has(TcpSegment.ACK_FLAG)
                && back().at(origin.other()).beganBefore(p.ack);
        if (atOrigin && p.end != p.seq) {
            holdAgainstCopies(p);
        }
        boolean known = find(p, atOrigin);
        if (!known) {
            (atOrigin ? sent : arrived).add(p);
        }
        note(p);
        if (atOrigin) {
            back().hear(p);
            senderGoesOn(p);
        }
        settle(p.alignedNanos - terms.patienceNanos(), MOST_WAITING);
        settleOverdue();
        back().settleOverdue();
        return !known;
    }

    private Reach at(Side side) {
        return reach[side.ordinal()];
    }

    private Kind kindOfAck(Passage p) {
        Course peer = back();
        if (peer.finSeen && SeqNum.atOrAfter(p.ack, peer.finEnd)) {
            return finSeen && peer.hasAcked(finEnd) ? Kind.LAST_ACK : Kind.ACK_OF_FIN;
        }
        boolean completes =
                from == Role.CLIENT && isnKnown && peer.isnKnown && p.seq == isn + 1 && p.ack == peer.isn + 1;
        return completes ? Kind.HANDSHAKE_ACK : Kind.ACK;
    }

    private boolean hasAcked(int end) {
        return reach[0].acknowledges(end) || reach[1].acknowledges(end);
    }

    private boolean isRepeat(Passage p) {
        if (p.kind == Kind.LAST_ACK || p.kind == Kind.ACK_OF_FIN || p.kind == Kind.HANDSHAKE_ACK) {
            return at(p.seenAt).acknowledges(p.ack);
        }
        return p.end != p.seq && at(p.seenAt).goesTo(p.end);
    }

    private void note(Passage p) {
        if (p.kind == Kind.RST) {
            resets = true;
            return;
        }
        finRepeated |= p.has(TcpSegment.FIN) && p.repeat;
        if (p.has(TcpSegment.SYN)) {
            isnKnown = true;
            isn = p.seq;
        }
        if (p.has(TcpSegment.FIN)) {
            finSeen = true;
            finEnd = p.end;
        }
        at(p.seenAt).take(p);
    }

    /** What acknowledges one of several copies does not say which of them arrived. */
    private void holdAgainstCopies(Passage p) {
        boolean acknowledged = back().at(origin.other()).acknowledges(p.end);
        p.thereAlready = (acknowledged || at(origin.other()).goesTo(p.end)) && (p.repeat || !roseJustBefore(p));
        if (p.repeat && !acknowledged) {
            Consumer<Passage> alike = older -> {
                older.ambiguous = true;
                p.ambiguous = true;
            };
            overdue.overlapping(p, alike);
            sent.stream().filter(older -> older.overlap(p) > 0).forEach(alike);
        }
    }

    /**
     * Whether what the far point has of this end, or acknowledges of it, grew just before {@code p} was sent by the aligned clocks: they
     * are not exact enough for that to have been before.
     */
    private boolean roseJustBefore(Passage p) {
        long since = p.alignedNanos - terms.graceNanos();
        return at(origin.other()).roseSince(since) || back().at(origin.other()).roseSince(since);
    }

    // ---- the same segment at the other point

    private boolean find(Passage p, boolean atOrigin) {
        Deque<Passage> others = atOrigin ? arrived : sent;
        if (!atOrigin) {
            overdue.overlapping(p, older -> {
                if (older.seenAt == origin) {
                    copyArrives(older);
                }
            });
        }
        Passage same = counterparts.find(p, others, atOrigin ? older -> {} : older -> copyArrives(older));
        if (same == null) {
            return p.end != p.seq && Counterparts.cover(p, others);
        }
        same.arrivesAs(p);
        p.arrivesAs(same);
        same.repeat |= p.repeat;
        others.remove(same);
        arrived(atOrigin ? p : same);
        return true;
    }

    /** A newer copy of {@code older} arrived. */
    private void copyArrives(Passage older) {
        if (!older.copyArrived && back().at(origin.other()).acknowledges(older.end)) {
            older.acknowledgedUnseen = true;
        } else {
            older.copyArrived = true;
        }
    }

    private void arrived(Passage p) {
        if (p.kind == Kind.LAST_ACK || p.kind == Kind.ACK_OF_FIN || p.kind == Kind.HANDSHAKE_ACK) {
            answer = p;
        }
    }

    // ---- what shows that something did not arrive, or was not sent

    /** The other end sends {@code reply}, seen where it left: what this end sent long enough before should be in its ears. */
    private void hear(Passage reply) {
        for (Passage o : sent) {
            if (o.alignedNanos + terms.graceNanos() > reply.alignedNanos) {
                break;
            }
            if (o.deniedFrame < 0 && o.isDeniedBy(reply)) {
                o.deniedFrame = reply.frame;
                o.deniedNanos = reply.alignedNanos;
            }
        }
        Passage last = answer;
        if (last != null && !unheard && last.isDeniedBy(reply)) {
            long reactionNanos = 2 * Terms.beyondNanos(pair, from.peer()) + terms.graceNanos();
            if (reply.nanos - farNanos(last) > reactionNanos) {
                unheard = true;
                ledger.unheard(pair, last, reply);
            }
        }
    }

    private long farNanos(Passage p) {
        return p.seenAt == origin ? p.otherNanos : p.nanos;
    }

    /** The sender goes on: it did not send a RST that only the far point has seen. */
    private void senderGoesOn(Passage p) {
        for (Passage o : arrived) {
            boolean later = o.alignedNanos + terms.graceNanos() < p.alignedNanos;
            if (o.kind == Kind.RST && o.deniedFrame < 0 && later && p.kind != Kind.RST) {
                o.deniedFrame = p.frame;
                o.deniedNanos = p.alignedNanos;
            }
        }
    }

    // ---- what is given up

    /** Gives up what has waited since before {@code alignedNanos}, and the oldest of more than {@code most}. */
    void settle(long alignedNanos, int most) {
        settle(sent, alignedNanos, most);
        settle(arrived, alignedNanos, most);
    }

    private void settle(Deque<Passage> waiting, long alignedNanos, int most) {
        for (Passage oldest = waiting.peek();
                oldest != null && (oldest.alignedNanos < alignedNanos || waiting.size() > most);
                oldest = waiting.peek()) {
            waiting.remove();
            if (mayYetBeTold(oldest)) {
                overdue.add(oldest, dropped -> ledger.absent(this, dropped));
            } else {
                ledger.absent(this, oldest);
            }
        }
    }

    /** Whether what comes may still show that the capture that lacks it has missed it, or that only a copy arrived. */
    private boolean mayYetBeTold(Passage p) {
        return p.end != p.seq && p.deniedFrame < 0 && !p.copyArrived && !isGoneBeyond(p);
    }

    private void settleOverdue() {
        if (!overdue.isEmpty()) {
            overdue.settle(o -> !mayYetBeTold(o), told -> ledger.absent(this, told));
        }
    }

    /** Gives up everything. */
    void end() {
        settle(Long.MAX_VALUE, 0);
        overdue.settle(o -> true, left -> ledger.absent(this, left));
    }

    /** Whether the receiver or the sender, at the side that lacks it, goes on as after it. */
    boolean isGoneBeyond(Passage p) {
        return wasAcknowledged(p) || p.seenAt != origin && senderWentBeyond(p);
    }

    /** Whether the receiver acknowledged all of it at its side, so that it arrived; only for what occupies sequence numbers. */
    private boolean wasAcknowledged(Passage p) {
        boolean acknowledged = back().at(p.seenAt.other()).acknowledges(p.end);
        return p.end != p.seq && (p.acknowledgedUnseen || !p.copyArrived && acknowledged);
    }

    /** Whether the far point has seen an acknowledgement of at least as much from this end. */
    boolean anotherAckArrived(Passage p) {
        return at(origin.other()).acknowledges(p.ack);
    }

    /** Whether the other end may have given its FIN up: it has repeated it before, or somebody sent a RST. */
    boolean mayBeSilentForAnotherReason() {
        return back().finRepeated || resets || back().resets;
    }

    /** Whether the sender itself has been seen to go beyond it. */
    private boolean senderWentBeyond(Passage p) {
        return p.end != p.seq && at(origin).goesTo(p.end);
    }

    /** Whether that capture has any of this end's segments by now. */
    boolean isSeenAt(Side side) {
        return at(side).isAny();
    }

    /** Whether that capture has none of this end's segments although its peer's there acknowledge some. */
    boolean isUnseenAt(Side side) {
        return !at(side).isAny() && back().at(side).isAcknowledging();
    }

    /** Whether both ends' FINs have been seen and acknowledged. */
    boolean isOver() {
        return finSeen && back().hasAcked(finEnd);
    }
}
