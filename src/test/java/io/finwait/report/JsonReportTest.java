package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.capture.Damage;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    private static final List<ConnectionRecord> OUT_OF_ORDER =
            List.of(Records.serverCloses(2), Records.resetMidway(0), Records.unanswered(3), Records.serverCloses(1));

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void everyLineOfNdjsonIsOfTheSchema() throws IOException {
        for (String line : ndjson(OUT_OF_ORDER, null).split("\n")) {
            assertThat(schema().validate(mapper.readTree(line))).as(line).isEmpty();
        }
    }

    @Test
    void theDocumentIsOfTheSchema() throws IOException {
        JsonNode document = mapper.readTree(json(new Damage(12, 4711, false, "a \"quoted\" reason")));

        assertThat(schema().validate(document)).isEmpty();
        assertThat(document.at("/summary/files/0/damage/reason").asText()).isEqualTo("a \"quoted\" reason");
    }

    @Test
    void theSchemaRefusesAnUnknownKind() throws IOException {
        String line = ndjson(OUT_OF_ORDER, null).split("\n")[1].replace("\"kind\":\"fin\"", "\"kind\":\"fine\"");

        assertThat(schema().validate(mapper.readTree(line))).isNotEmpty();
    }

    @Test
    void ndjsonKeepsTheOrderOfCompletionAndJsonListsById() throws IOException {
        var told = ndjson(OUT_OF_ORDER, null).lines().toList();

        assertThat(told).hasSize(6);
        assertThat(mapper.readTree(told.get(0)).at("/type").asText()).isEqualTo("capture");
        assertThat(told.subList(1, 5)).extracting(line -> id(line)).containsExactly(2, 0, 3, 1);
        assertThat(mapper.readTree(told.get(5)).at("/type").asText()).isEqualTo("summary");
        assertThat(mapper.readTree(json(null)).at("/connections").findValues("id"))
                .extracting(JsonNode::asInt)
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void whatIsNotKnownIsAbsent() throws IOException {
        JsonNode midway =
                mapper.readTree(ndjson(List.of(Records.resetMidway(0)), null).split("\n")[1]);

        assertThat(midway.at("/handshake").toString()).isEqualTo("{\"complete\":false}");
        assertThat(midway.at("/close/first_fin_frame").isMissingNode()).isTrue();
        assertThat(midway.at("/zeek/history").isMissingNode()).isTrue();
        assertThat(midway.at("/states/server").isMissingNode()).isTrue();
        assertThat(midway.at("/close/teardown_ms").asInt(-1)).isZero();
        assertThat(midway.at("/close/reset_by").asText()).isEqualTo("client");
        assertThat(midway.at("/wireshark_filter").asText())
                .isEqualTo("ipv6.addr == 2001:db8:85a3:8d3:1319:8a2e:370:7348 && tcp.port == 50000 && "
                        + "ipv6.addr == 2001:db8:85a3:8d3:1319:8a2e:370:7344 && tcp.port == 443 && "
                        + "frame.number >= 3 && frame.number <= 900");
    }

    @Test
    void valuesHaveTheContractsForm() throws IOException {
        String line = ndjson(List.of(Records.serverCloses(0)), null).split("\n")[1];

        assertThat(line)
                .contains("\"first_seen\":\"2026-11-22T08:17:44.040428Z\"")
                .contains("\"syn_to_syn_ack_ms\":0.004,")
                .contains("\"observed_ms\":1204.2,\"assumed_ms\":60000,")
                .contains("\"wireshark_filter\":\"tcp.stream eq 0\",\"findings\":[]}");
    }

    @Test
    void onlyChosenConnectionsAreWrittenAndTheSummarySaysHowMany() throws IOException {
        var out = new ByteArrayOutputStream();
        Records.tell(new NdjsonReport(out, c -> c.id() == 3, new KernelFeed()), OUT_OF_ORDER, Records.incident(null));
        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(mapper.readTree(lines.get(2)).at("/connections_listed").asInt())
                .isEqualTo(1);
        assertThat(mapper.readTree(lines.get(2)).at("/connections").asInt()).isEqualTo(548_342);
    }

    private int id(String line) {
        try {
            return mapper.readTree(line).at("/id").asInt();
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String ndjson(List<ConnectionRecord> connections, @Nullable Damage damage) throws IOException {
        var out = new ByteArrayOutputStream();
        Records.tell(new NdjsonReport(out, c -> true, new KernelFeed()), connections, Records.incident(damage));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String json(@Nullable Damage damage) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var report = new JsonReport(out, c -> true)) {
            Records.tell(report, OUT_OF_ORDER, Records.incident(damage));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")));
    }
}
