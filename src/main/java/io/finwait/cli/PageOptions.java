package io.finwait.cli;

import io.finwait.analysis.SecondReading;
import io.finwait.analysis.SelectiveReading;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.CloserReading;
import io.finwait.pipeline.Progress;
import io.finwait.pipeline.WantedSegments;
import io.finwait.report.PageMaking;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the pages for people who were not there: Markdown and HTML. */
final class PageOptions {
    /** Title and verdict of a Markdown page fit into that, whatever the file's name. */
    private static final long LEAST_BYTES = 2_000;

    private static final long HTML_BYTES = 10_000_000;

    /** Segments of a ladder in Markdown, at each end of its connection: as many as one reads. */
    static final int MOST_SEGMENTS_AT_EACH_END = 20;

    private static final int MOST_SEGMENTS_IN_HTML = 500;

    private static final String AGAIN = "reading again";

    @Option(
            names = "--max-size",
            paramLabel = "BYTES",
            description =
                    "How long a page may be: 65536, 32k (32,000), 1M. Of --format markdown the whole page in UTF-8: what matters"
                            + " least is left out first, ladders, findings for information, ends of tables; no limit by default,"
                            + " but GitHub takes 65,536 characters and Jira 32,767. Of --format html its connections and ladders:"
                            + " connections that findings cite are kept whatever their size, others as a sample, and ladders as"
                            + " there is room; 10M by default. The page says what is left out.")
    private @Nullable String maxSize;

    /** @throws UsageException if the option is no size, or no page is wanted */
    void check(List<OutputSpec> wanted) {
        if (maxSize != null && wanted.stream().noneMatch(output -> isPage(output.format()))) {
            throw new UsageException("--max-size is for --format markdown and html");
        }
        maxBytes(Format.MARKDOWN);
    }

    private static boolean isPage(Format format) {
        return format == Format.MARKDOWN || format == Format.HTML;
    }

    /**
     * How a page of that format is made; nothing of it is looked at where it is none.
     *
     * @param rereadable whether what the request names can be read again
     * @param bars shown while that is read again
     * @param arguments the command line without the command's name
     */
    PageMaking making(
            AnalysisRequest request, boolean rereadable, ProgressBars bars, List<String> arguments, Format format) {
        if (!isPage(format)) {
            return PageMaking.NONE;
        }
        int segments = format == Format.HTML ? MOST_SEGMENTS_IN_HTML : MOST_SEGMENTS_AT_EACH_END;
        return new PageMaking(
                maxBytes(format),
                ShellText.command(arguments),
                rereadable ? closer(request, segments, bars) : null,
                rereadable ? selective(request, bars) : null);
    }

    private static SecondReading closer(AnalysisRequest request, int segments, ProgressBars bars) {
        var progress = new Progress();
        var reading = new CloserReading(request, segments, progress);
        return (connections, frames) -> bars.during(AGAIN, progress, () -> reading.look(connections, frames));
    }

    private static SelectiveReading selective(AnalysisRequest request, ProgressBars bars) {
        var progress = new Progress();
        SelectiveReading reading = WantedSegments.of(request, progress);
        return (wishes, addresses) -> bars.during(AGAIN, progress, () -> reading.look(wishes, addresses));
    }

    private long maxBytes(Format format) {
        String text = maxSize;
        if (text == null) {
            return format == Format.HTML ? HTML_BYTES : Long.MAX_VALUE;
        }
        long bytes = UsageException.unless("--max-size", () -> ByteCount.parse(text));
        if (bytes < LEAST_BYTES) {
            throw new UsageException("--max-size is at least " + LEAST_BYTES);
        }
        return bytes;
    }
}
