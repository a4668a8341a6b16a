package io.finwait.finding;

import org.jspecify.annotations.Nullable;

/**
 * A kind of finding.
 *
 * @param id stable, kebab-case; what users filter, mute and look up by
 * @param title a line that says what it is
 * @param severity the usual one; a finding may be more or less severe by its numbers
 */
public record FindingKind(String id, String title, Severity severity) {
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FindingKind kind && id.equals(kind.id);
    }
}
