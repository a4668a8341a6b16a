package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code --format eve} beside what Suricata's own tests expect of the same captures. */
class EveFlowsTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    static List<String> samples() {
        return Samples.names();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void thereIsARecordForEachConnection(String name) throws IOException {
        List<JsonNode> flows = flows(Samples.path(name));
        List<JsonNode> connections = CommandRun.connections(Samples.path(name));

        assertThat(flows).hasSameSizeAs(connections);
        for (int i = 0; i < flows.size(); i++) {
            JsonNode flow = flows.get(i);
            JsonNode connection = connections.get(i);
            assertThat(flow.at("/src_ip")).isEqualTo(connection.at("/client/ip"));
            assertThat(flow.at("/dest_port")).isEqualTo(connection.at("/server/port"));
            assertThat(flow.at("/flow/pkts_toclient")).isEqualTo(connection.at("/packets/server"));
            assertThat(flow.at("/flow/bytes_toserver").asLong())
                    .as("frames hold headers too")
                    .isGreaterThanOrEqualTo(
                            connection.at("/payload_bytes/client").asLong()
                                    + 40 * connection.at("/packets/client").asLong());
        }
    }

    /** Excerpts of tests/NAME/test.yaml in github.com/OISF/suricata-verify; a capture is NAME__FILE in the collection. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app-layer-template__input.pcap | {'dest_ip':'10.16.1.10','dest_port':7000,'flow':{'age':20,"
                        + "'bytes_toclient':277,'bytes_toserver':419,'pkts_toclient':4,'pkts_toserver':6,'state':'closed'},"
                        + "'proto':'TCP','src_ip':'10.16.1.11','src_port':58352,'tcp':{'ack':true,'fin':true,'psh':true,"
                        + "'state':'closed','syn':true,'tcp_flags':'1b','tcp_flags_tc':'1b','tcp_flags_ts':'1b'}}",
                "base64-issue-5223__input.pcap | {'src_ip':'192.168.237.128','src_port':60078,'flow':{'age':0,"
                        + "'bytes_toclient':108,'bytes_toserver':262,'pkts_toclient':2,'pkts_toserver':3,"
                        + "'state':'established'},'tcp':{'ack':true,'psh':true,'state':'established','syn':true,"
                        + "'tcp_flags':'1a','tcp_flags_tc':'12','tcp_flags_ts':'1a'}}",
                "bug-2491-02__simple_http_download.onesided.nosyn.pcap | {'flow':{'pkts_toserver':11,'pkts_toclient':0,"
                        + "'bytes_toserver':1787,'bytes_toclient':0,'age':10,'state':'established'},'tcp':{'tcp_flags':'19',"
                        + "'tcp_flags_ts':'19','tcp_flags_tc':'00','fin':true,'psh':true,'ack':true,'state':'close_wait'}}",
                "imap-detection__input.pcap | {'dest_ip':'131.151.37.122','dest_port':143,'src_port':4167,'flow':{'age':26,"
                        + "'bytes_toclient':23493,'bytes_toserver':3790,'pkts_toclient':50,'pkts_toserver':56,'state':'closed'}}",
                "smb2-06__20171220_smb_net_user.pcap | {'flow':{'state':'established'},'tcp':{'state':'established'}}",
                "tcp-stream-after-swap__http-start-from-response.pcap | {'dest_port':80,'flow':{'bytes_toserver':608,"
                        + "'bytes_toclient':1037}}"
            })
    void isWhatSuricatasTestsExpect(String capture, String expected) throws IOException {
        Path file = Pcaps.required("corpus/suricata/" + capture);
        JsonNode wanted = MAPPER.readTree(expected.replace('\'', '"'));

        assertThat(flows(file.toString())).anySatisfy(flow -> assertHolds(flow, wanted));
    }

    private static void assertHolds(JsonNode flow, JsonNode wanted) {
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            JsonNode there = flow.path(field.getKey());
            if (field.getValue().isObject()) {
                assertHolds(there, field.getValue());
            } else {
                assertThat(there).as(field.getKey()).isEqualTo(field.getValue());
            }
        }
    }

    private static List<JsonNode> flows(String capture) throws IOException {
        var flows = new ArrayList<JsonNode>();
        String report = CommandRun.analyze("eve", capture).expectDone().out();
        for (Iterator<String> lines = report.lines().iterator(); lines.hasNext(); ) {
            flows.add(MAPPER.readTree(lines.next()));
        }
        return flows;
    }
}
