package io.finwait.finding;

import java.util.Set;

/**
 * Which findings are wanted.
 *
 * @param off ids of those that are not
 * @param least the least severity that is shown; graver ones of a kind that is usually less severe are kept
 */
public record FindingChoice(Set<String> off, Severity least) {
    public static final FindingChoice ALL = new FindingChoice(Set.of(), Severity.INFO);

    public boolean wants(FindingKind kind) {
        return !off.contains(kind.id());
    }
}
