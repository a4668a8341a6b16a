package io.finwait.cli;

import io.finwait.capture.CaptureException;
import io.finwait.compare.Comparison;
import io.finwait.compare.FindingChange;
import io.finwait.compare.Portrait;
import io.finwait.compare.PortraitListener;
import io.finwait.compare.SavedPortrait;
import io.finwait.compare.SavedReport;
import io.finwait.pipeline.Analysis;
import io.finwait.report.ComparisonJson;
import io.finwait.report.ComparisonMarkdown;
import io.finwait.report.ComparisonReport;
import io.finwait.report.TextStyle;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finwait compare}: what changed between two captures. */
@Command(
        name = "compare",
        description = {
            "Compares two captures, of before and after a change: per service who closes first, TIME_WAIT, churn and times; and which"
                    + " findings are gone, new or still there. Calls something better or worse only where the captures show it,"
                    + " and says what stands in the way.",
            "",
            "BEFORE and AFTER are captures, directories of them, or reports that finwait analyze wrote as JSON or NDJSON.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait compare keepalive-0.pcap keepalive-10.pcap",
            "  finwait compare monday/ tuesday/           all captures of each directory",
            "  finwait compare --before a1.pcap --before a2.pcap b1.pcap b2.pcap",
            "  finwait compare --to 30s before.pcap after.pcap    the first 30 s of each",
            "  finwait compare -f markdown -o change.md baseline.json today.pcap",
            "  finwait compare --fail-on new baseline.json today.pcap",
            "",
            "Exit status: 0 done, 1 AFTER has a finding that --fail-on asks for, 2 wrong",
            "usage or the output cannot be written, 3 a file could not be read, 4 a capture",
            "was damaged part-way; what comes before that was compared, 70 a defect."
        })
final class CompareCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    /** What a comparison may be. */
    enum CompareFormat {
        TEXT,
        MARKDOWN,
        JSON;

        @Override
        public String toString() {
            return Finwait.lowercase(this);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "BEFORE and AFTER; with --before, all of them are AFTER. One of them may be - for standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--before",
            paramLabel = "FILE",
            description = "A capture of BEFORE, where that is several. Repeatable; they are merged in time order.")
    private List<String> beforeFiles = new ArrayList<>();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; text by default.")
    private CompareFormat format = CompareFormat.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where it goes; - is standard output, the default.")
    private String output = OutputSpec.STDOUT;

    @Mixin
    private final FindingOptions findingOptions = new FindingOptions();

    @Option(
            names = "--fail-on",
            paramLabel = "THRESHOLD",
            completionCandidates = Candidates.Thresholds.class,
            description =
                    "Exit with 1 if AFTER has a finding that BEFORE does not have, at least that severe: never (the default),"
                            + " new for any, info, low, medium, high or critical.")
    private @Nullable String failOn;

    @Mixin
    private final TimeOptions timeOptions = new TimeOptions();

    @Mixin
    private final InputOptions inputOptions = new InputOptions();

    @Mixin
    private final StyleOptions styleOptions = new StyleOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Nothing on standard error but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        return CommandFailure.guard(spec.commandLine().getErr(), this::compare);
    }

    private int compare() throws IOException {
        List<String> before = beforeFiles;
        List<String> after = files;
        if (before.isEmpty()) {
            if (files.size() != 2) {
                throw new UsageException("compare takes BEFORE and AFTER, not " + files.size()
                        + (files.size() > 2 ? " files: name those of BEFORE with --before each" : " file"));
            }
            before = files.subList(0, 1);
            after = files.subList(1, 2);
        }
        if (before.contains(STANDARD_INPUT) && after.contains(STANDARD_INPUT)) {
            throw new UsageException("only one of BEFORE and AFTER can be standard input");
        }
        FailOn threshold = failOn();
        var terminal = new Terminal(System.getenv());
        TextStyle style = styleOptions.style(terminal, isStdout());
        if (!isStdout()) {
            OutputFile.requireNoInput("-o", output, before);
            OutputFile.requireNoInput("-o", output, after);
        }
        requireThere(after); // before the other side is read, which may take long
        var comparison = Comparison.of(portrait(before, terminal), portrait(after, terminal));
        try (OutputStream out =
                new BufferedOutputStream(isStdout() ? OutputFile.stdout() : OutputFile.create(output))) {
            write(comparison, style, out);
        }
        return status(comparison, threshold);
    }

    private void write(Comparison comparison, TextStyle style, OutputStream out) throws IOException {
        switch (format) {
            case TEXT -> out.write(ComparisonReport.text(comparison, style).getBytes(StandardCharsets.UTF_8));
            case MARKDOWN -> {
                String command = inputOptions.anonymise().isWanted()
                        ? null
                        : ShellText.command(
                                spec.root().commandLine().getParseResult().originalArgs());
                out.write(ComparisonMarkdown.page(comparison, command, Version.number())
                        .getBytes(StandardCharsets.UTF_8));
            }
            case JSON -> ComparisonJson.write(comparison, Version.number(), out);
        }
    }

    private boolean isStdout() {
        return output.equals(OutputSpec.STDOUT);
    }

    private FailOn failOn() {
        String text = failOn;
        FailOn threshold = text == null ? FailOn.NEVER : UsageException.unless("--fail-on", () -> FailOn.parse(text));
        threshold.check(findingOptions.least(), true);
        return threshold;
    }

    private Portrait portrait(List<String> inputs, Terminal terminal) throws IOException {
        for (String input : inputs) {
            if (!input.equals(STANDARD_INPUT) && SavedReport.isOne(path(input))) {
                return ofReport(input, inputs);
            }
        }
        var listener = new PortraitListener();
        var analysis = new Analysis(
                inputOptions.request(inputs, timeOptions.from(), timeOptions.to(), findingOptions.choice(Set.of())));
        ProgressBars bars = quiet ? ProgressBars.NONE : ProgressBars.on(terminal);
        bars.run(analysis, List.of(listener));
        return listener.portrait();
    }

    private static void requireThere(List<String> inputs) throws CaptureException {
        for (String input : inputs) {
            if (!input.equals(STANDARD_INPUT) && !Files.exists(path(input))) {
                throw CaptureException.noSuchFile(input);
            }
        }
    }

    private Portrait ofReport(String input, List<String> inputs) throws IOException {
        if (inputs.size() > 1) {
            throw new UsageException(input + " is a report; it can be compared, but not merged with other files");
        }
        if (inputOptions.anonymise().isWanted()) {
            throw new UsageException(input
                    + " is a report: --anonymise comes too late for it; save both sides with that option and one key, and"
                    + " compare the reports");
        }
        if (inputOptions.isGiven() || timeOptions.isGiven()) {
            throw new UsageException(input
                    + " is a report: options of what is read, such as --filter and --from, come too" + " late for it");
        }
        try {
            return SavedPortrait.read(path(input), input).within(findingOptions.choice(Set.of()));
        } catch (IllegalArgumentException e) {
            throw new CaptureException(input + ": " + e.getMessage());
        }
    }

    private static Path path(String name) throws CaptureException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CaptureException(name + ": " + e.getReason());
        }
    }

    private static int status(Comparison comparison, FailOn threshold) {
        if (comparison.before().gaps().damaged() || comparison.after().gaps().damaged()) {
            return ExitCode.DAMAGED;
        }
        boolean found = comparison.findings().stream()
                .filter(FindingChange::isAdded)
                .anyMatch(finding -> threshold.isMetBy(finding.severity()));
        return found ? ExitCode.FOUND : ExitCode.DONE;
    }
}
