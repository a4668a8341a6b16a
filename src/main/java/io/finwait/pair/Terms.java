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
    private static final long SLACK_NANOS = 2_000_000;

    /** How long a segment may be under way at most: queues of several seconds have been seen, but not longer (RFC 8085 §3.1.1). */
    private static final long MOST_PATIENCE_NANOS = 5_000_000_000L;

    static Terms of(List<Pair> pairs, Survey clientSide, Survey serverSide, Clock clock) {
        long longest = 0;
        boolean kept = false;
        boolean changed = false;
        for (Pair pair : pairs) {
            longest = Math.max(longest, pair.betweenNanos());
            Opening here = pair.at(Side.CLIENT).syn;
            Opening there = pair.at(Side.SERVER).syn;
            if (here != null && there != null && here.copies == 1 && there.copies == 1 && here.ipId > 0) {
                kept |= here.ipId == there.ipId;
                changed |= here.ipId != there.ipId;
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
        return Math.max(MOST_PATIENCE_NANOS, 4 * graceNanos());
    }

    /** Two segments that look the same and were sent this far apart are told apart by their times. */
    long apartNanos() {
        return graceNanos();
    }

    /** Whether a side's capture was surely running from before until after {@code alignedNanos}. */
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

    /** Whether the ports of a pair belonged to a newer connection by then, in either capture. */
    boolean portsWereReused(Pair pair, long alignedNanos) {
        for (Side side : Side.values()) {
            long reused = pair.at(side).reusedNanos;
            if (reused != Long.MAX_VALUE && alignedNanos + graceNanos() >= clock.align(side, reused)) {
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
