package io.finwait.finding;

import java.util.List;
import java.util.Map;

/**
 * All that was found in a capture.
 *
 * @param ofHosts findings across connections and about the capture, gravest first
 * @param ofConnections findings in connections, gathered per client host and service, gravest first
 * @param counts how often each kind was found, by id: per connection, and per subject for those across connections
 * @param notGathered findings in connections beyond the groups that are kept, by id; they are in {@code counts} too
 */
public record Findings(
        List<HostFinding> ofHosts,
        List<FindingGroup> ofConnections,
        Map<String, Long> counts,
        Map<String, Long> notGathered) {
    public static final Findings NONE = new Findings(List.of(), List.of(), Map.of(), Map.of());
}
