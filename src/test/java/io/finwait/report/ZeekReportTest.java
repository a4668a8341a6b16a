package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZeekReportTest {
    private static final ConnectionRecord PLAIN = Records.serverCloses(0);
    private static final ConnectionRecord MIDWAY = Records.resetMidway(1);
    private static final ConnectionRecord UNANSWERED = Records.unanswered(2);

    @Test
    void beginsAndEndsAsALogOfZeek() throws IOException {
        List<String> lines = log(PLAIN);

        assertThat(lines.subList(0, 5))
                .containsExactly(
                        "#separator \\x09",
                        "#set_separator\t,",
                        "#empty_field\t(empty)",
                        "#unset_field\t-",
                        "#path\tconn");
        assertThat(lines.get(5)).isEqualTo("#open\t2026-11-22-08-17-44");
        assertThat(lines.get(lines.size() - 1)).matches("#close\t[0-9]{4}(-[0-9]{2}){5}");
    }

    @Test
    void aCaptureWithoutConnectionsHasAHeaderNevertheless() throws IOException {
        assertThat(log()).hasSize(9).anyMatch(line -> line.startsWith("#fields\tts\tuid\t"));
    }

    @Test
    void eachNameHasATypeAndEachRowAValueForIt() throws IOException {
        List<String> lines = log(PLAIN, MIDWAY, UNANSWERED);
        int columns = lines.get(6).split("\t", -1).length;

        assertThat(lines.get(6)).startsWith("#fields\t");
        assertThat(lines.get(7)).startsWith("#types\t");
        assertThat(lines.get(7).split("\t", -1)).hasSize(columns);
        assertThat(lines.subList(8, 11))
                .allSatisfy(row ->
                        assertThat(row.split("\t", -1)).hasSize(columns - 1).doesNotContain(""));
    }

    @Test
    void putsEachValueUnderItsName() throws IOException {
        assertThat(row(PLAIN))
                .containsEntry("ts", "1795335464.040428")
                .containsEntry("id.orig_h", "10.77.0.1")
                .containsEntry("id.orig_p", "39380")
                .containsEntry("id.resp_h", "10.77.0.2")
                .containsEntry("id.resp_p", "80")
                .containsEntry("proto", "tcp")
                .containsEntry("duration", "0.000265")
                .containsEntry("orig_bytes", "44")
                .containsEntry("resp_bytes", "148")
                .containsEntry("conn_state", "SF")
                .containsEntry("history", "ShADadFf")
                .containsEntry("orig_pkts", "5")
                .containsEntry("resp_pkts", "4");
    }

    @Test
    void whatIsNotKnownIsUnset() throws IOException {
        assertThat(row(MIDWAY))
                .containsEntry("history", "-")
                .containsEntry("service", "-")
                .containsEntry("missed_bytes", "-")
                .containsEntry("orig_ip_bytes", "-")
                .containsEntry("local_orig", "-");
    }

    @Test
    void theOriginatorIsZeeksWhoeverTheClientIs() throws IOException {
        var zeek = new ConnectionRecord.Zeek("OTH", "^dD", Role.SERVER);

        assertThat(row(Records.serverCloses(0, PLAIN.client(), PLAIN.server(), zeek)))
                .containsEntry("id.orig_h", "10.77.0.2")
                .containsEntry("id.resp_h", "10.77.0.1")
                .containsEntry("orig_bytes", "148")
                .containsEntry("orig_pkts", "4");
    }

    @Test
    void aSinglePacketHasNeitherDurationNorOctets() throws IOException {
        assertThat(row(Records.ofOneSyn(3)))
                .containsEntry("duration", "-")
                .containsEntry("orig_bytes", "-")
                .containsEntry("resp_bytes", "-");
    }

    @Test
    void theSameConnectionHasTheSameNameInEachRunAndOthersHaveOthers() throws IOException {
        String name = row(PLAIN).get("uid");

        assertThat(name).matches("C[0-9A-Za-z]{17}").isEqualTo(row(PLAIN).get("uid"));
        assertThat(row(Records.serverCloses(1)).get("uid")).isNotEqualTo(name);
    }

    private static Map<String, String> row(ConnectionRecord connection) throws IOException {
        List<String> lines = log(connection);
        String[] names = lines.get(6).split("\t", -1);
        String[] values = lines.get(8).split("\t", -1);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(names[i + 1], values[i]);
        }
        return row;
    }

    private static List<String> log(ConnectionRecord... connections) throws IOException {
        var out = new ByteArrayOutputStream();
        var report = new ZeekReport(out, connection -> true);
        for (ConnectionRecord connection : connections) {
            report.connection(connection, List.of());
        }
        report.end(Records.incident(null));
        return out.toString(StandardCharsets.US_ASCII).lines().toList();
    }
}
