package io.finwait.cli;

import io.finwait.capture.CaptureFile;
import io.finwait.extract.CaptureWriter;
import io.finwait.extract.Choice;
import io.finwait.extract.ExtractFormat;
import io.finwait.extract.MixedLinkTypesException;
import io.finwait.extract.Provenance;
import io.finwait.finding.FindingChoice;
import io.finwait.pipeline.AnalysisRequest;
import io.finwait.pipeline.Extraction;
import io.finwait.pipeline.Extraction.Extracted;
import io.finwait.pipeline.Extraction.Most;
import io.finwait.report.TextStyle;
import io.finwait.words.CountText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finwait extract}: the packets of some connections as a capture of their own. */
@Command(
        name = "extract",
        description = {
            "Copies the packets of some connections to a new capture, small enough to attach to a ticket: each packet as it was"
                    + " captured, with its time. In pcapng, packets that a finding cites have a comment, which Wireshark shows.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait extract incident.pcap --id 17 -w one.pcapng",
            "  finwait extract incident.pcap --finding fin-retransmitted -w evidence.pcapng",
            "  finwait extract dumps/ --client 10.77.0.1 --where kind=rst -w resets.pcap",
            "  finwait extract incident.pcap --id 3,20-25 -w - | tshark -r -",
            "  finwait extract incident.pcap --id 17 --anonymise -w public.pcapng",
            "",
            "Exit status: 0 done, 2 wrong usage, no such connection, or the output cannot be",
            "written, 3 the file could not be read, 4 it was damaged part-way; what comes",
            "before that was extracted, 70 a defect."
        })
final class ExtractCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final RereadableInputs rereadableInputs = new RereadableInputs();

    @Option(
            names = {"-w", "--write"},
            paramLabel = "FILE",
            required = true,
            description = "The capture to write; - is standard output.")
    private String output = OutputSpec.STDOUT;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "pcap or pcapng; by default what the name says (.pcap, .cap, .pcapng), else pcapng.")
    private @Nullable ExtractFormat format;

    @Mixin
    private final ChoiceOptions choiceOptions = new ChoiceOptions();

    @Option(
            names = "--max-packets",
            paramLabel = "N",
            description =
                    "Write the first N packets of them at most, and say how many more there are. No limit by default.")
    private long mostPackets = Long.MAX_VALUE;

    @Mixin
    private final TimeOptions timeOptions = new TimeOptions();

    @Mixin
    private final InputOptions inputOptions = new InputOptions();

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not say what was written.")
    private boolean quiet;

    /** The output, opened when there is something to write. */
    private final class Target implements Closeable {
        private @Nullable WholeFile file;

        CaptureWriter open(List<CaptureFile> files, Provenance provenance) throws IOException {
            if (isStdout()) {
                return chosenFormat().writer(OutputFile.stdout(), files, provenance);
            }
            OutputFile.requireNoInput(
                    "-w", output, files.stream().map(CaptureFile::name).toList());
            var opened = WholeFile.create(output);
            file = opened;
            return chosenFormat().writer(opened.stream(), files, provenance);
        }

        void keep() throws OutputException {
            WholeFile written = file;
            if (written != null) {
                written.keep();
            }
        }

        @Override
        public void close() throws IOException {
            WholeFile written = file;
            if (written != null) {
                written.close();
            }
        }
    }

    @Override
    public Integer call() {
        return CommandFailure.guard(spec.commandLine().getErr(), this::extract);
    }

    private int extract() throws IOException {
        List<String> inputs = rereadableInputs.names("extract");
        if (!isStdout()) {
            OutputFile.requireNoInput("-w", output, inputs);
        }
        Choice choice = choiceOptions.choice();
        if (isStdout() && new Terminal(System.getenv()).isTerminal(Terminal.STDOUT)) {
            throw new UsageException("-w -: standard output is a terminal, and a capture is no text; name a file");
        }
        if (mostPackets < 1) {
            throw new UsageException("--max-packets is 1 or more");
        }
        AnalysisRequest request = inputOptions.request(inputs, timeOptions.from(), timeOptions.to(), FindingChoice.ALL);
        Extracted extracted;
        try (var target = new Target()) {
            extracted = Extraction.run(request, choice, new Most(mostPackets, false), target::open);
            target.keep();
        } catch (MixedLinkTypesException e) {
            throw new UsageException(e.getMessage() + ": write pcapng");
        }
        if (extracted.connections() == 0) {
            throw new UsageException("no connection is as asked for; finwait analyze lists those there are");
        }
        tell(extracted);
        return CommandFailure.complainOfDamage(spec.commandLine().getErr(), extracted.files(), "was extracted")
                ? ExitCode.DAMAGED
                : ExitCode.DONE;
    }

    private boolean isStdout() {
        return output.equals(OutputSpec.STDOUT);
    }

    private ExtractFormat chosenFormat() {
        ExtractFormat asked = format;
        if (asked != null) {
            return asked;
        }
        String name = output.toLowerCase(Locale.ROOT);
        return name.endsWith(".pcap") || name.endsWith(".cap") ? ExtractFormat.PCAP : ExtractFormat.PCAPNG;
    }

    /** Says what was written, and what the reader of it should know. */
    private void tell(Extracted extracted) throws IOException {
        if (quiet || isStdout()) {
            return;
        }
        var text = new StringBuilder(output);
        text.append(": ").append(CountText.of(extracted.connections(), "connection"));
        text.append(", ").append(CountText.of(extracted.frames(), "packet"));
        if (extracted.commented() > 0) {
            text.append(", ").append(CountText.of(extracted.commented())).append(" of them cited by findings");
            text.append(chosenFormat() == ExtractFormat.PCAP ? " (only pcapng can say which)" : " and commented");
        }
        var lines = new ArrayList<>(List.of(text.toString()));
        if (inputOptions.anonymise().isWanted()) {
            lines.add("Addresses are pseudonyms, and the payload was cut off");
        }
        if (extracted.tooMany() > 0) {
            lines.add(CountText.of(extracted.tooMany(), "more packet") + " of them not written (--max-packets)");
        }
        if (extracted.uncertain() > 0) {
            lines.add(CountText.of(extracted.uncertain(), "packet")
                    + " left out: not certain to mean the same without addresses and payload");
        }
        if (extracted.alongside() > 0) {
            lines.add(
                    CountText.of(extracted.alongside())
                            + " of the connections came along: on the same ports as one asked for, and with a part in its life");
        }
        if (extracted.concerned() > 0) {
            lines.add("A finding asked for is about " + CountText.of(extracted.concerned(), "connection")
                    + "; only those that it names are copied");
        }
        var style = new TextStyle(TextStyle.DEFAULT_WIDTH, false, new Terminal(System.getenv()).isUnicode());
        try (OutputFile out = OutputFile.stdout()) {
            for (String line : lines) {
                out.write((style.safe(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
