package io.finwait.cli;

import io.finwait.analysis.SocketHistory;
import io.finwait.analysis.SocketsAt;
import io.finwait.finding.FindingChoice;
import io.finwait.flow.IpAddress;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.SocketView;
import io.finwait.pipeline.TimeBound;
import io.finwait.report.SocketHistoryReport;
import io.finwait.report.SocketsReport;
import io.finwait.report.TextStyle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finwait sockets}: what ss and netstat would have printed. */
@Command(
        name = "sockets",
        description = {
            "Shows the sockets that hosts had at an instant, as ss -tano or netstat -nato would have printed them there, rebuilt"
                    + " from the capture: state, addresses, and of TIME_WAIT the time left.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait sockets incident.pcap                             at the capture's end",
            "  finwait sockets --at 08:18:01 --host 10.77.0.2 incident.pcap",
            "  finwait sockets --at 30s -f csv incident.pcap > sockets.csv",
            "  finwait sockets --over-time incident.pcap                 each as a curve",
            "",
            "Exit status: 0 done, 2 wrong usage, 3 the file could not be read, 70 a defect."
        })
final class SocketsCommand implements Callable<Integer> {
    /** What a report holds in memory at most; a busy host has tens of thousands. */
    private static final long MOST_LISTED = 500_000;

    private static final long LISTED_OF_EACH = 20;

    /** What a report may be. */
    enum SocketsFormat {
        TEXT,
        CSV;

        @Override
        public String toString() {
            return Finwait.lowercase(this);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Captures, directories, or - for standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "The instant: 2026-11-22T08:18:01Z, 08:18:01 of the capture's first day, or an offset from its"
                            + " first packet (30s). The capture's end by default.")
    private @Nullable String at;

    @Option(
            names = "--over-time",
            description =
                    "How many sockets each host had in each state over time, as small curves; with -f csv, in rows.")
    private boolean overTime;

    @Option(names = "--host", paramLabel = "IP", description = "Only the sockets of this host.")
    private @Nullable String host;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many sockets of each host are listed, or hosts with --over-time; " + LISTED_OF_EACH
                    + " by default, all with --host; 0 for the counts alone.")
    private @Nullable Long top;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; csv lists all.")
    private SocketsFormat format = SocketsFormat.TEXT;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private NamesOptions namesOptions;

    @Mixin
    private StyleOptions styleOptions;

    @Override
    public Integer call() throws Exception {
        return CommandFailure.guard(spec.commandLine().getErr(), this::show);
    }

    private int show() throws IOException {
        String instant = at;
        TimeBound when =
                instant == null ? TimeBound.NONE : UsageException.unless("--at", () -> TimeValue.parse(instant));
        String wanted = host;
        IpAddress only = wanted == null ? null : UsageException.unless("--host", () -> IpAddress.parse(wanted));
        long listed = top != null ? top : only != null ? MOST_LISTED : LISTED_OF_EACH;
        UsageException.requireNotNegative("--top", listed);
        if (overTime && instant != null) {
            throw new UsageException("--over-time shows the whole time; --at is for one instant");
        }
        AnalysisRequest request =
                namesOptions.named(inputOptions.request(files, TimeBound.NONE, TimeBound.NONE, FindingChoice.none()));
        TextStyle style =
                styleOptions.style(new Terminal(System.getenv()), true).withNames(request.names());
        String text = overTime ? overTime(request, only, listed, style) : at(request, when, only, listed, style);
        try (OutputFile out = OutputFile.stdout()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.DONE;
    }

    private String overTime(AnalysisRequest request, @Nullable IpAddress only, long listed, TextStyle style)
            throws IOException {
        SocketHistory history = SocketView.overTime(request, only);
        return format == SocketsFormat.CSV
                ? SocketHistoryReport.csv(history)
                : SocketHistoryReport.text(history, listed, style);
    }

    private String at(AnalysisRequest request, TimeBound when, @Nullable IpAddress only, long listed, TextStyle style)
            throws IOException {
        SocketsAt sockets = SocketView.of(request, when, only, MOST_LISTED);
        return format == SocketsFormat.CSV ? SocketsReport.csv(sockets) : SocketsReport.text(sockets, listed, style);
    }
}
