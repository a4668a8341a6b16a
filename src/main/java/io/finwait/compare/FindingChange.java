package io.finwait.compare;

import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A finding on either side or both.
 *
 * @param subject whom it is about: as AFTER has it, unless it is only in BEFORE
 * @param before null where BEFORE does not have it; {@code after} likewise
 * @param because why it is not called gone or new, a sentence; empty where it is, or is on both sides
 */
public record FindingChange(
        Status status,
        String id,
        Subject subject,
        @Nullable FindingFigures before,
        @Nullable FindingFigures after,
        String because) {
    /** What became of it. */
    public enum Status {
        /** In AFTER, and BEFORE would have shown it. */
        NEW,
        /** In BEFORE, and AFTER would have shown it. */
        GONE,
        /** In AFTER; BEFORE may have had no chance to show it. */
        ONLY_AFTER,
        /** In BEFORE; AFTER may have had no chance to show it. */
        ONLY_BEFORE,
        /** On both sides. */
        UNCHANGED
    }

    /** Its severity: after, if it is there. */
    public Severity severity() {
        FindingFigures figures = after != null ? after : before;
        return figures == null ? Severity.INFO : figures.severity();
    }

    /** Whether AFTER has it and BEFORE does not. */
    public boolean isAdded() {
        return status == Status.NEW || status == Status.ONLY_AFTER;
    }
}
