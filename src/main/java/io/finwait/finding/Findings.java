package io.finwait.finding;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was found in a capture, as far as it was wanted.
 *
 * @param choice what was wanted
 * @param ofHosts findings across connections and about the capture, gravest first
 * @param ofConnections findings in connections, gathered per client host and service, gravest first
 * @param counts how often each kind was found, by id: per connection, and per subject for those across connections
 * @param notGathered findings in connections beyond the groups that are kept, by id; they are in {@code counts} too
 * @param gravest the highest severity there is; null if nothing was found
 * @param muted findings left out because they are known; nowhere else in here
 */
public record Findings(
        FindingChoice choice,
        List<HostFinding> ofHosts,
        List<FindingGroup> ofConnections,
        Map<String, Long> counts,
        Map<String, Long> notGathered,
        @Nullable Severity gravest,
        long muted) {
    public static final Findings NONE =
            new Findings(FindingChoice.ALL, List.of(), List.of(), Map.of(), Map.of(), null, 0);

    /** Whether anything was found that is at least that grave. */
    public boolean hasAtLeast(Severity threshold) {
        return gravest != null && gravest.isAtLeast(threshold);
    }
}
