package io.finwait.cli;

import io.finwait.pipeline.TimeBound;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of which part of the time counts. */
final class TimeOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Skip packets before: an offset from the first packet (12.5s), a time of its day (08:17:44) or an"
                            + " instant (2026-11-22T08:17:44Z).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Skip packets from then on; likewise.")
    private @Nullable String to;

    boolean isGiven() {
        return from != null || to != null;
    }

    TimeBound from() {
        return bound("--from", from);
    }

    TimeBound to() {
        TimeBound from = from();
        TimeBound bound = bound("--to", to);
        if (to != null && bound.kind() == from.kind() && bound.nanos() <= from.nanos()) {
            String hint = bound.kind() == TimeBound.Kind.TIME_OF_FIRST_DAY
                    ? " of the same day; where midnight lies between, give them with their dates"
                    : "";
            throw new UsageException("--to " + to + " is not after --from " + this.from + hint);
        }
        return bound;
    }

    private static TimeBound bound(String option, @Nullable String text) {
        return text == null ? TimeBound.NONE : UsageException.unless(option, () -> TimeValue.parse(text));
    }
}
