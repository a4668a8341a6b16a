package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.ConnectionStory;
import io.finwait.pipeline.Analysis;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.CloserReading;
import io.finwait.pipeline.ConnectionTrace;
import io.finwait.pipeline.Progress;
import io.finwait.report.ConnectionOrder;
import io.finwait.report.LadderReport;
import io.finwait.report.MarkdownReport;
import io.finwait.report.PageMaking;
import io.finwait.report.Selection;
import io.finwait.report.TextReport;
import io.finwait.report.TextStyle;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people read about each sample, word for word. After a change that is meant, {@code mvn test -Dtest=GoldenReportTest
 * -Dgolden.update=true} writes the reports anew: read the difference, with the sample in tshark beside it, before you commit it.
 */
class GoldenReportTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/samples");

    private static final TextStyle STYLE = new TextStyle(80, false, true);
    private static final Selection TOP_20 = new Selection(c -> true, true, ConnectionOrder.CLOSING, 20);

    /** Those that are another sample compressed are told to be equal to it elsewhere. */
    static Stream<String> samples() {
        return Samples.names().stream().filter(name -> !name.startsWith("compressed."));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theReportOfASampleIsUnchanged(String name) throws IOException {
        var report = new StringWriter();
        new Analysis(request(name)).run(List.of(new TextReport(report, STYLE, TOP_20)));

        assertGolden(name + ".report.txt", report.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any-router.pcap",
                "data-after-close.pcap",
                "fast-open.pcap",
                "fin-answered-by-rst.pcap",
                "half-close.pcap",
                "keepalive-probes.pcap",
                "last-ack-lost.pcap",
                "midstream.pcap",
                "nanoseconds.pcap",
                "one-direction.pcap",
                "refused.pcap",
                "rst-close.pcap",
                "server-closes-first.pcap",
                "simultaneous-close.pcap",
                "simultaneous-open.pcap",
                "syn-ack-retransmitted.pcap",
                "time-wait-reuse.pcap",
                "truncated.pcap",
                "unanswered.pcap",
                "zero-window.pcap"
            })
    void theLadderOfASamplesFirstConnectionIsUnchanged(String name) throws IOException {
        ConnectionStory story = Objects.requireNonNull(ConnectionTrace.of(request(name), 0));

        assertGolden(name + ".flow-0.txt", LadderReport.of(story, STYLE, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "churn-seed.pcap",
                "cut-short.pcap",
                "ipv6-close.pcap",
                "last-ack-lost.pcap",
                "syn-retransmitted.pcap",
                "two-tier.pcapng"
            })
    void thePageOfASampleIsUnchanged(String name) throws IOException {
        var page = new StringWriter();
        var making = new PageMaking(
                Long.MAX_VALUE,
                ShellText.command(List.of("analyze", "-f", "markdown", Samples.path(name))),
                new CloserReading(request(name), PageOptions.MOST_SEGMENTS_AT_EACH_END, new Progress()));
        new Analysis(request(name))
                .run(List.of(new MarkdownReport(page, TOP_20, TextReport.MOST_FINDINGS, null, making)));

        assertGoldenFile(name + ".report.md", page.toString());
    }

    private static AnalysisRequest request(String name) {
        return Requests.of(Samples.path(name));
    }

    private static void assertGolden(String name, String actual) throws IOException {
        assertThat(actual.lines()).allMatch(line -> line.length() <= STYLE.width());
        assertGoldenFile(name, actual);
    }

    private static void assertGoldenFile(String name, String actual) throws IOException {
        assertGolden(GOLDEN.resolve(name), actual);
    }

    /** Holds a text to what it was; writes it anew where that is wanted. */
    static void assertGolden(Path golden, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, actual);
        }
        assertThat(actual).as(golden.toString()).isEqualTo(Files.readString(golden));
    }
}
