package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.group.GroupCollector;
import io.finwait.capture.CaptureFile;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.finding.KnownFinding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.pipeline.Analysis;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.report.ConnectionOrder;
import io.finwait.report.GroupListing;
import io.finwait.report.GroupOrder;
import io.finwait.report.Selection;
import io.finwait.report.TextReport;
import io.finwait.report.TextStyle;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finwait analyze}: reads captures once and writes every report that was asked for. */
@Command(
        name = "analyze",
        description = {
            "Reads captures and reports what happened to each TCP connection in them.",
            "",
            "FILE is a pcap or pcapng file, plain or compressed with gzip, zstd, xz or lz4 (told by its content, not its name);"
                    + " a directory means the captures in it; - is standard input. Several files are merged in time order.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "Conditions of --where (quote them; commas mean \"or\"):",
            "  client=IP[/LEN]  server=IP[/LEN]  host=IP[/LEN]  or IP:PORT for IP[/LEN]",
            "  port=80,8080-8090  id=1,5-9",
            "  closer=client|server|simultaneous|none|unknown",
            "  kind=fin|rst|half_closed|refused|unanswered|open",
            "  state=NAME       was in that state, as state=CLOSE_WAIT",
            "  'duration>=2s'   'closing>=100ms'   'handshake<=1ms'",
            "",
            "Examples:",
            "  finwait analyze incident.pcap",
            "  finwait analyze --where kind=rst --where server=10.77.0.2 incident.pcap",
            "  finwait analyze --from 08:17:50 --to 08:18:00 --sort time-wait dump/",
            "  finwait analyze --group-by service --where kind=rst incident.pcap",
            "  finwait analyze -f markdown --max-size 65536 -o ticket.md incident.pcap",
            "  finwait analyze -f html -o incident.html incident.pcap",
            "  finwait analyze -f ndjson dump.pcap.zst | jq 'select(.close.kind == \"rst\")'",
            "  finwait analyze -f json -o all.json -f csv -o all.csv incident.pcap",
            "  finwait analyze --anonymise -f markdown -o public.md incident.pcap",
            "  finwait analyze --baseline yesterday.json --fail-on new today.pcap",
            "  tcpdump -i eth0 -w - tcp | finwait analyze -",
            "",
            "Exit status:",
            "  0   done",
            "  1   done, and something was found that --fail-on asks for",
            "  2   the command line is wrong, or an output cannot be written",
            "  3   an input could not be read at all",
            "  4   an input was damaged part-way; what comes before the damage is reported",
            "  69  the launcher could not build or start finwait",
            "  70  a defect of finwait"
        })
final class AnalyzeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Captures, directories, or - for standard input.")
    List<String> inputs = new ArrayList<>();

    @Mixin
    final OutputOptions outputOptions = new OutputOptions();

    @Option(
            names = "--top",
            paramLabel = "N",
            description =
                    "Rows of the table in text and Markdown; ${DEFAULT-VALUE} by default, 0 for the summary alone.")
    int top = 20;

    @Option(
            names = "--sort",
            paramLabel = "BY",
            description = "${COMPLETION-CANDIDATES}; closing by default, of groups the number of connections.")
    private @Nullable ConnectionOrder order;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Only connections that meet it; see below. Repeatable: all of them must hold.")
    private List<String> conditions = new ArrayList<>();

    @Mixin
    private final GroupOptions groupOptions = new GroupOptions();

    @Option(
            names = "--findings",
            paramLabel = "N",
            description = "Findings that text and Markdown show; ${DEFAULT-VALUE} by default. The others are named.")
    private int mostFindings = TextReport.MOST_FINDINGS;

    @Mixin
    private final PageOptions pageOptions = new PageOptions();

    @Mixin
    private final FindingOptions findingOptions = new FindingOptions();

    @Option(
            names = "--baseline",
            paramLabel = "REPORT",
            description =
                    "Mute findings that this earlier JSON or NDJSON report has: those of the same id about the same client"
                            + " address and server, whatever the client's port and the count.")
    private @Nullable String baseline;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            description =
                    "Exit with 1 if a finding is at least that severe: never (the default), info, low, medium, high or"
                            + " critical; new for anything that --baseline does not know.")
    private @Nullable String failOn;

    @Mixin
    private final TimeOptions timeOptions = new TimeOptions();

    @Mixin
    private final InputOptions inputOptions = new InputOptions();

    @Mixin
    private final NamesOptions namesOptions = new NamesOptions();

    @Option(
            names = "--strict",
            description =
                    "Exit with 4 too when a file ends inside its last record, as one does that is still being written.")
    private boolean strict;

    @Mixin
    private final StyleOptions styleOptions = new StyleOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Nothing on standard error but errors.")
    boolean quiet;

    @Option(names = "--no-progress", description = "No progress bar.")
    boolean noProgress;

    @Override
    public Integer call() {
        List<String> line = spec.root().commandLine().getParseResult().originalArgs();
        return run(line, spec.commandLine().getErr());
    }

    /** Does the work that {@code arguments} ask for, with the command's name; what goes wrong is said to {@code err}. */
    int run(List<String> arguments, PrintWriter err) {
        return CommandFailure.guard(err, () -> analyze(arguments));
    }

    private int analyze(List<String> arguments) throws IOException {
        var terminal = new Terminal(System.getenv());
        List<OutputSpec> wanted = outputOptions.outputs();
        checkOutputs(wanted);
        pageOptions.check(wanted);
        if (top < 0) {
            throw new UsageException("--top is 0 or more");
        }
        var chosen = UsageException.unless("--where", () -> Where.all(conditions));
        Predicate<ConnectionRecord> shown =
                conditions.isEmpty() ? chosen : inputOptions.anonymise().onOriginals(chosen);
        var selection =
                new Selection(shown, conditions.isEmpty(), order == null ? ConnectionOrder.CLOSING : order, top);
        GroupCollector collector = groupOptions.collector(shown, wanted);
        GroupListing groups = collector == null ? null : listing(collector);
        if (mostFindings < 0) {
            throw new UsageException("--findings is 0 or more");
        }
        FailOn threshold = failOn();
        Set<KnownFinding> known = baseline == null ? Set.of() : Baseline.read(baseline, inputOptions.anonymise());
        AnalysisRequest request = namesOptions.named(
                inputOptions.request(inputs, timeOptions.from(), timeOptions.to(), findingOptions.choice(known)));
        ProgressBars bars = bars(wanted, terminal);
        var reports = new ArrayList<ReportOutput>();
        for (OutputSpec output : wanted) {
            boolean text = output.format() == Format.TEXT;
            TextStyle style = styleOptions.style(terminal, text && output.toStdout());
            var making = pageOptions.making(request, arguments, output.format(), bars);
            var settings = new ReportOutput.Settings(style, selection, mostFindings, making, groups);
            reports.add(new ReportOutput(output, settings, wanted.size() == 1));
        }
        try {
            var listeners = new ArrayList<AnalysisListener>();
            if (collector != null) {
                listeners.add(collector);
            }
            listeners.addAll(reports);
            return status(bars.run(new Analysis(request), listeners), threshold);
        } finally {
            for (ReportOutput report : reports) {
                report.close();
            }
        }
    }

    private GroupListing listing(GroupCollector collector) {
        GroupOrder groupOrder = UsageException.unless("--sort", () -> GroupOrder.of(order));
        return new GroupListing(collector::groups, conditions.isEmpty(), groupOrder, top);
    }

    private ProgressBars bars(List<OutputSpec> outputs, Terminal terminal) {
        return quiet || noProgress || scrolls(outputs, terminal) ? ProgressBars.NONE : ProgressBars.on(terminal);
    }

    /** Whether lines appear on the terminal while reading goes on, where a bar would get between them. */
    private static boolean scrolls(List<OutputSpec> outputs, Terminal terminal) {
        return outputs.stream().anyMatch(output -> output.toStdout() && output.format() == Format.NDJSON)
                && terminal.isTerminal(Terminal.STDOUT);
    }

    private FailOn failOn() {
        String text = failOn;
        FailOn threshold = text == null ? FailOn.NEVER : UsageException.unless("--fail-on", () -> FailOn.parse(text));
        threshold.check(findingOptions.least(), baseline != null);
        return threshold;
    }

    private int status(AnalysisResult result, FailOn threshold) {
        for (CaptureFile file : result.files()) {
            var damage = file.damage();
            if (damage != null && (strict || !damage.cutShort())) {
                return ExitCode.DAMAGED;
            }
        }
        return threshold.isMetBy(result.findings()) ? ExitCode.FOUND : ExitCode.DONE;
    }

    private void checkOutputs(List<OutputSpec> wanted) throws IOException {
        if (wanted.stream().filter(OutputSpec::toStdout).count() > 1) {
            throw new UsageException("two outputs for standard output: give all but one a file with -o");
        }
        for (OutputSpec output : wanted) {
            if (!output.toStdout()) {
                OutputFile.requireNoInput("-o", output.file(), inputs);
            }
        }
        if (wanted.stream().map(OutputSpec::file).distinct().count() < wanted.size()) {
            throw new UsageException("two outputs for one file");
        }
    }
}
