package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.host.HostSample;
import io.finwait.host.ProcTree;
import io.finwait.report.HostReport;
import io.finwait.report.TextStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCommandTest {
    private static final String SAVED = "src/test/resources/host/leaky-server";

    @TempDir
    private Path folder;

    private static CommandRun.Result host(String... args) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("host"));
        all.addAll(List.of(args));
        return CommandRun.run(CommandRun.process(all.toArray(String[]::new)), null)
                .expectDone();
    }

    private static String text(int width, boolean color) throws IOException {
        return HostReport.of(
                HostSample.read(ProcTree.ofCopy(Path.of(SAVED)), true), 10, new TextStyle(width, color, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 200})
    void textStaysWithinTheWidth(int width) throws IOException {
        assertThat(text(width, false).lines()).allMatch(line -> line.length() <= width);
    }

    @Test
    void notesComeFirstAndTablesHaveTheirNumbers() throws IOException {
        String text = text(80, false);

        assertThat(text)
                .startsWith("vm  Linux 6.18.44-fc-v782, up ")
                .contains("  113 TCP sockets: LISTEN 3  ESTAB 9  CLOSE-WAIT 26  TIME-WAIT 75\n")
                .contains("  warning  ports-running-out\n")
                .containsPattern("  \\[::]:8002 +6 +0 +6 +0  leak")
                .containsPattern("  10\\.99\\.0\\.2  10\\.99\\.0\\.1:9000 +45 +5 +45\n")
                .contains("NOT READ  " + SAVED + "/sys/net/ipv4/tcp_max_orphans");
        assertThat(text.indexOf("NOTES")).isLessThan(text.indexOf("SERVICES OF THIS HOST"));
    }

    @Test
    void theNameOfAProgramCannotSpeakToTheTerminal() throws IOException {
        assertThat(text(80, true)).contains("leak\\x1b[31my").doesNotContain("leak\u001b");
    }

    @Test
    void jsonIsOfThePublishedSchema() throws Exception {
        JsonNode document =
                new JsonMapper().readTree(host("--proc", SAVED, "-f", "json").out());

        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/host.schema.json")));
        assertThat(schema.validate(document)).isEmpty();
        assertThat(document.at("/sockets/time_wait").asInt()).isEqualTo(75);
        assertThat(document.at("/destinations/0/ports_left").asInt()).isEqualTo(5);
        assertThat(document.at("/notes/0/id").asText()).isEqualTo("ports-running-out");
        assertThat(document.at("/counters/TcpExtTW").asInt()).isEqualTo(75);
    }

    @Test
    void aNameStandsBesideEachAddress() throws Exception {
        Path names = Files.writeString(
                folder.resolve("names"), "10.99.0.2 here\n10.99.0.1:9000 queue\n10.99.0.1 peer\n[::]:8002 slow\n");
        String[] look = {"--proc", SAVED, "--names", names.toString()};

        String text = host(look).out();
        JsonNode document = new JsonMapper()
                .readTree(host(Stream.of(look, new String[] {"-f", "json"})
                                .flatMap(Stream::of)
                                .toArray(String[]::new))
                        .out());

        assertThat(text)
                .contains("10.99.0.2 (here)  10.99.0.1:9000 (queue)  ")
                .contains("  [::]:8002 (slow) ")
                .contains("  10.99.0.1 (peer) ")
                .containsPattern("from 10.99.0.2 \\(here\\)\\s+to\\s+10.99.0.1:9000\\s+\\(queue\\)");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/host.schema.json")));
        assertThat(schema.validate(document)).isEmpty();
        assertThat(document.at("/destinations/0/from_name").asText()).isEqualTo("here");
        assertThat(document.at("/destinations/0/to_name").asText()).isEqualTo("queue");
        assertThat(document.at("/peers/0/name").asText()).isEqualTo("peer");
        assertThat(document.at("/peers/1").has("name")).isFalse();
        assertThat(document.at("/local_addresses/0/name").asText()).isEqualTo("here");
        assertThat(document.path("services").findValuesAsText("local_name")).containsExactly("slow");
    }

    @Test
    void theProfileIsWhatAnalyzeTakes() throws Exception {
        String line = host("--proc", SAVED, "--profile").out();

        assertThat(line)
                .startsWith("--profile ")
                .contains("--profile 10.99.0.2=linux,ports=40000-40059 ")
                .contains("--profile fd99::2=linux,ports=40000-40059");
        var args = new ArrayList<>(List.of(line.strip().split(" ")));
        args.addAll(List.of("--top", "0", "samples/refused.pcap"));
        CommandRun.analyze("text", args.toArray(String[]::new)).expectDone();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void eachFurtherLookTellsWhatChanged() throws Exception {
        String text = host("--interval", "5ms", "--count", "2").out();

        assertThat(text.lines().filter(line -> line.contains("Z  after "))).hasSize(2);
        String[] lines =
                host("--interval", "5ms", "--count", "1", "-f", "json").out().split("\n");
        assertThat(lines).hasSize(2);
        assertThat(new JsonMapper()
                        .readTree(lines[1])
                        .path("since_previous")
                        .path("ms")
                        .asDouble())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--count 2",
                "--interval 5",
                "--interval 1us",
                "--interval 1s --count 0",
                "--interval 1s --proc x",
                "--netns 1 --proc x",
                "--netns no/such",
                "--netns no-such-namespace",
                "--top -1"
            })
    void whatMakesNoSenseIsSaidInOneLine(String args) {
        CommandRun.Result result = CommandRun.inProcess(("host " + args).split(" "));

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("finwait: --").hasLineCount(1);
    }

    @Test
    void aCopyThatIsNoneIsSaidInOneLine() {
        CommandRun.Result result = CommandRun.inProcess("host", "--proc", "no/such");

        assertThat(result.status()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.err()).isEqualTo("finwait: no/such/net/tcp: not there\n");
    }
}
