package io.finwait.pair;

import io.finwait.lifecycle.Role;

/**
 * A segment that only one of the captures has.
 *
 * @param passage where it was seen
 * @param arrived whether it was seen at the far side although it should have left at the other; otherwise it left and was not seen to
 *     arrive
 * @param verdict what became of it
 * @param certain whether the verdict follows from what both captures hold; otherwise only from its not being there
 * @param evidence what the verdict rests on
 * @param runsOnNanos for how long the other capture went on after it
 */
public record Absence(
        Pair pair,
        Passage passage,
        boolean arrived,
        Verdict verdict,
        boolean certain,
        Evidence evidence,
        long runsOnNanos) {
    /** The side whose capture lacks it. */
    public Side missingAt() {
        return passage.seenAt.other();
    }

    public Role from() {
        return passage.from;
    }

    /** The frame that is the evidence, in the capture that lacks the segment; -1 where no single one is. */
    public long evidenceFrame() {
        return passage.deniedFrame;
    }

    /** How long after the segment that was, nanoseconds. */
    public long evidenceAfterNanos() {
        return passage.deniedNanos - passage.alignedNanos;
    }
}
