package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs read about each sample: of the published schema, the same in every format, and with totals that add up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleReportsTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Reports of one sample from one reading. */
    private record Reports(List<JsonNode> lines, JsonNode document, List<Map<String, String>> rows) {
        List<JsonNode> connections() {
            return ofType("connection");
        }

        List<JsonNode> hostFindings() {
            return ofType("host_finding");
        }

        private List<JsonNode> ofType(String type) {
            return lines.stream()
                    .filter(line -> line.path("type").asText().equals(type))
                    .toList();
        }

        JsonNode summary() {
            return lines.get(lines.size() - 1);
        }
    }

    private final Map<String, Reports> reports = new HashMap<>();
    private final JsonSchema schema;

    SampleReportsTest() throws IOException {
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")));
    }

    static List<String> samples() {
        return Samples.names();
    }

    @BeforeAll
    void analyzeSamples(@TempDir Path folder) throws IOException {
        Path ndjson = folder.resolve("lines.ndjson");
        Path json = folder.resolve("document.json");
        Path csv = folder.resolve("table.csv");
        for (String name : samples()) {
            CommandRun.inProcess(
                            "analyze",
                            "--format=ndjson",
                            "-o" + ndjson,
                            "--format=json",
                            "-o" + json,
                            "--format=csv",
                            "-o" + csv,
                            Samples.path(name))
                    .expectDone();
            var lines = new ArrayList<JsonNode>();
            for (String line : Files.readAllLines(ndjson)) {
                lines.add(MAPPER.readTree(line));
            }
            reports.put(name, new Reports(lines, MAPPER.readTree(json.toFile()), CsvRows.of(Files.readString(csv))));
        }
    }

    private Reports of(String name) {
        return reports.getOrDefault(name, new Reports(List.of(), MAPPER.nullNode(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void jsonAndNdjsonAreOfThePublishedSchema(String name) {
        assertThat(schema.validate(of(name).document())).isEmpty();
        for (JsonNode line : of(name).lines()) {
            assertThat(schema.validate(line)).as(line.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void jsonHoldsTheConnectionsOfNdjsonInOrderOfId(String name) {
        var byId = new TreeMap<Integer, JsonNode>();
        of(name).connections().forEach(line -> byId.put(line.path("id").asInt(), line));
        JsonNode document = of(name).document();

        assertThat(byId.keySet()).as("ids count from 0").containsExactlyElementsOf(range(byId.size()));
        assertThat(document.path("connections")).containsExactlyElementsOf(byId.values());
        assertThat(document.path("host_findings")).containsExactlyElementsOf(of(name).hostFindings());
        assertThat(document.path("capture")).isEqualTo(of(name).lines().get(0));
        assertThat(document.path("summary")).isEqualTo(of(name).summary());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ndjsonBeginsWithTheCaptureAndEndsWithTheSummary(String name) {
        List<String> types = of(name).lines().stream()
                .map(line -> line.path("type").asText())
                .toList();

        assertThat(types).startsWith("capture").endsWith("summary");
        assertThat(types.subList(1, types.size() - 1))
                .containsExactlyElementsOf(
                        Stream.concat(of(name).connections().stream(), of(name).hostFindings().stream())
                                .map(line -> line.path("type").asText())
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void csvHoldsARowForEachConnectionWithTheSameValues(String name) {
        JsonNode connections = of(name).document().path("connections");
        List<Map<String, String>> rows = of(name).rows();

        assertThat(rows).hasSize(connections.size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode connection = connections.get(i);
            JsonNode close = connection.path("close");
            assertThat(rows.get(i))
                    .containsEntry("id", connection.path("id").asText())
                    .containsEntry("client_ip", connection.at("/client/ip").asText())
                    .containsEntry("server_port", connection.at("/server/port").asText())
                    .containsEntry("first_seen", connection.path("first_seen").asText())
                    .containsEntry("last_frame", connection.path("last_frame").asText())
                    .containsEntry("close_kind", close.path("kind").asText())
                    .containsEntry("active_closer", close.path("active_closer").asText())
                    .containsEntry("close_completed", close.path("completed").asText())
                    .containsEntry(
                            "first_fin_frame", close.path("first_fin_frame").asText())
                    .containsEntry(
                            "server_packets", connection.at("/packets/server").asText())
                    .containsEntry(
                            "client_payload_bytes",
                            connection.at("/payload_bytes/client").asText())
                    .containsEntry(
                            "zeek_conn_state", connection.at("/zeek/conn_state").asText())
                    .containsEntry(
                            "wireshark_filter",
                            connection.path("wireshark_filter").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void totalsOfTheSummaryAreSumsOverTheConnections(String name) {
        List<JsonNode> connections = of(name).connections();
        JsonNode summary = of(name).summary();

        assertThat(summary.path("connections").asInt()).isEqualTo(connections.size());
        assertThat(summary.path("connections_listed").asInt()).isEqualTo(connections.size());
        assertCounts(summary.path("by_kind"), connections, "/close/kind");
        assertCounts(summary.path("by_active_closer"), connections, "/close/active_closer");
        summary.path("time_wait_ends").properties().forEach(count -> assertThat(
                        count.getValue().asLong())
                .as(count.getKey())
                .isEqualTo(sum(connections, c -> timeWaitsEnded(c, count.getKey()))));
        assertThat(summary.path("tcp_packets").asLong())
                .isEqualTo(sum(
                        connections,
                        c -> c.at("/packets/client").asLong()
                                + c.at("/packets/server").asLong()));
        long skipped = 0;
        for (JsonNode count : summary.path("skipped")) {
            skipped += count.asLong();
        }
        assertThat(summary.path("packets").asLong())
                .isEqualTo(summary.path("tcp_packets").asLong() + skipped);
        assertThat(summary.path("first_seen"))
                .isEqualTo(connections.stream()
                        .map(c -> c.path("first_seen"))
                        .min((a, b) -> Long.compare(nanos(a), nanos(b)))
                        .orElseThrow());
    }

    private static long timeWaitsEnded(JsonNode connection, String how) {
        long ended = 0;
        for (JsonNode wait : connection.path("time_wait")) {
            ended += wait.path("end").asText().equals(how) ? 1 : 0;
        }
        return ended;
    }

    private static void assertCounts(JsonNode counts, List<JsonNode> connections, String pointer) {
        counts.properties().forEach(count -> assertThat(count.getValue().asLong())
                .as(count.getKey())
                .isEqualTo(connections.stream()
                        .filter(c -> c.at(pointer).asText().equals(count.getKey()))
                        .count()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void servicesAddUpToTheConnectionsThatWereAnswered(String name) {
        Map<JsonNode, List<JsonNode>> byServer = new HashMap<>();
        for (JsonNode connection : of(name).connections()) {
            if (!List.of("refused", "unanswered")
                    .contains(connection.at("/close/kind").asText())) {
                byServer.computeIfAbsent(connection.path("server"), key -> new ArrayList<>())
                        .add(connection);
            }
        }
        JsonNode services = of(name).summary().path("services");

        assertThat(services).hasSize(byServer.size());
        for (JsonNode service : services) {
            List<JsonNode> own = byServer.getOrDefault(service.path("server"), List.of());
            assertThat(service.path("connections").asInt()).isEqualTo(own.size());
            assertCounts(service.path("closed_first_by"), own, "/close/active_closer");
            assertThat(service.path("payload_bytes").asLong())
                    .isEqualTo(sum(
                            own,
                            c -> c.at("/payload_bytes/client").asLong()
                                    + c.at("/payload_bytes/server").asLong()));
            for (String side : List.of("client", "server")) {
                assertThat(service.path("time_wait_peak").path(side).asInt())
                        .as(side)
                        .isEqualTo(peak(own, side, null));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void timeWaitPeaksAreTheMostThatOverlap(String name) {
        for (JsonNode peak : of(name).summary().path("time_wait_peaks")) {
            String ip = peak.path("ip").asText();
            assertThat(peak.path("sockets").asInt()).as(ip).isEqualTo(peak(of(name).connections(), null, ip));
        }
    }

    /** The most TIME_WAITs at once, of one side or one host; one that ends the instant another begins is over. */
    private static int peak(List<JsonNode> connections, @Nullable String side, @Nullable String ip) {
        var changes = new TreeMap<Long, int[]>();
        for (JsonNode connection : connections) {
            for (JsonNode wait : connection.path("time_wait")) {
                String holder = wait.path("holder").asText();
                if ((side == null || holder.equals(side))
                        && (ip == null
                                || connection.path(holder).path("ip").asText().equals(ip))) {
                    long enter = nanos(wait.path("enter"));
                    changes.computeIfAbsent(enter, key -> new int[2])[0]++;
                    boolean cut = wait.path("end").asText().equals("capture_end");
                    long leave = cut ? Long.MAX_VALUE : enter + nanosOfMillis(wait.path("observed_ms"));
                    changes.computeIfAbsent(leave, key -> new int[2])[1]++;
                }
            }
        }
        int now = 0;
        int most = 0;
        for (int[] change : changes.values()) {
            now -= change[1];
            now += change[0];
            most = Math.max(most, now);
        }
        return most;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void distributionsAreThoseOfTheConnections(String name) {
        for (JsonNode times : of(name).summary().path("times")) {
            List<Long> values = values(of(name).connections(), times);
            String what =
                    times.path("measure").asText() + " " + times.path("side").asText();

            assertThat(times.path("count").asInt()).as(what).isEqualTo(values.size());
            assertClose(what, times.path("median_ms"), values.get((values.size() + 1) / 2 - 1));
            assertThat(nanosOfMillis(times.path("max_ms"))).as(what).isEqualTo(values.get(values.size() - 1));
        }
    }

    /** What was measured, nanoseconds, in order of size. */
    private static List<Long> values(List<JsonNode> connections, JsonNode times) {
        var values = new ArrayList<Long>();
        String measure = times.path("measure").asText();
        for (JsonNode connection : connections) {
            JsonNode handshake = connection.path("handshake");
            JsonNode close = connection.path("close");
            if (measure.equals("teardown")) {
                if (close.path("completed").asBoolean()
                        && !close.path("kind").asText().equals("refused")) {
                    values.add(nanosOfMillis(close.path("teardown_ms")));
                }
            } else if (measure.equals("handshake")
                    && handshake.has("syn_to_syn_ack_ms")
                    && handshake.has("syn_ack_to_ack_ms")) {
                values.add(nanosOfMillis(handshake.path("syn_to_syn_ack_ms"))
                        + nanosOfMillis(handshake.path("syn_ack_to_ack_ms")));
            }
            for (JsonNode state :
                    connection.path("states").path(times.path("side").asText())) {
                if (state.path("state").asText().equals(measure)
                        && state.path("end").asText().equals("observed")) {
                    values.add(nanosOfMillis(state.path("duration_ms")));
                }
            }
        }
        values.sort(null);
        return values;
    }

    /** Percentiles have three digits. */
    private static void assertClose(String what, JsonNode millis, long nanos) {
        assertThat((double) nanosOfMillis(millis)).as(what).isCloseTo((double) nanos, within(nanos / 100.0));
    }

    private static long sum(List<JsonNode> connections, ToLongFunction<JsonNode> value) {
        return connections.stream().mapToLong(value).sum();
    }

    private static long nanos(JsonNode instant) {
        Instant parsed = Instant.parse(instant.asText());
        return parsed.getEpochSecond() * 1_000_000_000 + parsed.getNano();
    }

    private static long nanosOfMillis(JsonNode millis) {
        return millis.decimalValue().movePointRight(6).longValueExact();
    }

    private static List<Integer> range(int size) {
        return Stream.iterate(0, i -> i + 1).limit(size).toList();
    }
}
