package io.finwait.compare;

import io.finwait.finding.KnownFinding;
import io.finwait.finding.Severity;
import java.util.EnumMap;
import java.util.Map;

/**
 * One finding in one capture: of one kind, about one subject.
 *
 * @param counts how many connections it concerns, by severity; of one that concerns none, 1
 * @param message what was found, of the gravest the first
 */
public record FindingFigures(KnownFinding about, Map<Severity, Long> counts, String message) {
    /** The gravest of them. */
    public Severity severity() {
        Severity gravest = Severity.INFO;
        for (Severity severity : counts.keySet()) {
            gravest = severity.isAtLeast(gravest) ? severity : gravest;
        }
        return gravest;
    }

    /** How many there are that are at least that severe. */
    long count(Severity least) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().isAtLeast(least))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Without those that are less severe. */
    FindingFigures atLeast(Severity least) {
        Map<Severity, Long> left = new EnumMap<>(Severity.class);
        counts.forEach((severity, count) -> {
            if (severity.isAtLeast(least)) {
                left.put(severity, count);
            }
        });
        return new FindingFigures(about, left, message);
    }

    /** How many connections it concerns. */
    public long count() {
        return count(Severity.INFO);
    }
}
