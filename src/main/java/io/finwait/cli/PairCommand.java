package io.finwait.cli;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.Damage;
import io.finwait.finding.FindingChoice;
import io.finwait.pair.PairResult;
import io.finwait.pair.PairStory;
import io.finwait.pair.Side;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.PairReading;
import io.finwait.pipeline.Progress;
import io.finwait.pipeline.TimeBound;
import io.finwait.report.PairJson;
import io.finwait.report.PairLadder;
import io.finwait.report.PairReport;
import io.finwait.report.TextStyle;
import java.io.BufferedOutputStream;
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

/** {@code finwait pair}: two captures of the same traffic, held against each other. */
@Command(
        name = "pair",
        description = {
            "Holds two captures of the same traffic against each other, taken at both ends or at both sides of a NAT or load"
                    + " balancer: which SYN, FIN, last ACK, RST or data left one side and never reached the other, what was made"
                    + " or changed between, and how the clocks differ. Connections are recognised by their sequence numbers,"
                    + " whatever addresses were rewritten.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait pair client.pcap server.pcap",
            "  finwait pair client.pcap server.pcap --id 17   one of them, on both sides",
            "  finwait pair before-nat.pcap behind-nat.pcap --where client=10.0.0.7",
            "  finwait pair before-nat.pcap behind-nat.pcap -f json > both.json",
            "",
            "Exit status: 0 done, 2 wrong usage or no such connection, 3 a file could not be",
            "read, 4 one was damaged part-way; what comes before that was compared, 70 a",
            "defect."
        })
final class PairCommand implements Callable<Integer> {
    private static final int LISTED = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "CLIENT_SIDE",
            description =
                    "The capture nearer the clients, or a directory with its files. Not standard input: both are read twice.")
    private String clientSide;

    @Parameters(index = "1", paramLabel = "SERVER_SIDE", description = "The capture nearer the servers.")
    private String serverSide;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "One connection, by its id on the client side, as a ladder with the frames of both captures.")
    private @Nullable Integer id;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Only connections that meet it, as either capture has them: the conditions at the end of"
                    + " 'finwait help analyze'. Repeatable: all of them must hold, each in one of the two.")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many entries each list shows; " + LISTED + " by default, 0 for the summary alone.")
    private int top = LISTED;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; json has everything.")
    private TextOrJson format = TextOrJson.TEXT;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private StyleOptions styleOptions;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress bar.")
    private boolean quiet;

    @Override
    public Integer call() {
        return CommandFailure.guard(spec.commandLine().getErr(), this::show);
    }

    private int show() throws IOException {
        Integer told = id;
        if (told != null && told < 0) {
            throw new UsageException("an id is 0 or more");
        }
        if (told != null && !conditions.isEmpty()) {
            throw new UsageException("--id names one connection, so there is nothing for --where to choose");
        }
        var wanted = new PairReading.Wanted(
                UsageException.unless("--where", () -> Where.each(conditions)), told == null ? -1 : told);
        UsageException.requireNotNegative("--top", top);
        if (inputOptions.anonymise().isWanted()) {
            throw new UsageException("pair shows real addresses: extract both sides with --anonymise and the same"
                    + " --anonymise-key, and pair the extracts");
        }
        var terminal = new Terminal(System.getenv());
        TextStyle style = styleOptions.style(terminal, true);
        AnalysisRequest first = request(clientSide);
        AnalysisRequest second = request(serverSide);
        var progress = new Progress();
        ProgressBars bars = quiet ? ProgressBars.NONE : ProgressBars.on(terminal);
        PairResult result = bars.during("reading", progress, () -> PairReading.of(first, second, wanted, progress));
        PairStory story = result.story();
        if (told != null && story == null) {
            throw new UsageException("there is no connection " + told + " of the client side that both captures have");
        }
        try (OutputFile out = OutputFile.stdout()) {
            if (format == TextOrJson.JSON) {
                PairJson.write(result, Version.number(), new BufferedOutputStream(out));
            } else {
                String text = story == null ? PairReport.of(result, style, top) : PairLadder.of(result, story, style);
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return isDamaged(result) ? ExitCode.DAMAGED : ExitCode.DONE;
    }

    private AnalysisRequest request(String input) throws IOException {
        RereadableInputs.require("pair", List.of(input));
        return inputOptions.request(List.of(input), TimeBound.NONE, TimeBound.NONE, FindingChoice.none());
    }

    private static boolean isDamaged(PairResult result) {
        for (Side side : Side.values()) {
            for (CaptureFile file : result.survey(side).files()) {
                Damage damage = file.damage();
                if (damage != null && !damage.cutShort()) {
                    return true;
                }
            }
        }
        return false;
    }
}
