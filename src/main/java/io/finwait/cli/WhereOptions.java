package io.finwait.cli;

import io.finwait.lifecycle.ConnectionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The option that chooses connections by conditions. */
final class WhereOptions {
    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Only connections that meet it: the conditions at the end of 'finwait help analyze'. Repeatable:"
                            + " all of them must hold.")
    private List<String> conditions = new ArrayList<>();

    /** Whether there is any condition. */
    boolean isGiven() {
        return !conditions.isEmpty();
    }

    /**
     * Whether a connection, with its real addresses, meets all of them.
     *
     * @throws UsageException if one makes no sense
     */
    Predicate<ConnectionRecord> all() {
        return UsageException.unless("--where", () -> Where.all(conditions));
    }
}
