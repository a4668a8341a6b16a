package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --group-by} on real captures: groups are the sums of their connections. */
class AnalyzeGroupsTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String CHURN = Samples.path("churn-seed.pcap");
    private static final String TWO_TIER = Samples.path("two-tier.pcapng");

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Samples.names();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void servicesAddUpToTheSummary(String name) throws IOException {
        List<JsonNode> lines = lines("--group-by", "service", Samples.path(name));
        JsonNode summary = lines.get(lines.size() - 1);
        List<JsonNode> groups = groups(lines);

        assertThat(sum(groups, "/connections"))
                .isEqualTo(summary.path("connections").asLong());
        for (String counts : List.of("by_kind", "by_active_closer")) {
            summary.path(counts).properties().forEach(count -> assertThat(
                            sum(groups, "/" + counts + "/" + count.getKey()))
                    .as(count.getKey())
                    .isEqualTo(count.getValue().asLong()));
        }
        assertThat(sum(groups, "/packets/client") + sum(groups, "/packets/server"))
                .isLessThanOrEqualTo(summary.path("tcp_packets").asLong());
        for (JsonNode service : summary.path("services")) {
            JsonNode group = groups.stream()
                    .filter(one -> one.path("group").asText().equals(serviceName(service)))
                    .findFirst()
                    .orElseThrow();
            for (String side : List.of("client", "server")) {
                assertThat(group.at("/time_wait/" + side + "/peak")).isEqualTo(service.at("/time_wait_peak/" + side));
            }
        }
    }

    private static String serviceName(JsonNode service) {
        String ip = service.at("/server/ip").asText();
        return (ip.contains(":") ? "[" + ip + "]" : ip) + ":"
                + service.at("/server/port").asInt();
    }

    @ParameterizedTest
    @CsvSource({
        "client, two-tier.pcapng",
        "server, two-tier.pcapng",
        "service, two-tier.pcapng",
        "net/31, two-tier.pcapng",
        "kind, churn-seed.pcap",
        "closer, churn-seed.pcap",
        "service, ipv6-close.pcap"
    })
    void aGroupsConditionListsItsConnections(String by, String sample) throws IOException {
        List<JsonNode> groups = groups(lines("--group-by", by, Samples.path(sample)));

        assertThat(groups).isNotEmpty();
        for (JsonNode group : groups) {
            List<JsonNode> members =
                    CommandRun.connections("--where", group.path("where").asText(), Samples.path(sample));
            assertThat(members)
                    .as(group.path("where").asText())
                    .hasSize(group.path("connections").asInt());
            for (String sums : List.of("packets", "payload_bytes", "retransmissions")) {
                for (String side : List.of("client", "server")) {
                    assertThat(group.at("/" + sums + "/" + side).asLong())
                            .isEqualTo(sum(members, "/" + sums + "/" + side));
                }
            }
            var found = new TreeMap<String, Integer>();
            members.forEach(member -> member.path("findings").findValuesAsText("id").stream()
                    .distinct()
                    .forEach(id -> found.merge(id, 1, Integer::sum)));
            var told = new TreeMap<String, Integer>();
            group.path("by_finding")
                    .properties()
                    .forEach(one -> told.put(one.getKey(), one.getValue().asInt()));
            assertThat(told).isEqualTo(found);
        }
    }

    @Test
    void durationsAreThoseOfTheConnections() throws IOException {
        JsonNode group = groups(lines("--group-by", "closer", "--where", "closer=client", CHURN))
                .get(0);

        // Worked out with jq and sort from the connections.
        assertThat(group.path("handshake").toString())
                .isEqualTo("{\"count\":20,\"median_ms\":0.052,\"p95_ms\":0.074,\"max_ms\":0.081}");
        assertThat(group.path("reset_by").toString()).isEqualTo("{\"client\":20,\"server\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "service", "net/24", "kind", "closer"})
    void csvAndJsonHoldTheSameGroupsOfThePublishedSchema(String by) throws IOException {
        Path csv = folder.resolve("groups.csv");
        Path json = folder.resolve("groups.json");
        CommandRun.inProcess(
                        "analyze",
                        "--group-by",
                        by,
                        "-f",
                        "csv",
                        "-o",
                        csv.toString(),
                        "-f",
                        "json",
                        "-o",
                        json.toString(),
                        CHURN)
                .expectDone();
        List<Map<String, String>> rows = CsvRows.of(Files.readString(csv));
        JsonNode document = MAPPER.readTree(json.toFile());
        List<JsonNode> lines = lines("--group-by", by, CHURN);
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")));

        assertThat(schema.validate(document)).isEmpty();
        lines.forEach(line -> assertThat(schema.validate(line)).isEmpty());
        assertThat(document.path("groups"))
                .containsExactlyElementsOf(groups(lines))
                .hasSameSizeAs(rows);
        assertThat(document.path("capture")).isEqualTo(lines.get(0));
        assertThat(document.path("summary")).isEqualTo(lines.get(lines.size() - 1));
        for (int i = 0; i < rows.size(); i++) {
            JsonNode group = document.path("groups").get(i);
            assertThat(rows.get(i))
                    .containsEntry("group_by", by)
                    .containsEntry("group", group.path("group").asText())
                    .containsEntry("connections", group.path("connections").asText())
                    .containsEntry("rst", group.at("/by_kind/rst").asText())
                    .containsEntry(
                            "closer_server",
                            group.at("/by_active_closer/server").asText())
                    .containsEntry(
                            "server_time_wait_peak",
                            group.at("/time_wait/server/peak").asText())
                    .containsEntry("server_packets", group.at("/packets/server").asText())
                    .containsEntry("first_seen", group.path("first_seen").asText())
                    .containsEntry("with_findings", group.path("with_findings").asText());
            assertThat(Double.parseDouble(rows.get(i).getOrDefault("handshake_p95_ms", "")))
                    .isEqualTo(group.at("/handshake/p95_ms").asDouble());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120, 240})
    void theTableOfGroupsStandsWhereConnectionsWouldAndFits(int width) throws IOException {
        String text = CommandRun.analyze("text", "--group-by", "service", "--width", "" + width, TWO_TIER)
                .expectDone()
                .out();

        assertThat(text)
                .contains("\nGROUPS  by service: all 3, most connections first\n")
                .doesNotContain("CONNECTIONS  ");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(text.lines()
                        .filter(line -> line.startsWith("  10.77.0.6:6379"))
                        .toList())
                .last()
                .asString()
                .matches("  10\\.77\\.0\\.6:6379 +20 +client 100 %.*");
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                arguments("handshake", largest(group -> group.at("/handshake/p95_ms")
                        .asDouble())),
                arguments(
                        "closing", largest(group -> group.at("/teardown/p95_ms").asDouble())),
                arguments("packets", largest(group -> bothSides(group, "/packets"))),
                arguments("bytes", largest(group -> bothSides(group, "/payload_bytes"))),
                arguments(
                        "time-wait",
                        largest(group -> group.at("/time_wait/client/held_ms").asDouble()
                                + group.at("/time_wait/server/held_ms").asDouble())));
    }

    private static ToDoubleFunction<JsonNode> largest(ToDoubleFunction<JsonNode> key) {
        return key;
    }

    private static double bothSides(JsonNode group, String field) {
        return group.at(field + "/client").asDouble()
                + group.at(field + "/server").asDouble();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void theTableIsSortedAsAsked(String order, ToDoubleFunction<JsonNode> key) throws IOException {
        List<String> expected = groups(lines("--group-by=service", TWO_TIER)).stream()
                .sorted(Comparator.comparingDouble(key).reversed())
                .map(group -> group.path("group").asText())
                .toList();

        assertThat(listed("--sort", order)).isEqualTo(expected);
        assertThat(listed("--sort", order, "--top=2")).isEqualTo(expected.subList(0, 2));
    }

    private static List<String> listed(String... options) throws IOException {
        var args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--group-by=service", "--width=120", TWO_TIER));
        String text = CommandRun.analyze("text", args.toArray(String[]::new))
                .expectDone()
                .out();
        return text.substring(text.indexOf("\nGROUPS"))
                .lines()
                .skip(3)
                .map(row -> row.strip().split(" ", 2)[0])
                .toList();
    }

    @Test
    void aPageForATicketHasTheTable() throws IOException {
        assertThat(CommandRun.analyze("markdown", "--group-by=kind", "--where=port=80", CHURN)
                        .expectDone()
                        .out())
                .contains("## Groups\n\nBy kind: all 2, of 400 connections chosen of 400, most connections first.")
                .contains("| fin | 380 |")
                .doesNotContain("## Connections");
    }

    @Test
    void whereNothingMatchesThereAreNoGroups() throws IOException {
        String[] nothing = {"--group-by=kind", "--where=kind=refused", CHURN};

        assertThat(CommandRun.analyze("text", nothing).expectDone().out()).contains("  no connection matches\n");
        assertThat(CommandRun.analyze("csv", nothing).expectDone().out()).hasLineCount(1);
        assertThat(groups(lines(nothing))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--group-by=port",
                "--group-by=net/0",
                "--group-by=client --sort=id",
                "--group-by=client --sort=duration"
            })
    void whatCannotBeGroupedIsAUsageError(String options) throws IOException {
        CommandRun.Result result = CommandRun.analyze("text", (options + " " + CHURN).split(" "));

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("finwait: --").hasLineCount(1);
    }

    @Test
    void aFormatOfConnectionsAloneIsRefused() throws IOException {
        CommandRun.Result result = CommandRun.analyze("zeek", "--group-by=client", CHURN);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--format zeek has a record per connection");
    }

    @Test
    void anHtmlPageHasTheRowsOfTheTextReportAndTheConnections() throws IOException {
        String text = CommandRun.analyze("text", "--group-by=service", "--width=400", TWO_TIER)
                .expectDone()
                .out();
        String html = CommandRun.analyze("html", "--group-by=service", TWO_TIER)
                .expectDone()
                .out();
        JsonNode groups = MAPPER.readTree(HtmlPages.data(html, "page")).at("/tables/0");

        assertThat(groups.path("title").asText()).isEqualTo("Groups");
        assertThat(text).contains("GROUPS  " + groups.path("about").asText());
        assertThat(groups.path("rows")).hasSizeGreaterThan(1).allSatisfy(row -> {
            var cells = new ArrayList<String>();
            row.forEach(cell -> cells.add(cell.asText()));
            assertThat(text.replaceAll(" +", " ")).contains(String.join(" ", cells));
        });
        assertThat(MAPPER.readTree(HtmlPages.data(html, "data")).path("connections"))
                .isNotEmpty();
        assertThat(MAPPER.readTree(HtmlPages.data(
                                CommandRun.analyze("html", TWO_TIER).out(), "page"))
                        .at("/tables/0/title")
                        .asText())
                .isEqualTo("Times");
    }

    @Test
    void groupsAreNoBaseline() throws IOException {
        Path groups = folder.resolve("groups.json");
        CommandRun.inProcess("analyze", "--group-by=kind", "-f", "json", "-o", groups.toString(), CHURN)
                .expectDone();
        CommandRun.Result result = CommandRun.analyze("json", "--baseline", groups.toString(), CHURN);

        assertThat(result.status()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("write one without --group-by");
    }

    private static List<JsonNode> lines(String... args) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (Iterator<String> text = CommandRun.analyze("ndjson", args)
                        .expectDone()
                        .out()
                        .lines()
                        .iterator();
                text.hasNext(); ) {
            lines.add(MAPPER.readTree(text.next()));
        }
        return lines;
    }

    private static List<JsonNode> groups(List<JsonNode> lines) {
        return lines.stream()
                .filter(line -> line.path("type").asText().equals("group"))
                .toList();
    }

    private static long sum(List<JsonNode> nodes, String pointer) {
        return nodes.stream().mapToLong(node -> node.at(pointer).asLong()).sum();
    }
}
