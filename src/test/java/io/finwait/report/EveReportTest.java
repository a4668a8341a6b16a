package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EveReportTest {
    /** Fields and their order are those of the flow record in Suricata's user guide (output/eve/eve-json-format). */
    @Test
    void aConnectionIsAFlowRecord() throws IOException {
        assertThat(written(Records.serverCloses(0)).replaceAll("\"flow_id\":[0-9]+", "\"flow_id\":ID"))
                .isEqualTo("{\"timestamp\":\"2026-11-22T08:17:44.040693+0000\",\"flow_id\":ID,\"event_type\":\"flow\","
                        + "\"src_ip\":\"10.77.0.1\",\"src_port\":39380,\"dest_ip\":\"10.77.0.2\",\"dest_port\":80,"
                        + "\"ip_v\":4,\"proto\":\"TCP\","
                        + "\"flow\":{\"pkts_toserver\":5,\"pkts_toclient\":4,\"bytes_toserver\":374,\"bytes_toclient\":412,"
                        + "\"start\":\"2026-11-22T08:17:44.040428+0000\",\"end\":\"2026-11-22T08:17:44.040693+0000\","
                        + "\"age\":0,\"state\":\"closed\",\"reason\":\"unknown\",\"alerted\":false},"
                        + "\"community_id\":\"1:+qnW3z7wqUUY/vkhUHYxwLLGtS4=\","
                        + "\"tcp\":{\"tcp_flags\":\"1b\",\"tcp_flags_ts\":\"1b\",\"tcp_flags_tc\":\"1b\","
                        + "\"syn\":true,\"fin\":true,\"psh\":true,\"ack\":true,\"state\":\"closed\"}}\n");
    }

    @Test
    void aSynWithoutAnswerIsANewFlow() throws IOException {
        JsonNode flow = json(Records.unanswered(1));

        assertThat(flow.at("/flow/state").asText()).isEqualTo("new");
        assertThat(flow.at("/flow/age").asInt())
                .as("by whole seconds of the clock")
                .isEqualTo(7);
        assertThat(flow.path("tcp").toString())
                .isEqualTo("{\"tcp_flags\":\"c2\",\"tcp_flags_ts\":\"c2\",\"tcp_flags_tc\":\"00\",\"syn\":true,"
                        + "\"ecn\":true,\"cwr\":true,\"state\":\"syn_sent\"}");
    }

    @Test
    void aResetClosesAFlow() throws IOException {
        JsonNode flow = json(Records.resetMidway(2));

        assertThat(flow.path("ip_v").asInt()).isEqualTo(6);
        assertThat(flow.at("/flow/state").asText()).isEqualTo("closed");
        assertThat(flow.at("/tcp/rst").asBoolean()).isTrue();
        assertThat(flow.at("/tcp/state").asText()).isEqualTo("closed");
    }

    @Test
    void theSameConnectionHasTheSameIdInEachRunAndOthersHaveOthers() throws IOException {
        long id = json(Records.serverCloses(0)).path("flow_id").asLong();

        assertThat(id)
                .isBetween(1L, (1L << 51) - 1)
                .isEqualTo(json(Records.serverCloses(0)).path("flow_id").asLong());
        assertThat(json(Records.serverCloses(1)).path("flow_id").asLong()).isNotEqualTo(id);
    }

    private static JsonNode json(ConnectionRecord connection) throws IOException {
        return new JsonMapper().readTree(written(connection));
    }

    private static String written(ConnectionRecord connection) throws IOException {
        var out = new ByteArrayOutputStream();
        var report = new EveReport(out, c -> true);
        report.begin(Records.context(), List.of());
        report.connection(connection, List.of());
        report.end(Records.incident(null));
        return out.toString(StandardCharsets.UTF_8);
    }
}
