package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.group.GroupCollector;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.Damage;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.finding.KnownFinding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.TimeBound;
import io.finwait.report.ConnectionOrder;
import io.finwait.report.GroupListing;
import io.finwait.report.GroupOrder;
import io.finwait.report.KernelFeed;
import io.finwait.report.PageMaking;
import io.finwait.report.Selection;
import io.finwait.report.TextStyle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of what is reported of connections, and how; those of a file and of a live capture are the same. */
final class ReportOptions {
    @Mixin
    final OutputOptions outputOptions = new OutputOptions();

    @Mixin
    final LengthOptions lengthOptions = new LengthOptions();

    @Option(
            names = "--sort",
            paramLabel = "BY",
            description = "${COMPLETION-CANDIDATES}; closing by default, of groups the number of connections.")
    private @Nullable ConnectionOrder order;

    @Mixin
    private final WhereOptions whereOptions = new WhereOptions();

    @Mixin
    private final GroupOptions groupOptions = new GroupOptions();

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
            paramLabel = "THRESHOLD",
            completionCandidates = Candidates.Thresholds.class,
            description =
                    "Exit with 1 if a finding is at least that severe: never (the default), info, low, medium, high or"
                            + " critical; new for anything that --baseline does not know.")
    private @Nullable String failOn;

    @Mixin
    final InputOptions inputOptions = new InputOptions();

    @Mixin
    private final NamesOptions namesOptions = new NamesOptions();

    @Mixin
    private final StyleOptions styleOptions = new StyleOptions();

    /** What the kernel of this host has meanwhile; nothing where nobody looks. */
    final KernelFeed kernel = new KernelFeed();

    /**
     * What is read.
     *
     * @param names as the user gave them
     * @param rereadable whether the same can be read again
     * @param bars shown while it is
     */
    record Inputs(List<String> names, TimeBound from, TimeBound to, boolean rereadable, ProgressBars bars) {}

    /**
     * What was asked for.
     *
     * @param listeners all that are to hear of the analysis
     * @param reports those of them that are to be closed at its end
     * @param failures of reports
     * @param threshold what the exit status depends on
     */
    record Asked(
            AnalysisRequest request,
            List<AnalysisListener> listeners,
            List<ReportOutput> reports,
            OutputFailures failures,
            FailOn threshold) {
        /**
         * The exit status.
         *
         * @param strict whether an input that is cut short is damaged too
         */
        int status(AnalysisResult result, boolean strict) {
            if (failures.any()) {
                return ExitCode.USAGE;
            }
            for (CaptureFile file : result.files()) {
                Damage damage = file.damage();
                if (damage != null && (strict || !damage.cutShort())) {
                    return ExitCode.DAMAGED;
                }
            }
            return threshold.isMetBy(result.findings()) ? ExitCode.FOUND : ExitCode.DONE;
        }

        void close() throws IOException {
            for (ReportOutput report : reports) {
                report.close();
            }
        }
    }

    /**
     * Checks all options and begins nothing yet.
     *
     * @param outputs what is to be written
     * @param arguments the command line with the command's name
     * @param failures hears of outputs that cannot be written any more
     * @throws UsageException if an option makes no sense
     */
    Asked ask(
            Inputs inputs, List<OutputSpec> outputs, List<String> arguments, Terminal terminal, OutputFailures failures)
            throws IOException {
        checkOutputs(outputs, inputs.names());
        pageOptions.check(outputs);
        lengthOptions.check();
        Predicate<ConnectionRecord> shown = whereOptions.all();
        if (whereOptions.isGiven()) {
            shown = inputOptions.anonymise().onOriginals(shown);
        }
        var selection = new Selection(
                shown, !whereOptions.isGiven(), order == null ? ConnectionOrder.CLOSING : order, lengthOptions.top);
        GroupCollector collector = groupOptions.collector(shown, outputs);
        GroupListing groups = collector == null ? null : listing(collector);
        FailOn threshold = failOn();
        Set<KnownFinding> known = baseline == null ? Set.of() : Baseline.read(baseline, inputOptions.anonymise());
        AnalysisRequest request = namesOptions.named(
                inputOptions.request(inputs.names(), inputs.from(), inputs.to(), findingOptions.choice(known)));
        var reports = new ArrayList<ReportOutput>();
        for (OutputSpec output : outputs) {
            boolean text = output.format() == Format.TEXT;
            TextStyle style = styleOptions.style(terminal, text && output.toStdout());
            PageMaking making =
                    pageOptions.making(request, inputs.rereadable(), inputs.bars(), arguments, output.format());
            var settings =
                    new ReportOutput.Settings(style, selection, lengthOptions.mostFindings, making, groups, kernel);
            reports.add(new ReportOutput(output, settings, failures));
        }
        var listeners = new ArrayList<AnalysisListener>();
        if (collector != null) {
            listeners.add(collector);
        }
        listeners.addAll(reports);
        return new Asked(request, listeners, reports, failures, threshold);
    }

    /** Whether connections are summed up instead of listed. */
    boolean isGrouped() {
        return groupOptions.isWanted();
    }

    /** How text on the terminal looks. */
    TextStyle terminalStyle(Terminal terminal) {
        return styleOptions.style(terminal, true);
    }

    private GroupListing listing(GroupCollector collector) {
        GroupOrder groupOrder = UsageException.unless("--sort", () -> GroupOrder.of(order));
        return new GroupListing(collector::groups, !whereOptions.isGiven(), groupOrder, lengthOptions.top);
    }

    private FailOn failOn() {
        String text = failOn;
        FailOn threshold = text == null ? FailOn.NEVER : UsageException.unless("--fail-on", () -> FailOn.parse(text));
        threshold.check(findingOptions.least(), baseline != null);
        return threshold;
    }

    private static void checkOutputs(List<OutputSpec> outputs, List<String> inputs) throws IOException {
        if (outputs.stream().filter(OutputSpec::toStdout).count() > 1) {
            throw new UsageException("two outputs for standard output: give all but one a file with -o");
        }
        for (OutputSpec output : outputs) {
            if (!output.toStdout()) {
                OutputFile.requireNoInput("-o", output.file(), inputs);
            }
        }
        if (outputs.stream().map(OutputSpec::file).distinct().count() < outputs.size()) {
            throw new UsageException("two outputs for one file");
        }
    }
}
