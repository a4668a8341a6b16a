package io.finwait.finding;

import java.util.List;

/**
 * All findings of one kind in connections of one client host to one service.
 *
 * @param severity the gravest of them
 * @param confidence the surest of them
 * @param modelled whether all of them rest on a model
 * @param count how many there are
 * @param examples the first of the gravest, then the first ones; at least one
 */
public record FindingGroup(
        FindingKind kind,
        Severity severity,
        Confidence confidence,
        boolean modelled,
        Subject.Pair subject,
        long count,
        List<Example> examples) {
    /** One of them, in words. */
    public record Example(int connection, String message, List<Long> frames) {}
}
