package io.finwait.cli;

import io.finwait.capture.CaptureInput;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.pipeline.Analysis;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    final ReportOptions reportOptions = new ReportOptions();

    @Mixin
    private final TimeOptions timeOptions = new TimeOptions();

    @Option(
            names = "--strict",
            description =
                    "Exit with 4 too when a file ends inside its last record, as one does that is still being written.")
    private boolean strict;

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
        return CommandFailure.guard(err, () -> analyze(arguments, err));
    }

    private int analyze(List<String> arguments, PrintWriter err) throws IOException {
        var terminal = new Terminal(System.getenv());
        List<OutputSpec> outputs = reportOptions.outputOptions.outputs();
        boolean rereadable = inputs.stream().allMatch(CaptureInput::canBeReadAgain);
        ProgressBars bars = bars(outputs, terminal);
        var read = new ReportOptions.Inputs(inputs, timeOptions.from(), timeOptions.to(), rereadable, bars);
        var failures = new OutputFailures(line -> CommandFailure.complain(err, line), outputs.size() == 1);
        ReportOptions.Asked asked = reportOptions.ask(read, outputs, arguments, terminal, failures);
        try {
            return asked.status(bars.run(new Analysis(asked.request()), asked.listeners()), strict);
        } finally {
            asked.close();
        }
    }

    private ProgressBars bars(List<OutputSpec> outputs, Terminal terminal) {
        return quiet || noProgress || scrolls(outputs, terminal) ? ProgressBars.NONE : ProgressBars.on(terminal);
    }

    /** Whether lines appear on the terminal while reading goes on, where a bar would get between them. */
    private static boolean scrolls(List<OutputSpec> outputs, Terminal terminal) {
        return outputs.stream().anyMatch(output -> output.toStdout() && output.format() == Format.NDJSON)
                && terminal.isTerminal(Terminal.STDOUT);
    }
}
