package io.finwait.cli;

import io.finwait.finding.Catalog;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.KnownFinding;
import io.finwait.finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options of which findings are looked for and shown. */
final class FindingOptions {
    @Option(
            names = "--severity",
            paramLabel = "LEVEL",
            completionCandidates = Candidates.Levels.class,
            description =
                    "The least severity of findings that counts, in every output: info (the default), low, medium, high or"
                            + " critical.")
    private Severity least = Severity.INFO;

    @Option(
            names = "--no-finding",
            paramLabel = "ID",
            split = ",",
            completionCandidates = Candidates.FindingIds.class,
            description =
                    "Do not look for these findings; 'finwait explain' lists them. Repeatable, or with commas between.")
    private List<String> off = new ArrayList<>();

    Severity least() {
        return least;
    }

    /**
     * Which findings are wanted.
     *
     * @param known those to mute
     * @throws UsageException if an id is none
     */
    FindingChoice choice(Set<KnownFinding> known) {
        requireKnown("--no-finding", off);
        return new FindingChoice(new HashSet<>(off), least, known);
    }

    /**
     * Refuses ids that are none of a finding.
     *
     * @param option that names them
     */
    static void requireKnown(String option, List<String> ids) {
        for (String id : ids) {
            if (!Catalog.ids().contains(id)) {
                throw new UsageException(option + ": there is no finding '" + id + "'" + Similar.hint(id, Catalog.ids())
                        + "; finwait explain lists all there are");
            }
        }
    }
}
