package io.finwait.finding;

import java.util.Set;

/**
 * Which findings are wanted.
 *
 * @param off ids of those that are not
 * @param least the least severity that is shown; graver ones of a kind that is usually less severe are kept
 * @param known those that an earlier report has: they are only counted
 */
public record FindingChoice(Set<String> off, Severity least, Set<KnownFinding> known) {
    public static final FindingChoice ALL = new FindingChoice(Set.of(), Severity.INFO, Set.of());

    /** Nothing: for who asks for something else of a capture. */
    public static FindingChoice none() {
        return new FindingChoice(Set.copyOf(Catalog.ids()), Severity.CRITICAL, Set.of());
    }

    public boolean wants(FindingKind kind) {
        return !off.contains(kind.id());
    }

    /** Whether nothing is left out. */
    public boolean isAll() {
        return off.isEmpty() && least == Severity.INFO && known.isEmpty();
    }
}
