package io.finwait.cli;

import io.finwait.capture.CaptureInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The span of time that {@code --from} and {@code --to} mean.
 *
 * @param fromNanos first instant within, nanoseconds since the epoch; {@link Long#MIN_VALUE} for no bound
 * @param toNanos first instant after it; {@link Long#MAX_VALUE} for no bound
 */
record TimeRange(long fromNanos, long toNanos) {
    static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /**
     * Reads both bounds; looks at the beginning of the inputs where a bound is relative to it.
     *
     * @param from null for none
     */
    static TimeRange of(@Nullable String from, @Nullable String to, List<String> inputs) throws IOException {
        TimeBound lower = from == null ? null : UsageException.unless("--from", () -> TimeBound.parse(from));
        TimeBound upper = to == null ? null : UsageException.unless("--to", () -> TimeBound.parse(to));
        boolean relative = (lower != null && lower.needsFirstFrame()) || (upper != null && upper.needsFirstFrame());
        long first = relative ? firstFrame(inputs) : 0;
        var range = new TimeRange(
                lower == null ? Long.MIN_VALUE : lower.epochNanos(first),
                upper == null ? Long.MAX_VALUE : upper.epochNanos(first));
        if (range.fromNanos >= range.toNanos) {
            throw new UsageException("--from is not before --to");
        }
        return range;
    }

    private static long firstFrame(List<String> inputs) throws IOException {
        for (String input : inputs) {
            boolean again = !input.equals("-") && !isPipe(input);
            if (!again) {
                throw new UsageException("a pipe can be read only once, so --from and --to need full instants"
                        + " (2026-11-22T08:17:44Z) there");
            }
        }
        try (var input = CaptureInput.open(inputs, InputStream.nullInputStream())) {
            return input.firstNanos().orElse(0);
        }
    }

    private static boolean isPipe(String input) {
        Path path = Path.of(input);
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }
}
