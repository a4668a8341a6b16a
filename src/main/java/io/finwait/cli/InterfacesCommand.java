package io.finwait.cli;

import io.finwait.capture.libpcap.CaptureDevices;
import io.finwait.capture.live.CaptureDevice;
import io.finwait.report.DevicesReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finwait interfaces}: what there is to capture on. */
@Command(
        name = "interfaces",
        description = {
            "Lists what finwait live can capture on, with state and addresses. Needs libpcap, but no privileges.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  finwait interfaces",
            "  sudo finwait interfaces --netns 4711",
            "  finwait interfaces -f json | jq -r '.interfaces[] | select(.up) | .name'",
            "",
            "Exit status: 0 done, 2 wrong usage, 3 libpcap is missing, 70 a defect."
        })
final class InterfacesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; text by default.")
    private TextOrJson format = TextOrJson.TEXT;

    @Mixin
    private final CaptureHost captureHost = new CaptureHost();

    @Mixin
    private StyleOptions styleOptions;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        return CommandFailure.guard(err, () -> list(err));
    }

    private int list(PrintWriter err) throws IOException {
        var devices = new ArrayList<CaptureDevice>();
        captureHost.place().run(() -> devices.addAll(CaptureDevices.list()));
        try (OutputFile out = OutputFile.stdout()) {
            if (format == TextOrJson.JSON) {
                DevicesReport.json(devices, out);
            } else {
                String text = DevicesReport.text(devices, styleOptions.style(new Terminal(System.getenv()), true));
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (Privileges.ofProcess().lacksCapture()) {
            CommandFailure.complain(err, "capturing on them " + CaptureDevices.PERMISSION);
        }
        return ExitCode.DONE;
    }
}
