package io.finwait.cli;

import io.finwait.extract.Choice;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of which connections are wanted. */
final class ChoiceOptions {
    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Connections by their ids, as finwait analyze lists them: 17 or 3,17,20-25.")
    private @Nullable String ids;

    @Option(
            names = "--finding",
            paramLabel = "ID",
            split = ",",
            completionCandidates = Candidates.FindingIds.class,
            description = "Connections that have this finding; 'finwait explain' lists them. Repeatable, or with commas"
                    + " between: any of them.")
    private List<String> findings = new ArrayList<>();

    @Option(
            names = "--client",
            paramLabel = "END",
            description = "Connections of this client: IP, IP:PORT, or a network such as 10.0.0.0/8.")
    private @Nullable String client;

    @Option(names = "--server", paramLabel = "END", description = "Connections to this server; likewise.")
    private @Nullable String server;

    @Mixin
    private final WhereOptions whereOptions = new WhereOptions();

    /**
     * What was asked for: all of it must hold.
     *
     * @throws UsageException if nothing was, or it makes no sense
     */
    Choice choice() {
        Predicate<ConnectionRecord> all = condition("--id", "id", ids)
                .and(condition("--client", "client", client))
                .and(condition("--server", "server", server))
                .and(whereOptions.all());
        FindingOptions.requireKnown("--finding", findings);
        if (ids == null && client == null && server == null && !whereOptions.isGiven() && findings.isEmpty()) {
            throw new UsageException(
                    "which connections? Name them with --id, --finding, --client, --server or --where");
        }
        return new Choice(all, new HashSet<>(findings));
    }

    private static Predicate<ConnectionRecord> condition(String option, String field, @Nullable String value) {
        return UsageException.unless(option, () -> Where.all(value == null ? List.of() : List.of(field + "=" + value)));
    }
}
