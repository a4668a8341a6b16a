package io.finwait.cli;

import io.finwait.finding.Findings;
import io.finwait.finding.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which findings make {@code analyze} end with {@link ExitCode#FOUND}.
 *
 * @param threshold the least severity; null for none at all
 * @param onlyNew whether it is about what a baseline does not know
 */
record FailOn(@Nullable Severity threshold, boolean onlyNew) {
    static final FailOn NEVER = new FailOn(null, false);

    /**
     * Reads {@code never}, {@code new} or a severity.
     *
     * @throws IllegalArgumentException if {@code text} is none of them
     */
    static FailOn parse(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (name.equals("never")) {
            return NEVER;
        }
        if (name.equals("new")) {
            return new FailOn(Severity.INFO, true);
        }
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(name)) {
                return new FailOn(severity, false);
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is none of never, new, info, low, medium, high and critical");
    }

    /**
     * Says what makes no sense with it.
     *
     * @throws UsageException if it could never be met for a reason the user may not see
     */
    void check(Severity least, boolean hasBaseline) {
        if (onlyNew && !hasBaseline) {
            throw new UsageException("--fail-on new needs a --baseline that says what is known");
        }
        if (threshold != null && !onlyNew && !threshold.isAtLeast(least)) {
            throw new UsageException("--fail-on " + Finwait.lowercase(threshold)
                    + " would miss findings that --severity " + Finwait.lowercase(least) + " leaves out");
        }
    }

    boolean isMetBy(Severity severity) {
        return threshold != null && severity.isAtLeast(threshold);
    }

    boolean isMetBy(Findings findings) {
        return threshold != null && findings.hasAtLeast(threshold);
    }
}
