package io.finwait.cli;

import io.finwait.capture.CaptureInput;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.CloserReading;
import io.finwait.report.MarkdownReport.Making;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the report for tickets. */
final class MarkdownOptions {
    /** Title and verdict fit into that, whatever the file's name. */
    private static final long LEAST_BYTES = 2_000;

    /** Segments of a ladder, at each end of its connection: as many as one reads. */
    static final int MOST_SEGMENTS_AT_EACH_END = 20;

    @Option(
            names = "--max-size",
            paramLabel = "BYTES",
            description =
                    "How long the page of --format markdown may be, in UTF-8: 65536, 32k (32,000), 1M. What matters"
                            + " least is left out first, and the page says so: ladders, findings for information, ends of tables."
                            + " GitHub takes 65,536 characters, Jira 32,767. No limit by default.")
    private @Nullable String maxSize;

    /**
     * How the page is made; nothing of it is looked at where no page is wanted.
     *
     * @param arguments the command line without the command's name
     * @throws UsageException if the option's value is none, or no such page is wanted
     */
    Making making(AnalysisRequest request, List<String> arguments, List<OutputSpec> wanted) {
        if (wanted.stream().noneMatch(output -> output.format() == Format.MARKDOWN)) {
            if (maxSize != null) {
                throw new UsageException("--max-size is for --format markdown");
            }
            return Making.NONE;
        }
        boolean rereadable = request.inputs().stream().allMatch(CaptureInput::canBeReadAgain);
        return new Making(
                maxBytes(),
                ShellText.command(arguments),
                rereadable ? new CloserReading(request, MOST_SEGMENTS_AT_EACH_END) : null);
    }

    private long maxBytes() {
        String text = maxSize;
        if (text == null) {
            return Long.MAX_VALUE;
        }
        long bytes = UsageException.unless("--max-size", () -> ByteCount.parse(text));
        if (bytes < LEAST_BYTES) {
            throw new UsageException("--max-size is at least " + LEAST_BYTES);
        }
        return bytes;
    }
}
