package io.finwait.cli;

import io.finwait.analysis.group.GroupCollector;
import io.finwait.analysis.group.Grouping;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that sums connections up. */
final class GroupOptions {
    private static final Set<Format> LISTS = EnumSet.of(Format.ZEEK, Format.EVE);

    @Option(
            names = "--group-by",
            paramLabel = "WHAT",
            completionCandidates = Candidates.Groupings.class,
            description =
                    "Sum connections up instead of listing them: client, server, service (a server's address and port), net/24"
                            + " (the clients' networks; any length), kind (how they ended) or closer (who closed first).")
    private @Nullable String by;

    /** Whether groups were asked for. */
    boolean isWanted() {
        return by != null;
    }

    /**
     * What sums up the chosen connections; null if that was not asked for.
     *
     * @throws UsageException if there is nothing like it to group by, or an output has only connections
     */
    @Nullable
    GroupCollector collector(Predicate<ConnectionRecord> chosen, List<OutputSpec> outputs) {
        String text = by;
        if (text == null) {
            return null;
        }
        Grouping grouping = UsageException.unless("--group-by", () -> Grouping.parse(text));
        for (OutputSpec output : outputs) {
            if (LISTS.contains(output.format())) {
                throw new UsageException(
                        "--group-by: --format " + output.format()
                                + " has a record per connection and none for groups; use text, markdown, html, json, ndjson or csv");
            }
        }
        return new GroupCollector(grouping, chosen);
    }
}
