package io.finwait.cli;

import io.finwait.analysis.ConnectionStory;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.ConnectionTrace;
import io.finwait.pipeline.TimeBound;
import io.finwait.report.LadderReport;
import io.finwait.report.StateTimelineReport;
import io.finwait.report.TextStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finwait flow}: one connection, segment by segment. */
@Command(
        name = "flow",
        description = {
            "Shows one connection as a ladder: every segment with its time and frame number, and beside it the state of each end"
                    + " as it changes. A state stands on the segment that caused it.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait flow incident.pcap 17            Wireshark's tcp.stream 17",
            "  finwait flow --states incident.pcap 17   when each state began and ended",
            "",
            "Exit status: 0 done, 2 wrong usage or no such connection, 3 the file could not",
            "be read, 70 a defect."
        })
final class FlowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "A capture. Not standard input: that can be read only once.")
    private String file;

    @Parameters(index = "1", paramLabel = "ID", description = "The connection's id, as finwait analyze lists it.")
    private int id;

    @Option(names = "--states", description = "The state timeline of each end instead of the segments.")
    private boolean states;

    @Option(names = "--seq", description = "Relative sequence and acknowledgement numbers, at any width.")
    private boolean numbers;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private NamesOptions namesOptions;

    @Mixin
    private FindingOptions findingOptions;

    @Mixin
    private StyleOptions styleOptions;

    @Override
    public Integer call() throws Exception {
        return CommandFailure.guard(spec.commandLine().getErr(), this::show);
    }

    private int show() throws IOException {
        if (file.equals("-")) {
            throw new UsageException("flow cannot read standard input, which can be read only once: keep a copy"
                    + " (tcpdump -w - | tee copy.pcap | finwait analyze -) and give its name");
        }
        if (id < 0) {
            throw new UsageException("an id is 0 or more");
        }
        AnalysisRequest request = namesOptions.named(
                inputOptions.request(List.of(file), TimeBound.NONE, TimeBound.NONE, findingOptions.choice(Set.of())));
        TextStyle style =
                styleOptions.style(new Terminal(System.getenv()), true).withNames(request.names());
        ConnectionStory story = ConnectionTrace.of(request, id);
        if (story == null) {
            throw new UsageException(
                    file + ": there is no connection " + id + "; finwait analyze lists those" + " there are");
        }
        String text = states ? StateTimelineReport.of(story, style) : LadderReport.of(story, style, numbers);
        try (OutputFile out = OutputFile.stdout()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.DONE;
    }
}
