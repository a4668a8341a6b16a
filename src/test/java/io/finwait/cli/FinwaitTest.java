package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.cli.OutputSpec.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FinwaitTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void unknownOptionsAreRefusedWithASuggestion() {
        assertThat(run("analyze", "--formt", "json", "x.pcap")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("unknown option '--formt'; did you mean --format?");
    }

    @Test
    void unknownCommandsAreRefusedWithASuggestion() {
        assertThat(run("analyse", "x.pcap")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("unknown command 'analyse'").contains("analyze");
    }

    @Test
    void aFileThatIsNotThereIsStatusThreeAndEmptiesNoOutput() throws IOException {
        Path output = Files.writeString(folder.resolve("old.json"), "kept");

        int status = run(
                "analyze",
                "--format",
                "json",
                "-o",
                output.toString(),
                folder.resolve("no.pcap").toString());

        assertThat(status).isEqualTo(ExitCode.UNREADABLE);
        assertThat(err.toString()).startsWith("finwait: ").contains("no.pcap").hasLineCount(1);
        assertThat(Files.readString(output)).isEqualTo("kept");
    }

    @Test
    void anOutputDoesNotOverwriteAnInput() throws IOException {
        Path input = Files.writeString(folder.resolve("a.pcap"), "whatever");

        assertThat(run("analyze", "-o", input.toString(), input.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("would overwrite an input");
        assertThat(Files.readString(input)).isEqualTo("whatever");
    }

    @Test
    void twoOutputsForStandardOutputAreRefused() {
        assertThat(run("analyze", "--format", "json", "--format", "csv", "x.pcap"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("two outputs for standard output");
    }

    @Test
    void eachFormatGoesToTheFileThatFollowsItAndAFileOfItsOwnIsText() {
        assertThat(outputs("-o", "a", "--format", "json", "-o", "b", "-fcsv"))
                .containsExactly(
                        new OutputSpec(Format.TEXT, "a"),
                        new OutputSpec(Format.JSON, "b"),
                        new OutputSpec(Format.CSV, "-"));
        assertThat(outputs("--format=ndjson", "--format=csv", "-o", "c"))
                .containsExactly(new OutputSpec(Format.NDJSON, "-"), new OutputSpec(Format.CSV, "c"));
        assertThat(outputs()).containsExactly(new OutputSpec(Format.TEXT, "-"));
    }

    private static List<OutputSpec> outputs(String... args) {
        var parsed = new OutputOptions();
        new CommandLine(parsed)
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(args);
        return parsed.outputs();
    }

    @Test
    void badValuesNameTheirOption() {
        assertThat(run("analyze", "--where", "colour=red", "x.pcap")).isEqualTo(ExitCode.USAGE);
        assertThat(run("analyze", "--from", "noon", "x.pcap")).isEqualTo(ExitCode.USAGE);
        assertThat(run("analyze", "--time-wait", "0s", "x.pcap")).isEqualTo(ExitCode.USAGE);
        assertThat(run("analyze", "--profile", "10.0.0.0/8=beos,ports=1-2", "x.pcap"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("finwait: --where: ")
                .contains("finwait: --from: ")
                .contains("finwait: --time-wait: ")
                .contains("finwait: --profile: ");
    }

    @Test
    void everyCommandHasHelpWithinTheWidth() {
        for (String command : new String[] {"analyze", "flow", "completion"}) {
            assertThat(run("help", command)).isEqualTo(ExitCode.DONE);
            assertThat(run(command, "--help")).isEqualTo(ExitCode.DONE);
        }
        assertThat(out.toString()).contains("Exit status").contains("Examples:");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(run("completion", "bash")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("analyze").contains("--where");
        assertThat(run("completion", "fish")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void everySortOrderIsAccepted() {
        for (String order : new String[] {"id", "start", "time-wait", "TIME-WAIT"}) {
            assertThat(run("analyze", "--sort", order, folder.resolve("no.pcap").toString()))
                    .as(order)
                    .isEqualTo(ExitCode.UNREADABLE);
        }
    }

    private int run(String... args) {
        return Finwait.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
