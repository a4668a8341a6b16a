package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.cli.CommandRun.Result;
import io.finwait.testing.PcapParts;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script learns of a run from its status, and a person from the one line on standard error. */
class ExitStatusTest {
    private static final String CHURN = Samples.path("churn-seed.pcap");
    private static final String TRUNCATED = Samples.path("truncated.pcap");

    @TempDir
    private Path folder = Path.of("set by JUnit");

    @Test
    void aFileThatEndsInsideItsLastRecordIsReadAndSaysSo() throws IOException {
        Result result = CommandRun.analyze("text", TRUNCATED).expectDone();

        assertThat(unwrapped(result))
                .contains("DAMAGED " + TRUNCATED + " ends inside a record after packet 9, at byte 1,011:");
        JsonNode file = CommandRun.analyze("ndjson", TRUNCATED).summary().at("/files/0");
        assertThat(file.path("packets").asInt()).isEqualTo(9);
        assertThat(file.at("/damage/cut_short").asBoolean()).isTrue();
    }

    @Test
    void strictTakesThatForDamageAndReportsAllTheSame() throws IOException {
        Result strict = CommandRun.analyze("text", "--strict", TRUNCATED);

        assertThat(strict.status()).isEqualTo(ExitCode.DAMAGED);
        assertThat(strict.out())
                .isEqualTo(CommandRun.analyze("text", TRUNCATED).out())
                .contains("50354");
        assertThat(CommandRun.analyze("text", "--strict", CHURN).status()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void damageIsStatusFourAndWhatCameBeforeIsReported() throws IOException {
        int good = PcapParts.of(Path.of(CHURN)).size() / 2;
        int at = PcapParts.of(Path.of(CHURN)).offsetOf(good);
        byte[] octets = Files.readAllBytes(Path.of(CHURN));
        Arrays.fill(octets, at, at + 16, (byte) 0xFF);
        Path damaged = Files.write(folder.resolve("damaged.pcap"), octets);

        Result result = CommandRun.analyze("ndjson", damaged.toString());
        JsonNode file = result.summary().at("/files/0");

        assertThat(result.status()).isEqualTo(ExitCode.DAMAGED);
        assertThat(file.path("packets").asInt()).isEqualTo(good);
        assertThat(file.at("/damage/after_frame").asInt()).isEqualTo(good);
        assertThat(file.at("/damage/byte_offset").asInt()).isEqualTo(at);
        assertThat(file.at("/damage/cut_short").asBoolean()).isFalse();
        assertThat(result.connections()).hasSizeBetween(150, 250);
        assertThat(unwrapped(CommandRun.analyze("text", damaged.toString())))
                .startsWith("DAMAGED ")
                .contains("reading stopped after packet 1,960, at byte ");
    }

    private static String unwrapped(Result result) {
        return result.out().replaceAll("\\s+", " ");
    }

    @Test
    void whatIsNoCaptureIsStatusThree() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "15:36:48 IP 10.77.0.1 > 10.77.0.2\n");
        Path empty = Files.createFile(folder.resolve("empty.pcap"));

        assertUnreadable(text.toString(), "a.txt: not a capture file (starts with 31 35 3a 33: text)");
        assertUnreadable(empty.toString(), "empty.pcap: not a capture file (it is empty)");
        assertUnreadable(folder.resolve("no.pcap").toString(), "no.pcap: no such file");
        assertUnreadable(folder.toString(), "no capture file among the 2 files in this directory");
    }

    private static void assertUnreadable(String input, String message) throws IOException {
        Result result = CommandRun.analyze("text", input);

        assertThat(result.status()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.err()).startsWith("finwait: ").contains(message).hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aNameWhoseOctetsAreLostIsNotSimplyMissing() throws IOException {
        assertThat(CommandRun.analyze("text", "no\uFFFDname.pcap").err())
                .contains("no such file; a name that is not UTF-8 cannot be given");
        assertThat(CommandRun.analyze("text", "noname.pcap").err()).endsWith("noname.pcap: no such file\n");
    }

    @Test
    void oneInputThatIsMissingSpoilsTheRun() throws IOException {
        Result result =
                CommandRun.analyze("text", CHURN, folder.resolve("no.pcap").toString());

        assertThat(result.status()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.err()).contains("no.pcap: no such file").hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--formt", "--wher", "--tops"})
    void anUnknownOptionIsStatusTwoWithASuggestion(String option) {
        Result result = CommandRun.inProcess("analyze", option, "x", CHURN);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("finwait: unknown option '" + option + "'; did you mean --");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "4294967296", "x"})
    void aConnectionThatIsNotThereIsWrongUsage(String id) {
        Result result = CommandRun.inProcess("flow", Samples.path("rst-close.pcap"), "--", id);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("finwait: ");
    }
}
