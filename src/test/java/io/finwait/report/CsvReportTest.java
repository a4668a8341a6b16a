package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvReportTest {
    @Test
    void writesARowPerConnectionInOrderOfId() throws IOException {
        List<String> lines = rows();

        assertThat(lines).hasSize(4);
        assertThat(lines.subList(1, 4)).extracting(row -> row.substring(0, 2)).containsExactly("0,", "1,", "2,");
        for (String line : lines) {
            assertThat(line.split(",", -1)).hasSize(CsvReport.HEADER.split(",").length);
        }
    }

    @Test
    void putsEachValueUnderItsName() throws IOException {
        List<String> lines = rows();
        Map<String, String> row = named(lines, 2);

        assertThat(row)
                .containsEntry("client_ip", "10.77.0.1")
                .containsEntry("server_port", "80")
                .containsEntry("first_seen", "2026-11-22T08:17:44.041428Z")
                .containsEntry("active_closer", "server")
                .containsEntry("server_fin_wait_2_ms", "0.072")
                .containsEntry("client_close_wait_ms", "0.075")
                .containsEntry("server_time_wait_ms", "1204.2")
                .containsEntry("server_time_wait_end", "capture_end")
                .containsEntry("client_time_wait_end", "")
                .containsEntry("client_payload_bytes", "44")
                .containsEntry("wireshark_filter", "tcp.stream eq 1");
        assertThat(named(lines, 1)).containsEntry("syn_retransmissions", "").containsEntry("syn_to_syn_ack_ms", "");
    }

    @Test
    void whatWasFoundIsNamedOnceEach() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var report = new CsvReport(out, c -> true)) {
            var twice = List.of(FoundRecords.finRepeated(), FoundRecords.finRepeated());
            report.connection(Records.serverCloses(0), twice);
            report.connection(Records.serverCloses(1), List.of());
            report.end(Records.incident(null));
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();

        assertThat(named(lines, 1)).containsEntry("findings", "fin-repeated");
        assertThat(named(lines, 2)).containsEntry("findings", "");
    }

    @Test
    void everyColumnIsDocumented() throws IOException {
        String documented = Files.readString(Path.of("docs/csv.md"));
        for (String column : CsvReport.HEADER.strip().split(",")) {
            if (!column.startsWith("server_")) {
                assertThat(documented).contains("`" + column + "`");
            }
        }
    }

    @Test
    void disarmsTextThatASpreadsheetWouldRun() {
        assertThat(CsvText.escape("=1+1")).isEqualTo("'=1+1");
        assertThat(CsvText.escape("a,\"b\"\u0007")).isEqualTo("\"a,\"\"b\"\" \"");
        assertThat(CsvText.escape("plain")).isEqualTo("plain");
    }

    private static Map<String, String> named(List<String> lines, int row) {
        var named = new HashMap<String, String>();
        String[] cells = lines.get(row).split(",", -1);
        List<String> header = Arrays.asList(lines.get(0).split(","));
        for (int i = 0; i < cells.length; i++) {
            named.put(header.get(i), cells[i]);
        }
        return named;
    }

    private static List<String> rows() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var report = new CsvReport(out, c -> true)) {
            Records.tell(
                    report,
                    List.of(Records.serverCloses(1), Records.unanswered(2), Records.resetMidway(0)),
                    Records.incident(null));
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
