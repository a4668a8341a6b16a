package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.LiveFeed;
import io.finwait.capture.libpcap.DeviceFeed;
import io.finwait.capture.libpcap.DeviceSettings;
import io.finwait.capture.live.FollowedFile;
import io.finwait.capture.live.LiveCapture;
import io.finwait.capture.live.StreamFeed;
import io.finwait.cli.OutputSpec.Format;
import io.finwait.flow.HostPort;
import io.finwait.pipeline.Analysis;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.TimeBound;
import io.finwait.screen.KernelWatch;
import io.finwait.screen.LiveScreen;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finwait live}: the analysis of what happens now. */
@Command(
        name = "live",
        description = {
            "Captures on network interfaces and analyses while it happens; ends with the report of analyze. Needs libpcap and"
                    + " CAP_NET_RAW; neither for what another program captures, from standard input (-) or a growing file.",
            "",
            "Where standard output is no terminal, or with --quiet, it gets a line of JSON for each connection when it is closed, for"
                    + " each finding, and for each connection that can no longer change; else the report at the end.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "Conditions of --where: finwait help analyze.",
            "",
            "Examples:",
            "  finwait interfaces",
            "  finwait live -i eth0 --filter 'tcp port 443'",
            "  finwait live -i eth0 --duration 30s -f html -o now.html",
            "  finwait live -i eth0 -i eth1 -q | jq 'select(.type == \"finding\")'",
            "  ssh host tcpdump -i eth0 -s 128 -U -w - tcp | finwait live -",
            "  finwait live --follow /var/tmp/dump.pcap",
            "  sudo finwait live --netns 4711 -i eth0",
            "  finwait live -i eth0 --metrics 127.0.0.1:9464",
            "  finwait live -i eth0 -w /var/tmp/ring --on-finding /usr/local/bin/tell-us",
            "",
            "Ctrl-C, SIGTERM, --duration and --count end with the report; a second Ctrl-C",
            "ends at once.",
            "",
            "Exit status:",
            "  0   done",
            "  1   done, and something was found that --fail-on asks for",
            "  2   the command line or the filter is wrong, or an output cannot be written",
            "  3   libpcap, the permission, the device or the file is missing",
            "  4   an input failed while it was read; what came before is reported",
            "  130 ended by a second Ctrl-C (143 SIGTERM, 129 SIGHUP), without the report",
            "  70  a defect of finwait"
        })
final class LiveCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final int LEAST_SNAP_LENGTH = 64;
    private static final int MOST_SNAP_LENGTH = 262_144;
    private static final long LEAST_BUFFER_BYTES = 4_096;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "DEVICE",
            description = "What to capture on; finwait interfaces lists all there is, any is all of them. Repeatable.")
    private List<String> devices = new ArrayList<>();

    @Mixin
    private final CaptureHost captureHost = new CaptureHost();

    @Parameters(paramLabel = "STDIN", arity = "0..1", description = "- for standard input, in place of an interface.")
    private @Nullable String stdin;

    @Option(
            names = "--follow",
            paramLabel = "FILE",
            description = "A file that another program is writing, from its beginning, in place of an interface.")
    private @Nullable String followed;

    @Option(
            names = "--snaplen",
            paramLabel = "BYTES",
            description = "How much is kept of each packet; ${DEFAULT-VALUE} by default, enough for headers.")
    private int snapLength = 128;

    @Option(names = "--promiscuous", description = "Capture packets for other hosts too.")
    private boolean promiscuous;

    @Option(
            names = "--buffer",
            paramLabel = "BYTES",
            description = "The kernel's buffer for each device, in which bursts wait; ${DEFAULT-VALUE} by default.")
    private String buffer = "64MiB";

    @Option(
            names = "--immediate",
            description = "Take each packet at once, not those of a tenth of a second together; costs a third more.")
    private boolean immediate;

    @Option(names = "--duration", paramLabel = "TIME", description = "End after that long: 30s, 5m, 1h.")
    private @Nullable String duration;

    @Option(names = "--count", paramLabel = "N", description = "End after so many packets.")
    private @Nullable Long count;

    @Mixin
    private final EvidenceOptions evidenceOptions = new EvidenceOptions();

    @Mixin
    private final MetricsOptions metricsOptions = new MetricsOptions();

    @Mixin
    private final ScreenOptions screenOptions = new ScreenOptions();

    @Mixin
    private final ReportOptions reportOptions = new ReportOptions();

    @Option(
            names = {"-q", "--quiet"},
            description =
                    "Lines of JSON on standard output even on a terminal, and nothing on standard error but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        return CommandFailure.guard(err, () -> capture(err));
    }

    private int capture(PrintWriter err) throws IOException {
        var terminal = new Terminal(System.getenv());
        long most = most();
        Long nanos = nanos();
        DeviceSettings settings = settings();
        HostPort metricsAddress = metricsOptions.address();
        List<String> line = spec.root().commandLine().getParseResult().originalArgs();
        List<String> names = names();
        if (!devices.isEmpty()) {
            reportOptions.inputOptions.assumeToo(captureHost.profiles());
        }
        var inputs = new ReportOptions.Inputs(names, TimeBound.NONE, TimeBound.NONE, false, ProgressBars.NONE);
        List<OutputSpec> outputs = outputs(terminal);
        var notices = new LiveNotices(err);
        boolean alone = outputs.size() == 1 && !evidenceOptions.isWanted() && metricsAddress == null;
        var failures = new OutputFailures(notices, alone);
        ReportOptions.Asked asked = reportOptions.ask(inputs, outputs, line, terminal, failures);
        boolean anonymous = reportOptions.inputOptions.anonymise().isWanted();
        try (notices;
                EvidenceOptions.Evidence evidence = evidenceOptions.begin(anonymous, notices);
                LiveCapture capture = new LiveCapture(open(settings, notices), most, evidence.tap());
                MetricsOptions.Served metrics = MetricsOptions.serve(metricsAddress, quiet ? notice -> {} : notices);
                LiveView view = view(outputs, asked.request(), capture, terminal)) {
            StopSignals.onFirst(capture::stop, view::giveBack);
            notices.to(view.screen());
            var listeners = new ArrayList<AnalysisListener>();
            listeners.add(new LiveStart(err, quiet, nanos, capture, view.screen()));
            listeners.addAll(view.listeners());
            listeners.addAll(evidence.listeners());
            listeners.addAll(metrics.listeners());
            listeners.addAll(asked.listeners());
            AnalysisResult result = new Analysis(asked.request(), capture::open).run(listeners);
            if (isTextShown(outputs)) {
                view.writeKernel(reportOptions
                        .terminalStyle(terminal)
                        .withNames(asked.request().names()));
            }
            return asked.status(result, false);
        } finally {
            asked.close();
        }
    }

    /** What people see; what the kernel has is held against addresses, so there is none of it where these are not shown. */
    private LiveView view(List<OutputSpec> outputs, AnalysisRequest request, LiveCapture capture, Terminal terminal) {
        boolean shown = !quiet && screenOptions.isPossible(terminal);
        boolean here = !devices.isEmpty() && request.pseudonyms() == null;
        boolean told = isTextShown(outputs)
                || !reportOptions.isGrouped() && outputs.stream().anyMatch(output -> output.format() == Format.NDJSON);
        KernelWatch kernel =
                here && (shown || told) ? new KernelWatch(captureHost.sampler(), reportOptions.kernel) : null;
        LiveScreen screen = shown
                ? screenOptions.open(terminal, request, reportOptions.terminalStyle(terminal), kernel, capture::stop)
                : null;
        return new LiveView(screen, kernel);
    }

    private static boolean isTextShown(List<OutputSpec> outputs) {
        return outputs.stream().anyMatch(output -> output.toStdout() && output.format() == Format.TEXT);
    }

    /** What was asked for and, where nothing is for standard output, what is of use there. */
    private List<OutputSpec> outputs(Terminal terminal) {
        var outputs = new ArrayList<>(reportOptions.outputOptions.given());
        boolean lines = quiet || !terminal.isTerminal(Terminal.STDOUT);
        if (outputs.stream().noneMatch(OutputSpec::toStdout) && (lines || outputs.isEmpty())) {
            outputs.add(new OutputSpec(lines ? Format.NDJSON : Format.TEXT, OutputSpec.STDOUT));
        }
        return outputs;
    }

    /** What is captured. */
    private List<String> names() {
        var names = new ArrayList<>(devices);
        if (stdin != null) {
            names.add(stdin);
        }
        if (followed != null) {
            names.add(followed);
        }
        if (names.isEmpty()) {
            throw new UsageException("what to capture? -i DEVICE, --follow FILE, or - for standard input");
        }
        if (names.size() > 1 && devices.size() < names.size()) {
            throw new UsageException("standard input, or a file that is followed, goes with no other");
        }
        if (stdin != null && !stdin.equals(STANDARD_INPUT)) {
            throw new UsageException(
                    "'" + stdin + "' is not -; devices are named with -i, a growing file with --follow, and"
                            + " finwait analyze reads files");
        }
        if (captureHost.isNamed() && devices.isEmpty()) {
            throw new UsageException("--netns goes with -i");
        }
        if (devices.stream().distinct().count() < devices.size()) {
            throw new UsageException("-i names a device twice");
        }
        return names;
    }

    private List<LiveFeed> open(DeviceSettings settings, Consumer<String> notices) throws IOException {
        if (followed != null) {
            return List.of(FollowedFile.open(followed, notices));
        }
        if (stdin != null) {
            return List.of(new StreamFeed(STANDARD_INPUT, System.in));
        }
        var feeds = new ArrayList<LiveFeed>();
        try {
            for (String device : devices) {
                feeds.add(DeviceFeed.open(device, settings, captureHost.place(), notices));
            }
            return feeds;
        } catch (IOException | RuntimeException e) {
            feeds.forEach(LiveFeed::close);
            throw e;
        }
    }

    private DeviceSettings settings() {
        if (snapLength < LEAST_SNAP_LENGTH || snapLength > MOST_SNAP_LENGTH) {
            throw new UsageException("--snaplen is " + LEAST_SNAP_LENGTH + " to " + MOST_SNAP_LENGTH);
        }
        long bytes = UsageException.unless("--buffer", () -> ByteCount.parse(buffer));
        if (bytes < LEAST_BUFFER_BYTES || bytes > Integer.MAX_VALUE) {
            throw new UsageException("--buffer is 4096 to 2047MiB");
        }
        return new DeviceSettings(snapLength, promiscuous, (int) bytes, immediate, reportOptions.inputOptions.filter());
    }

    private long most() {
        Long most = count;
        if (most != null && most < 1) {
            throw new UsageException("--count is 1 or more");
        }
        return most == null ? Long.MAX_VALUE : most;
    }

    private @Nullable Long nanos() {
        String text = duration;
        Long nanos = text == null ? null : UsageException.unless("--duration", () -> DurationValue.nanos(text));
        if (nanos != null && nanos == 0) {
            throw new UsageException("--duration is more than 0");
        }
        return nanos;
    }
}
