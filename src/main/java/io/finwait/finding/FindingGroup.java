package io.finwait.finding;

import java.util.List;

/**
 * All findings of one kind in connections of one client host to one service.
 *
 * @param severity of the first example, as {@code confidence} and {@code modelled} are: what is said of it holds for that one
 * @param leastSure the confidence of the least sure of them
 * @param count how many there are
 * @param examples the gravest, of those the surest, of those the first; then the first ones; at least one
 */
public record FindingGroup(
        FindingKind kind,
        Severity severity,
        Confidence confidence,
        boolean modelled,
        Confidence leastSure,
        Subject.Pair subject,
        long count,
        List<Example> examples) {
    /** One of them, in words. */
    public record Example(int connection, String message, List<Long> frames) {}
}
