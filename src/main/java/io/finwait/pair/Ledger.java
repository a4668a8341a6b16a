package io.finwait.pair;

import io.finwait.decode.TcpSegment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps what only one capture has, as far as it matters, until all is read: only then it is known how far each capture can be trusted. */
final class Ledger {
    /** Beyond these only the number is kept. */
    private static final int MOST = 100_000;

    /** Of a capture of one direction every sender is in doubt; so many say as much as all. */
    private static final int MOST_DOUBTS = 10_000;

    /** For so long a host waits at most before it first repeats a FIN that stays unanswered, on paths up to 300 ms (RFC 6298 §2). */
    private static final long FIRST_REPEAT_NANOS = 1_500_000_000L;

    /** Something missing, with what is known of it so far. */
    private record Entry(
            Pair pair,
            Passage passage,
            Evidence evidence,
            long runsOnNanos,
            @Nullable Course unseen) {
        /** Whether the other capture has nothing of that direction, which is known at the end. */
        boolean isOneDirection() {
            return unseen != null && unseen.isUnseenAt(passage.seenAt.other());
        }

        boolean arrived() {
            return passage.seenAt != pair.near(passage.from);
        }
    }

    /** A sender of which a capture lacks a segment that arrived: missed, or all of that direction is missing. */
    private record Missed(Course course, Side side) {}

    private final Terms terms;
    private final Predicate<Pair> chosen;
    private final Set<Missed> missed = new LinkedHashSet<>();
    private final boolean[] lossy = new boolean[2];
    private final List<Entry> entries = new ArrayList<>();
    private final List<Unheard> unheard = new ArrayList<>();
    private final long[] plainAcks = new long[2];
    private long notKept;

    /**
     * Begins it.
     *
     * @param chosen which pairs are told of; the others only show how far the captures can be trusted
     */
    Ledger(Terms terms, Predicate<Pair> chosen) {
        this.terms = terms;
        this.chosen = chosen;
    }

    /** A segment was not found at the other point. */
    void absent(Course course, Passage p) {
        boolean arrived = p.seenAt != course.origin;
        Evidence evidence = evidence(course, p, arrived);
        if (p.kind.matters() && showsAGap(course, p, evidence)) {
            missed(course, p.seenAt.other());
        }
        if (!chosen.test(course.pair)) {
            return;
        }
        if (!p.kind.matters()) {
            if (evidence != Evidence.OUTSIDE) {
                plainAcks[p.seenAt.other().ordinal()]++;
            }
            return;
        }
        if (entries.size() < MOST) {
            Side other = p.seenAt.other();
            Course unseen = course.isSeenAt(other) ? null : course; // a course is large
            entries.add(new Entry(course.pair, p, evidence, terms.runsOnNanos(other, p.alignedNanos), unseen));
        } else {
            notKept++;
        }
    }

    /** Whether the capture that lacks it has missed something, be it another copy. That somebody makes up data is not assumed. */
    private static boolean showsAGap(Course course, Passage p, Evidence evidence) {
        boolean isNew = p.end != p.seq && p.kind != Kind.SYN_ACK && p.kind != Kind.RST;
        boolean arrivedUnsent = p.seenAt != course.origin && !p.repeat && isNew;
        return evidence == Evidence.ACKNOWLEDGED
                || evidence == Evidence.NONE && (arrivedUnsent || p.ambiguous && course.isGoneBeyond(p));
    }

    /**
     * That a capture has something of a direction stays true. Whether one that has nothing of it so far keeps the other one only is known
     * at the end.
     */
    private void missed(Course course, Side side) {
        if (!course.isUnseenAt(side)) {
            lossy[side.ordinal()] = true;
        } else if (missed.size() < MOST_DOUBTS && !lossy[side.ordinal()]) {
            missed.add(new Missed(course, side));
        }
    }

    private Evidence evidence(Course course, Passage p, boolean arrived) {
        if (!terms.wasRunning(p, arrived)) {
            return Evidence.OUTSIDE;
        }
        if (!isOwnOpening(course.pair, p) && terms.portsWereShared(course.pair, p.alignedNanos)) {
            return Evidence.PORTS_SHARED;
        }
        boolean copy = arrived ? p.repeat : p.thereAlready; // a second copy that arrives may be the network's own
        if (!copy && !p.ambiguous && course.isGoneBeyond(p)) {
            return Evidence.ACKNOWLEDGED;
        }
        if (p.deniedFrame >= 0) {
            return arrived ? Evidence.SENDER_WENT_ON : Evidence.RECEIVER_DENIES;
        }
        return !arrived && wouldHaveBeenRepeated(course, p) ? Evidence.NOT_REPEATED : Evidence.NONE;
    }

    /** A SYN-ACK with another number is that of another connection on the same ports, whose SYN the capture has missed. */
    private static boolean isOwnOpening(Pair pair, Passage p) {
        return p.has(TcpSegment.SYN) && pair.isInitial(p.from, p.seq);
    }

    /** Whether the receiver would have repeated its FIN by the end of its capture, had it not got this. */
    private boolean wouldHaveBeenRepeated(Course course, Passage p) {
        boolean ofFin = p.kind == Kind.LAST_ACK || p.kind == Kind.ACK_OF_FIN;
        long waitNanos = FIRST_REPEAT_NANOS + 4 * terms.graceNanos();
        return ofFin
                && !course.mayBeSilentForAnotherReason()
                && !course.anotherAckArrived(p)
                && terms.runsOnNanos(p.seenAt.other(), p.alignedNanos) > waitNanos;
    }

    /** A segment arrived, and its receiver went on as if it had not. */
    void unheard(Pair pair, Passage p, Passage reply) {
        if (unheard.size() < MOST && chosen.test(pair)) {
            boolean seenLeaving = p.seenAt == pair.near(p.from);
            long left = seenLeaving ? p.frame : p.otherFrame;
            long arrived = seenLeaving ? p.otherFrame : p.frame;
            long arrivedNanos = seenLeaving ? p.otherNanos : p.nanos;
            unheard.add(new Unheard(pair, p.kind, p.from, left, arrived, reply.frame, reply.nanos - arrivedNanos));
        }
    }

    /** What is to be said in the end, in the order it was found out; tells {@code trust} of what a capture missed. */
    List<Absence> absences(Trust trust) {
        var absences = new ArrayList<Absence>();
        for (Missed each : missed) {
            lossy[each.side.ordinal()] |= !each.course.isUnseenAt(each.side);
        }
        for (Side side : Side.values()) {
            if (lossy[side.ordinal()]) {
                trust.missed(side);
            }
        }
        for (Entry entry : entries) {
            absences.add(judge(entry, trust));
        }
        return absences;
    }

    private static Absence judge(Entry entry, Trust trust) {
        Passage p = entry.passage;
        boolean arrived = entry.arrived();
        Evidence evidence = entry.isOneDirection() ? Evidence.ONE_DIRECTION : entry.evidence;
        boolean trusted = trust.isWhole(p.seenAt.other());
        Verdict verdict =
                switch (evidence) {
                    case RECEIVER_DENIES -> Verdict.LOST;
                    case SENDER_WENT_ON -> Verdict.MADE;
                    case ACKNOWLEDGED, NOT_REPEATED -> Verdict.NOT_CAPTURED;
                    case OUTSIDE, PORTS_SHARED, ONE_DIRECTION -> Verdict.NOT_COMPARED;
                    case NONE -> trusted ? (arrived ? appeared(entry) : Verdict.LOST) : Verdict.UNDECIDED;
                };
        boolean certain = evidence == Evidence.RECEIVER_DENIES
                || evidence == Evidence.SENDER_WENT_ON
                || evidence == Evidence.ACKNOWLEDGED;
        return new Absence(entry.pair, p, arrived, verdict, certain, evidence, entry.runsOnNanos);
    }

    /**
     * Devices reset and refuse in others' names, and some answer SYNs, with numbers of their own; that one makes data, acknowledgements
     * or another copy of a SYN-ACK that left is not assumed.
     */
    private static Verdict appeared(Entry entry) {
        Passage p = entry.passage;
        boolean answersSyn = p.kind == Kind.SYN_ACK && !entry.pair.answeredWith(p.from, p.seq);
        return p.kind == Kind.RST || answersSyn ? Verdict.MADE : Verdict.UNDECIDED;
    }

    List<Unheard> unheard() {
        unheard.sort((a, b) -> Integer.compare(a.pair().id(), b.pair().id()));
        return unheard;
    }

    /** Plain acknowledgements that a side's capture lacks. */
    long plainAcks(Side missingAt) {
        return plainAcks[missingAt.ordinal()];
    }

    /** Segments that were not found at the other point and are not listed. */
    long notKept() {
        return notKept;
    }
}
