package io.finwait.compare;

import io.finwait.analysis.Sight;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison: what a capture came to.
 *
 * @param firstNanos time of its first packet and {@code lastNanos} of its last, instants; both 0 without packets
 * @param services the busiest first
 * @param servicesNotListed connections to services beyond those that are told apart
 * @param findings those that were looked for
 */
public record Portrait(
        Origin origin,
        long firstNanos,
        long lastNanos,
        long packets,
        long connections,
        Gaps gaps,
        List<ServiceFigures> services,
        long servicesNotListed,
        List<FindingFigures> findings,
        Scope scope) {
    /**
     * Where it is from.
     *
     * @param files names of the captures; {@code -} for standard input
     * @param report name of the saved report it was read from; null where the captures themselves were
     * @param filter the capture filter that was applied; null if none
     * @param version of the finwait that read the captures
     */
    public record Origin(
            List<String> files,
            @Nullable String report,
            @Nullable String filter,
            String version) {}

    /**
     * What is missing.
     *
     * @param sight of how many connections the capture missed something
     * @param dropped packets that the capturing system says it lost
     * @param evicted connections reported before their end to stay within memory
     * @param damaged whether reading stopped at damage
     */
    public record Gaps(Sight sight, long dropped, long evicted, boolean damaged) {}

    /**
     * Which findings were looked for.
     *
     * @param least the least severity
     * @param off ids of those that were not
     * @param incomplete whether others are missing too: muted by a baseline, or too many
     */
    public record Scope(Severity least, Set<String> off, boolean incomplete) {
        public static final Scope ALL = new Scope(Severity.INFO, Set.of(), false);
    }

    /** The most connections of a service in TIME_WAIT at once on either side; -1 where not known. */
    record TimeWaitPeaks(long server, long client) {
        static final TimeWaitPeaks UNKNOWN = new TimeWaitPeaks(-1, -1);
    }

    /** The same, with the findings of a choice only as far as it has them. */
    public Portrait within(FindingChoice choice) {
        Severity least = choice.least().isAtLeast(scope.least()) ? choice.least() : scope.least();
        Set<String> off = new HashSet<>(scope.off());
        off.addAll(choice.off());
        return new Portrait(
                origin,
                firstNanos,
                lastNanos,
                packets,
                connections,
                gaps,
                services,
                servicesNotListed,
                findings,
                new Scope(least, off, scope.incomplete()));
    }

    /** From the first packet to the last. */
    public long lengthNanos() {
        return lastNanos - firstNanos;
    }
}
