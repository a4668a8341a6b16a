package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.extract.Choice;
import io.finwait.extract.ExtractFormat;
import io.finwait.pipeline.Analysis;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.Extraction;
import io.finwait.pipeline.Extraction.Extracted;
import io.finwait.pipeline.Extraction.Most;
import io.finwait.report.ConnectionOrder;
import io.finwait.report.KernelFeed;
import io.finwait.report.Selection;
import io.finwait.report.TextStyle;
import io.finwait.words.CountText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finwait report}: everything there is to say of a capture as a folder to attach. */
@Command(
        name = "report",
        description = {
            "Writes a folder to attach to a ticket: pages for people, tables for programs, what was found, the packets that prove"
                    + " it, and a manifest of checksums. The folder appears when it is whole, or not at all.",
            "",
            "In it: @|bold index.html|@, @|bold report.md|@, @|bold connections.csv|@, @|bold connections.ndjson|@,"
                    + " @|bold findings.json|@, @|bold evidence.pcapng|@, @|bold README.txt|@ and @|bold MANIFEST.sha256|@.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait report incident.pcap --out incident-4711",
            "  finwait report dumps/ --out case --severity low --from 08:17:50 --to 08:18:00",
            "  (cd incident-4711 && sha256sum -c MANIFEST.sha256)",
            "",
            "Exit status: 0 done, 2 wrong usage or the folder cannot be written, 3 an input",
            "could not be read at all, 4 an input was damaged part-way; what comes before",
            "the damage is in the folder, 70 a defect."
        })
final class ReportCommand implements Callable<Integer> {
    /** What is cited is copied beyond that too: enough for thousands of short connections, and no gigabytes of a long one. */
    private static final long MOST_PACKETS = 50_000;

    private static final TextStyle PAGE = new TextStyle(TextStyle.DEFAULT_WIDTH, false, true);

    @Spec
    private CommandSpec spec;

    @Mixin
    private final RereadableInputs rereadableInputs = new RereadableInputs();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to make. It may be there if it is empty.")
    private String out = "";

    @Option(
            names = "--force",
            description = "Replace an earlier report's folder. One that has other files too is refused still.")
    private boolean force;

    @Mixin
    private final WhereOptions whereOptions = new WhereOptions();

    @Mixin
    private final LengthOptions lengthOptions = new LengthOptions();

    @Mixin
    private final PageOptions pageOptions = new PageOptions();

    @Mixin
    private final FindingOptions findingOptions = new FindingOptions();

    @Mixin
    private final TimeOptions timeOptions = new TimeOptions();

    @Mixin
    private final InputOptions inputOptions = new InputOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not say what was written; no progress bar.")
    private boolean quiet;

    @Override
    public Integer call() {
        return CommandFailure.guard(spec.commandLine().getErr(), this::report);
    }

    private int report() throws IOException {
        List<String> inputs = rereadableInputs.names("report");
        lengthOptions.check();
        AnonymiseOptions anonymise = inputOptions.anonymise();
        var chosen = anonymise.onOriginals(whereOptions.all());
        var selection = new Selection(chosen, !whereOptions.isGiven(), ConnectionOrder.CLOSING, lengthOptions.top);
        AnalysisRequest request =
                inputOptions.request(inputs, timeOptions.from(), timeOptions.to(), findingOptions.choice(Set.of()));
        ProgressBars bars = quiet ? ProgressBars.NONE : ProgressBars.on(new Terminal(System.getenv()));
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        try (var folder = WholeFolder.create(out, force)) {
            List<OutputSpec> outputs = outputs(folder);
            pageOptions.check(outputs);
            var extraction = new Extraction(request, Choice.evidence(chosen), new Most(MOST_PACKETS, true));
            var failures = new OutputFailures(line -> {}, true); // a folder is whole or not there
            AnalysisResult result;
            try (var findings = new FindingsFile(folder.file("findings.json").toString(), chosen);
                    var reports = new Reports()) {
                for (OutputSpec output : outputs) {
                    var making = pageOptions.making(request, true, bars, arguments, output.format());
                    var settings = new ReportOutput.Settings(
                            PAGE, selection, lengthOptions.mostFindings, making, null, new KernelFeed());
                    reports.list.add(new ReportOutput(output, settings, failures));
                }
                var listeners = new ArrayList<AnalysisListener>(reports.list);
                listeners.add(findings);
                listeners.add(extraction.firstReading());
                result = bars.run(new Analysis(request), listeners);
            }
            Extracted evidence = extraction.write((files, provenance) ->
                    ExtractFormat.PCAPNG.writer(create(folder, FolderReadme.EVIDENCE), files, provenance));
            var readme = new FolderReadme(
                    anonymise.isWanted() ? null : ShellText.command(arguments), result.files(), evidence);
            try (OutputFile file = create(folder, "README.txt")) {
                file.write(readme.text(folder.files()).getBytes(StandardCharsets.UTF_8));
            }
            folder.keep();
            tell(evidence);
            boolean damaged =
                    CommandFailure.complainOfDamage(spec.commandLine().getErr(), result.files(), "is in the report");
            return damaged ? ExitCode.DAMAGED : ExitCode.DONE;
        }
    }

    private static OutputFile create(WholeFolder folder, String name) throws OutputException {
        return OutputFile.create(folder.file(name).toString());
    }

    private static List<OutputSpec> outputs(WholeFolder folder) {
        return List.of(
                new OutputSpec(Format.HTML, folder.file("index.html").toString()),
                new OutputSpec(Format.MARKDOWN, folder.file("report.md").toString()),
                new OutputSpec(Format.CSV, folder.file("connections.csv").toString()),
                new OutputSpec(Format.NDJSON, folder.file("connections.ndjson").toString()));
    }

    private void tell(Extracted evidence) throws IOException {
        if (!quiet) {
            String text =
                    new TextStyle(TextStyle.DEFAULT_WIDTH, false, new Terminal(System.getenv()).isUnicode()).safe(out)
                            + ": a report"
                            + (evidence.connections() == 0
                                    ? ", without evidence: no finding names a connection"
                                    : ", with " + CountText.of(evidence.frames(), "packet") + " of "
                                            + CountText.of(evidence.connections(), "connection") + " as evidence")
                            + "\n";
            try (OutputFile stdout = OutputFile.stdout()) {
                stdout.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Reports that are given up together. */
    private static final class Reports implements Closeable {
        final List<ReportOutput> list = new ArrayList<>();

        @Override
        public void close() throws IOException {
            for (ReportOutput report : list) {
                report.close();
            }
        }
    }
}
