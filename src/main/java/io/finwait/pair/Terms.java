package io.finwait.pair;

import io.finwait.lifecycle.Role;
import java.util.List;

/**
 * On what terms segments of the two captures are compared.
 *
 * @param clock how the clocks differ
 * @param transitNanos what a segment may take between the two capture points, from the longest round trip between them
 * @param identificationsKept whether every IP identification that both captures have of a SYN is the same, and some is
 */
record Terms(Survey clientSide, Survey serverSide, Clock clock, long transitNanos, boolean identificationsKept) {
    /** What a capture point or a host may take besides. */
    private static final long SLACK_NANOS = 500_000;

    /** A segment is waited for as long as this at least: full queues have been seen to take some seconds. */
    private static final long LEAST_PATIENCE_NANOS = 5_000_000_000L;

    static Terms of(List<Pair> pairs, Survey clientSide, Survey serverSide, Clock clock) {
        long longest = 0;
        boolean kept = false;
        boolean changed = false;
        for (Pair pair : pairs) {
            longest = Math.max(longest, pair.betweenNanos());
            Notable here = pair.at(Side.CLIENT).syn;
            Notable there = pair.at(Side.SERVER).syn;
            if (here != null && there != null && here.isSingleWith(there) && here.ipId() > 0) {
                kept |= here.ipId() == there.ipId();
                changed |= here.ipId() != there.ipId();
            }
        }
        return new Terms(clientSide, serverSide, clock, longest, kept && !changed);
    }

    Survey survey(Side side) {
        return side == Side.CLIENT ? clientSide : serverSide;
    }

    /** By when at the latest a segment has arrived that is to arrive at all, as a rule. */
    long graceNanos() {
        return 2 * transitNanos + 2 * clock.uncertaintyNanos() + SLACK_NANOS;
    }

    /** How long a segment is waited for. */
    long patienceNanos() {
        return Math.max(LEAST_PATIENCE_NANOS, 4 * graceNanos());
    }

    /** Two segments that look the same and were sent this far apart are told apart by their times. */
    long apartNanos() {
        return graceNanos();
    }

    /**
     * Whether the capture that lacks a segment was surely running when it passed there.
     *
     * @param arrived whether it was seen where it arrived, so that it passed there before; otherwise it passes there afterwards
     */
    boolean wasRunning(Passage p, boolean arrived) {
        Side side = p.seenAt.other();
        Survey survey = survey(side);
        if (!survey.sawFrames()) {
            return false;
        }
        long before = arrived ? graceNanos() : clock.uncertaintyNanos();
        long after = arrived ? clock.uncertaintyNanos() : graceNanos();
        boolean begun =
                p.answersSomethingSeenThere || clock.align(side, survey.firstNanos()) + before <= p.alignedNanos;
        boolean wentOn =
                p.deniedFrame >= 0 || p.copyArrived || p.alignedNanos + after <= clock.align(side, survey.lastNanos());
        return begun && wentOn;
    }

    /** Whether a side's capture was surely running at that time. */
    boolean isRunning(Side side, long alignedNanos) {
        Survey survey = survey(side);
        return survey.sawFrames()
                && clock.align(side, survey.firstNanos()) + graceNanos() <= alignedNanos
                && alignedNanos + graceNanos() <= clock.align(side, survey.lastNanos());
    }

    /** For how long a side's capture went on after {@code alignedNanos}. */
    long runsOnNanos(Side side, long alignedNanos) {
        return clock.align(side, survey(side).lastNanos()) - alignedNanos;
    }

    /** Whether the ports of a pair were another connection's too at that time in either capture, so that it may have got the segment. */
    boolean portsWereShared(Pair pair, long alignedNanos) {
        for (Side side : Side.values()) {
            Sighting sighting = pair.at(side);
            boolean reused = sighting.reusedNanos != Long.MAX_VALUE
                    && alignedNanos + graceNanos() >= clock.align(side, sighting.reusedNanos);
            Notable answer = sighting.synAck;
            boolean opening = answer == null
                    || alignedNanos <= clock.align(side, answer.latest().nanos()) + graceNanos();
            if (reused || sighting.succeeds && opening) {
                return true;
            }
        }
        return false;
    }

    /** The round trip between a side's capture point and the end beyond it, nanoseconds; 0 if not known. */
    static long beyondNanos(Pair pair, Role end) {
        Sighting near = pair.at(pair.near(end));
        return Math.max(0, end == Role.SERVER ? near.synToSynAckNanos() : near.synAckToAckNanos);
    }
}
