package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.cli.OutputSpec.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void anEmptyNameIsNotTheWorkingDirectory() {
        for (String line : List.of(
                "analyze|",
                "analyze|-o||a.pcap",
                "report|a.pcap|--out|",
                "extract|a.pcap|--id|1|-w|",
                "pair|a.pcap|",
                "compare|--before||a.pcap",
                "live|-i|",
                "live|--follow|",
                "live|-i|lo|-w|")) {
            assertThat(run(line.split("\\|", -1))).as(line).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString()).as(line).startsWith("finwait: ").contains(" is empty\n");
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void aValueOfAnotherKindIsAnsweredWithWhatThereIs() {
        assertThat(run("analyze", "--sort", "size", "a.pcap")).isEqualTo(ExitCode.USAGE);
        assertThat(run("analyze", "--top", "1e3", "a.pcap")).isEqualTo(ExitCode.USAGE);
        assertThat(run("flow", "a.pcap", "99999999999")).isEqualTo(ExitCode.USAGE);
        assertThat(run("completion", "fish")).isEqualTo(ExitCode.USAGE);
        assertThat(run("help", "analyse")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains(
                        "--sort: there is no 'size'; use id, start, duration, handshake, closing, packets, bytes, time-wait")
                .contains("--top: '1e3' is not a whole number up to 2147483647")
                .contains("ID: '99999999999' is not a whole number up to 2147483647")
                .contains("SHELL: there is no 'fish'; use bash, zsh")
                .contains("finwait: unknown command 'analyse'");
    }

    @Test
    void aFileMayBeCalledAsAFileOfArgumentsIsElsewhere() {
        String name = folder.resolve("no.pcap").toString();

        assertThat(run("analyze", "@" + name)).isEqualTo(ExitCode.UNREADABLE);
        assertThat(run("analyze", "--strict", "@" + name)).isEqualTo(ExitCode.UNREADABLE);
        assertThat(err.toString()).contains("@" + name + ": no such file").hasLineCount(2);
    }

    @Test
    void examplesInHelpFitATerminal() {
        CommandLine finwait = Finwait.commandLine(new String[] {"help"});
        var commands = new ArrayList<>(finwait.getSubcommands().values());
        commands.add(finwait);
        for (CommandLine command : commands) {
            assertThat(command.getCommandSpec().usageMessage().footer())
                    .as(command.getCommandName())
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
        }
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
    void whyAnOutputCannotBeWrittenIsSaidInWords() {
        assertThat(new OutputException("case", new AccessDeniedException("/x/case.1f.part")))
                .hasMessage("cannot write case: permission denied");
        assertThat(new OutputException("ring", new FileAlreadyExistsException("ring")))
                .hasMessage("cannot write ring: a file of that name is there");
        assertThat(new OutputException("a/b", new NoSuchFileException("a/b")))
                .hasMessage("cannot write a/b: there is no such directory");
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

    @ParameterizedTest
    @CsvSource({
        "5s, 3s, ''",
        "5s, 5s, ''",
        "2026-11-22T08:18Z, 2026-11-22T09:17+01:00, ''",
        "23:50, 00:10, ' of the same day; where midnight lies between, give them with their dates'"
    })
    void aSpanOfTimeThatEndsBeforeItBeginsIsRefused(String from, String to, String hint) {
        assertThat(run("analyze", "--from", from, "--to", to, "x.pcap")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("finwait: --to " + to + " is not after --from " + from + hint + "\n");
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
