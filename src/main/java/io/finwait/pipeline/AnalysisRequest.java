package io.finwait.pipeline;

import io.finwait.finding.FindingChoice;
import io.finwait.lifecycle.HostProfiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to analyse and how.
 *
 * @param inputs files, directories, FIFOs, or {@code -} for standard input; several are merged in time order
 * @param filter BPF expression; null for all packets
 * @param from first instant that counts
 * @param to first instant that no longer counts
 * @param verifyChecksums whether IP and TCP checksums are verified and counted
 * @param profiles what is assumed of hosts
 * @param findings which findings are looked for
 * @param version finwait's version, for the reports
 */
public record AnalysisRequest(
        List<String> inputs,
        @Nullable String filter,
        TimeBound from,
        TimeBound to,
        boolean verifyChecksums,
        HostProfiles profiles,
        FindingChoice findings,
        String version) {
    /** Whether packets before or after some time do not count. */
    boolean isPartOfTime() {
        return from.kind() != TimeBound.Kind.NONE || to.kind() != TimeBound.Kind.NONE;
    }
}
