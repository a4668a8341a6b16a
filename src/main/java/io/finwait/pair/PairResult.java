package io.finwait.pair;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two captures together show.
 *
 * @param clientSide what the capture nearer the clients holds
 * @param swapped whether the captures were given the other way round
 * @param pairs the connections that both have and that were chosen, in order of the client side's ids; all that follows is of these alone
 * @param alone those that only one has, likewise
 * @param chosenOf of how many these were chosen; null if all are there
 * @param clock how the clocks differ, by all pairs
 * @param absences segments of pairs that only one has
 * @param notListed how many more of these there are
 * @param plainAcksMissing plain acknowledgements that arrived and did not leave, or the other way round, by the side that lacks them; no
 *     sign of anything
 * @param unheard segments that arrived without effect
 * @param trusted by side, whether nothing shows that its capture missed anything
 * @param story the segments of the connection that was asked for; null if none was
 */
public record PairResult(
        Survey clientSide,
        Survey serverSide,
        boolean swapped,
        List<Pair> pairs,
        List<Alone> alone,
        @Nullable ChosenOf chosenOf,
        Clock clock,
        List<Absence> absences,
        long notListed,
        List<Long> plainAcksMissing,
        List<Unheard> unheard,
        List<Change> changes,
        List<Boolean> trusted,
        @Nullable PairStory story) {
    /**
     * How many there are in all where only some were chosen.
     *
     * @param pairs connections that both captures have
     * @param alone those that only one has
     */
    public record ChosenOf(int pairs, int alone) {}

    /** How many connections both captures have, chosen or not. */
    public int allPairs() {
        return chosenOf == null ? pairs.size() : chosenOf.pairs();
    }

    public Survey survey(Side side) {
        return side == Side.CLIENT ? clientSide : serverSide;
    }

    /** Those of a verdict. */
    public List<Absence> absences(Verdict verdict) {
        return absences.stream().filter(a -> a.verdict() == verdict).toList();
    }

    /** What became of a segment that only one capture has; null if both have it, or if it is plain. */
    public @Nullable Absence absenceOf(Passage passage) {
        return absences.stream()
                .filter(absence -> absence.passage() == passage)
                .findFirst()
                .orElse(null);
    }
}
