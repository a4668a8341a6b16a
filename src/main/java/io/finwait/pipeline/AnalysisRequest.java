package io.finwait.pipeline;

import io.finwait.analysis.Names;
import io.finwait.anonymise.AnonymousRecords;
import io.finwait.anonymise.Pseudonyms;
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
 * @param names what people call hosts, for the reports
 * @param pseudonyms what everybody outside this package gets to see in place of addresses; null for the addresses themselves
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
        Names names,
        @Nullable Pseudonyms pseudonyms,
        String version) {
    /** One that shows addresses as they are, and nothing beside them. */
    public AnalysisRequest(
            List<String> inputs,
            @Nullable String filter,
            TimeBound from,
            TimeBound to,
            boolean verifyChecksums,
            HostProfiles profiles,
            FindingChoice findings,
            String version) {
        this(inputs, filter, from, to, verifyChecksums, profiles, findings, Names.NONE, null, version);
    }

    /** The same with names beside addresses. */
    public AnalysisRequest withNames(Names given) {
        return new AnalysisRequest(
                inputs, filter, from, to, verifyChecksums, profiles, findings, given, pseudonyms, version);
    }

    /** What makes the records of this analysis anonymous; null where they are shown as they are. */
    @Nullable
    AnonymousRecords anonymous() {
        return pseudonyms == null ? null : new AnonymousRecords(pseudonyms);
    }

    /** Whether packets before or after some time do not count. */
    boolean isPartOfTime() {
        return from.kind() != TimeBound.Kind.NONE || to.kind() != TimeBound.Kind.NONE;
    }
}
