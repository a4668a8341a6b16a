package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingOptionsTest {
    private static final String WRONG = Samples.path("syn-retransmitted.pcap");
    private static final String FINE = Samples.path("server-closes-first.pcap");

    @TempDir
    private Path folder;

    @Test
    void aFindingOfTheSeverityAskedForIsExitStatusOne() throws IOException {
        assertThat(CommandRun.analyze("json", "--fail-on", "medium", WRONG).status())
                .isEqualTo(ExitCode.FOUND);
        assertThat(CommandRun.analyze("json", "--fail-on=medium", FINE).status())
                .isEqualTo(ExitCode.DONE);
        assertThat(CommandRun.analyze("json", "--fail-on=critical", WRONG).status())
                .isEqualTo(ExitCode.DONE);
        assertThat(CommandRun.analyze("json", "--fail-on=never", WRONG).status())
                .isEqualTo(ExitCode.DONE);
        assertThat(CommandRun.analyze("json", WRONG).status()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void damageBeatsFindings() throws IOException {
        byte[] octets = Files.readAllBytes(Path.of(WRONG));
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(octets, octets.length - 5));

        assertThat(CommandRun.analyze("json", "--fail-on=info", "--strict", cut.toString())
                        .status())
                .isEqualTo(ExitCode.DAMAGED);
    }

    @Test
    void whatIsSwitchedOffIsNotLookedFor() throws IOException {
        assertThat(CommandRun.analyze("ndjson", WRONG)
                        .summary()
                        .at("/by_finding/syn-retransmitted")
                        .asInt())
                .isPositive();
        assertThat(CommandRun.analyze("ndjson", "--no-finding=fin-retransmitted,syn-retransmitted", WRONG)
                        .expectDone()
                        .summary()
                        .at("/by_finding")
                        .has("syn-retransmitted"))
                .isFalse();
    }

    @Test
    void whatIsLessSevereIsNowhere() throws IOException {
        CommandRun.Result result =
                CommandRun.analyze("ndjson", "--severity", "CRITICAL", WRONG).expectDone();

        assertThat(result.summary().path("by_finding")).isEmpty();
        assertThat(result.connections())
                .allSatisfy(c -> assertThat(c.path("findings")).isEmpty());
        assertThat(CommandRun.analyze("text", "--severity=critical", WRONG).out())
                .doesNotContain("FINDINGS", "Nothing wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "ndjson"})
    void whatTheBaselineKnowsIsMutedAndNotNew(String format) throws IOException {
        Path known = folder.resolve("known." + format);
        CommandRun.inProcess("analyze", "-f", format, "-o", known.toString(), WRONG)
                .expectDone();

        CommandRun.Result result =
                CommandRun.analyze("ndjson", "--baseline", known.toString(), "--fail-on", "new", WRONG);
        assertThat(result.expectDone().summary().path("by_finding")).isEmpty();
        assertThat(result.summary().path("findings_muted").asInt()).isPositive();
        assertThat(result.connections())
                .allSatisfy(c -> assertThat(c.path("findings")).isEmpty());
        assertThat(CommandRun.analyze("text", "--baseline", known.toString(), WRONG)
                        .out())
                .containsPattern("FINDINGS\n  [0-9]+ known findings? muted\n");
    }

    @Test
    void whatTheBaselineDoesNotKnowIsNew() throws IOException {
        Path known = folder.resolve("known.json");
        CommandRun.inProcess("analyze", "-f", "json", "-o", known.toString(), FINE)
                .expectDone();

        assertThat(CommandRun.analyze("json", "--baseline", known.toString(), "--fail-on=new", WRONG)
                        .status())
                .isEqualTo(ExitCode.FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fail-on=new", "--fail-on=awful", "--fail-on=low --severity=high", "--findings=-1"})
    void whatMakesNoSenseIsAUsageError(String options) throws IOException {
        var args = (options + " " + WRONG).split(" ");

        assertThat(CommandRun.analyze("json", args).status()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aMistypedIdIsAUsageErrorThatNamesTheNearest() throws IOException {
        CommandRun.Result result = CommandRun.analyze("json", "--no-finding", "syn-retransmited", WRONG);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .startsWith("finwait: --no-finding: there is no finding 'syn-retransmited'; perhaps you mean"
                        + " syn-retransmitted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "not JSON",
                "{}",
                "{\"type\":\"connection\"",
                "{\"capture\":{\"schema\":\"finwait/9\"}}",
                "{\"capture\":{\"schema\":\"finwait/1\"},\"connections\":[{\"client\":{\"ip\":\"nowhere\"}}]}",
                "{\"capture\":{\"schema\":\"finwait/1\"},\"connections\":[{\"server\":{\"ip\":\"::1\",\"port\":\"x\"}}]}",
            })
    void aBrokenBaselineIsAUsageErrorInOneLine(String content) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), content);
        CommandRun.Result result = CommandRun.analyze("json", "--baseline", broken.toString(), WRONG);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("finwait: --baseline ").hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aMissingBaselineIsAUsageError() throws IOException {
        CommandRun.Result result = CommandRun.analyze(
                "json", "--baseline", folder.resolve("none.json").toString(), WRONG);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("there is no file");
    }
}
