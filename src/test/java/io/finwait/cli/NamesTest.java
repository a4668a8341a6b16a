package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --names}: what a file calls hosts stands beside their addresses. */
class NamesTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonSchema SCHEMA = schema();
    private static final String CHURN = Samples.path("churn-seed.pcap");
    private static final String IPV6 = Samples.path("ipv6-close.pcap");

    @TempDir
    private Path folder;

    private static JsonSchema schema() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("docs/report.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aNameStandsBesideEachAddress() throws IOException {
        String names = names("10.77.0.1 app-3 app-3.example.com", "10.77.0.2:80 web # the service", "10.77.0.2 db");

        String text = report("text", "--names", names, "--top", "3", CHURN);
        String markdown = report("markdown", "--names", names, "--top", "3", CHURN);

        assertThat(text)
                .contains("10.77.0.1 (app-3) → 10.77.0.2:80 (web), 400 connections")
                .contains("The client 10.77.0.1:40144 (app-3) ended the connection with RST")
                .contains("44  10.77.0.1:40190 (app-3)  10.77.0.2:80 (web)  ")
                .contains("10.77.0.2 (db) held 96 at peak")
                .contains("  10.77.0.2:80 (web)    400")
                .doesNotContain("example.com");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(markdown)
                .contains("`10.77.0.1` (app-3) → `10.77.0.2:80` (web), 400 connections")
                .contains("participant s as server 10.77.0.2:80 (web)\n")
                .contains("| 44 | `10.77.0.1:40190`\u00a0(app-3) | `10.77.0.2:80`\u00a0(web) |");
    }

    @Test
    void ipv6HasNamesToo() throws IOException {
        String names = names("fd77::1%eth0 six", "[fd77::2]:80 web6", "fe80::1%lo0 localhost");

        assertThat(report("text", "--names", names, IPV6)).contains("(six)").contains("[fd77::2]:80 (web6)");
    }

    @Test
    void recordsHaveNamesInFieldsOfTheirOwn() throws IOException {
        String names = names("10.77.0.2:80 \"web,\u202E=1");
        List<JsonNode> connections = CommandRun.analyze("ndjson", "--names", names, CHURN)
                .expectDone()
                .connections();
        List<String> csv = report("csv", "--names", names, CHURN).lines().toList();

        assertThat(connections)
                .allSatisfy(connection ->
                        assertThat(connection.path("server_name").asText()).isEqualTo("\"web,\u202E=1"))
                .noneMatch(connection -> connection.has("client_name"));
        assertThat(connections.get(0).at("/server/ip").asText()).isEqualTo("10.77.0.2");
        assertThat(csv.get(0)).endsWith(",findings,client_name,server_name");
        assertThat(csv.get(1)).endsWith(",,\"\"\"web,\u202E=1\"");
    }

    @Test
    void whatJsonSaysOfHostsAndServicesHasNamesBesideAddresses() throws IOException {
        String names = names("10.77.0.1 app-3", "10.77.0.2:80 web", "10.77.0.2 db");
        JsonNode plain = json(CHURN);
        JsonNode named = json("--names", names, CHURN);

        assertThat(named.findValuesAsText("server_name")).isNotEmpty().containsOnly("web");
        assertThat(named.at("/host_findings")).isNotEmpty().allSatisfy(finding -> {
            JsonNode subject = finding.get("subject");
            assertThat(subject.has("server")).isEqualTo(subject.has("server_name"));
            assertThat(subject.path("client").path("ip").asText("none"))
                    .isEqualTo(subject.has("client_name") ? "10.77.0.1" : "none");
            assertThat(finding.get("message").asText()).doesNotContain("(web)");
        });
        assertThat(named.at("/summary/services/0/server_name").asText()).isEqualTo("web");
        assertThat(named.at("/summary/time_wait_peaks/0/name").asText()).isEqualTo("db");
        assertThat(SCHEMA.validate(named)).isEmpty();
        assertThat(withoutNames(named)).isEqualTo(plain);
    }

    @Test
    void aSubjectThatIsAHostHasItsName() throws IOException {
        String names = names("10.77.0.1 app-3", "10.77.0.2 db");
        JsonNode overflow = json("--names", names, Samples.path("time-wait-overflow.pcap"));

        assertThat(overflow.at("/host_findings").findValues("subject"))
                .filteredOn(subject -> subject.has("ip"))
                .isNotEmpty()
                .allSatisfy(subject -> assertThat(subject.path("name").asText())
                        .isEqualTo(subject.get("ip").asText().equals("10.77.0.1") ? "app-3" : "db"));
        assertThat(SCHEMA.validate(overflow)).isEmpty();
    }

    @Test
    void whatWasFoundWithNamesIsKnownWithoutThem() throws IOException {
        Path known = folder.resolve("known.json");
        Files.writeString(known, report("json", "--names", names("10.77.0.1 app-3", "10.77.0.2 db"), CHURN));

        CommandRun.Result again = CommandRun.analyze("text", "--baseline", known.toString(), "--fail-on", "new", CHURN);

        assertThat(again.status()).isEqualTo(ExitCode.DONE);
    }

    @ParameterizedTest
    @CsvSource({
        "service, 10.77.0.2:80, web",
        "client, 10.77.0.1, app-3",
        "server, 10.77.0.2, db",
        "net/24, 10.77.0.0/24,"
    })
    void groupsOfAnAddressHaveItsName(String by, String group, String name) throws IOException {
        String names = names("10.77.0.1 app-3", "10.77.0.2:80 web", "10.77.0.2 db", "10.77.0.0 nobody");
        String shown = name == null ? group + "  " : group + " (" + name + ")";
        JsonNode json = json("--names", names, "--group-by", by, CHURN);

        assertThat(report("text", "--names", names, "--group-by", by, CHURN)).contains("  " + shown);
        assertThat(json.at("/groups/0/group").asText()).isEqualTo(group);
        assertThat(json.at("/groups/0/name").asText(null)).isEqualTo(name);
        assertThat(SCHEMA.validate(json)).isEmpty();
        assertThat(report("csv", "--names", names, "--group-by", by, CHURN).lines())
                .satisfiesExactly(header -> assertThat(header).endsWith(",findings,name"), row -> assertThat(row)
                        .endsWith("," + (name == null ? "" : name)));
    }

    @Test
    void thePageForTheBrowserHasNamesInItsWords() throws IOException {
        String names = names("10.77.0.1 app-3", "10.77.0.2:80 web", "10.77.0.2 db\u202E");
        String page = Files.readString(HtmlPages.write(folder, "--names", names, CHURN));
        JsonNode words = MAPPER.readTree(HtmlPages.data(page, "page"));
        JsonNode charts = MAPPER.readTree(HtmlPages.data(page, "charts"));
        JsonNode ladder = MAPPER.readTree(HtmlPages.data(page, "ladders")).get("39");

        assertThat(words.get("verdict").toString()).contains("10.77.0.2 (db\\\\u{202e}) held 96 at peak");
        assertThat(words.get("findings").findValuesAsText("about"))
                .contains("10.77.0.1 (app-3) → 10.77.0.2:80 (web), 400 connections (likely)");
        assertThat(words.get("findings").findValuesAsText("message"))
                .anySatisfy(sentence -> assertThat(sentence).startsWith("The client 10.77.0.1:40144 (app-3) ended"));
        assertThat(words.get("findings").findValuesAsText("whole_filter"))
                .isNotEmpty()
                .noneMatch(filter -> filter.contains("("));
        assertThat(words.get("tables").toString()).contains("\"10.77.0.2:80 (web)\"");
        assertThat(charts.get("charts").findValuesAsText("name")).contains("10.77.0.2 (db\\u{202e})");
        assertThat(ladder.get("client").asText()).isEqualTo("10.77.0.1:40144 (app-3)");
        assertThat(ladder.get("text").asText()).startsWith("#39  10.77.0.1:40144 (app-3) → 10.77.0.2:80 (web)");
        assertThat(ladder.at("/findings/0/message").asText()).contains("10.77.0.1:40144 (app-3)");
    }

    @Test
    void withoutNamesRecordsHaveNoSuchFields() throws IOException {
        assertThat(report("ndjson", CHURN)).doesNotContain("server_name");
        assertThat(report("csv", CHURN)).doesNotContain("server_name");
    }

    @Test
    void aNameIsNeverMarkupNorSpeaksToTheTerminal() throws IOException {
        String names = names("10.77.0.1 <script>\u001B[2J|`x`;#1");

        assertThat(report("text", "--names", names, CHURN))
                .contains("(<script>\\x1b[2J|`x`;")
                .doesNotContain("\u001B");
        assertThat(report("markdown", "--names", names, CHURN))
                .containsPattern("as client 10\\.77\\.0\\.1:\\d+ \\(\\?script\\?\\?\\?2J\\?\\?x\\?\\?\\)\n")
                .doesNotContain("\u001B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.77.0.1|no name behind 10.77.0.1",
                "10.77.0 x|not an IP address: 10.77.0;",
                "10.77.0.1:99999 x|no port: 99999;",
                "[fd77::1] x|not an IP address: [fd77::1];",
                "web 10.77.0.1|not an IP address: web;"
            })
    void aLineThatIsNoneIsNamedByItsNumber(String line, String problem) throws IOException {
        String names = names("# hosts", "", line);
        CommandRun.Result result = CommandRun.inProcess("analyze", "--names", names, CHURN);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .startsWith("finwait: --names " + names + ", line 3: " + problem)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--anonymise", "--anonymize"})
    void namesAndPseudonymsExcludeEachOther(String option) throws IOException {
        CommandRun.Result result = CommandRun.inProcess("analyze", option, "--names", names("10.77.0.1 app"), CHURN);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--names would tell who is who").hasLineCount(1);
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        CommandRun.Result result = CommandRun.inProcess("analyze", "--names", "none/such", CHURN);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).isEqualTo("finwait: --names: there is no file none/such\n");
    }

    @Test
    void laddersAndSocketsHaveNames() throws IOException, InterruptedException {
        String names = names("10.77.0.1 app-3", "10.77.0.2 db");
        String sample = Samples.path("last-ack-lost.pcap");

        assertThat(run("flow", "--names", names, sample, "0"))
                .startsWith("#0  10.77.0.1:60078 (app-3) → 10.77.0.2:8000 (db)")
                .contains("The server 10.77.0.2:8000 (db)");
        assertThat(run("sockets", "--names", names, sample)).startsWith("10.77.0.1 (app-3) at ");
    }

    private static JsonNode json(String... arguments) throws IOException {
        return MAPPER.readTree(report("json", arguments));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatNeverEndsIsNoFileOfNames() {
        CommandRun.Result result = CommandRun.inProcess("analyze", "--names", "/dev/zero", CHURN);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).isEqualTo("finwait: --names /dev/zero: larger than 64 MiB\n");
    }

    private static JsonNode withoutNames(JsonNode report) {
        JsonNode copy = report.deepCopy();
        for (String field : List.of("client_name", "server_name")) {
            copy.findParents(field).forEach(parent -> ((ObjectNode) parent).remove(field));
        }
        copy.at("/summary/time_wait_peaks").forEach(peak -> ((ObjectNode) peak).remove("name"));
        copy.at("/host_findings").forEach(finding -> ((ObjectNode) finding.get("subject")).remove("name"));
        return copy;
    }

    private String names(String... lines) throws IOException {
        return Files.write(folder.resolve("names"), List.of(lines)).toString();
    }

    private static String report(String format, String... arguments) throws IOException {
        return CommandRun.analyze(format, arguments).expectDone().out();
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        return CommandRun.run(CommandRun.process(arguments), null).expectDone().out();
    }
}
