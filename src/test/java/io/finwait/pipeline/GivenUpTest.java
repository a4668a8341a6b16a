package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.finwait.analysis.AnalysisResult;
import io.finwait.report.ConnectionOrder;
import io.finwait.report.JsonReport;
import io.finwait.report.Selection;
import io.finwait.report.TextReport;
import io.finwait.report.TextStyle;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture with more open connections than there is room for: what is reported before its end is counted and named. */
class GivenUpTest {
    private static final long LITTLE_ROOM_BYTES = 200_000;
    private static final int SCANNED = 3_000;

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter text = new StringWriter();
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();

    /** A host opens a connection to each port of another and leaves it open, and twenty others get no answer. */
    private Path scan() throws IOException {
        var script = PacketScript.empty();
        for (int i = 0; i < SCANNED; i++) {
            script.open("10.0.0.9:50000", "10.0.0.2:" + (1 + i)).established();
            if (i % 150 == 0) {
                script.open("10.0.1." + (1 + i / 150) + ":4000", "10.0.0.2:80")
                        .client()
                        .syn();
            }
        }
        return Files.write(folder.resolve("scan.pcap"), script.toPcap());
    }

    private AnalysisResult analyse(long heapLimitBytes) throws IOException {
        return new Analysis(Requests.of(scan()), heapLimitBytes)
                .run(List.of(
                        new TextReport(
                                text,
                                new TextStyle(80, false, true),
                                new Selection(record -> true, true, ConnectionOrder.ID, 0)),
                        new JsonReport(json, record -> true)));
    }

    @Test
    void theReportSaysHowManyAndWhoHadBegunThem() throws IOException {
        AnalysisResult result = analyse(LITTLE_ROOM_BYTES);
        String said = text.toString().replaceAll("\\s+", " ");

        assertThat(result.summary().connections()).isEqualTo(SCANNED + 20);
        assertThat(result.evicted().connections()).isBetween(1_000L, (long) SCANNED + 20);
        assertThat(said)
                .contains(String.format("%,d", result.evicted().connections()).replace('.', ',')
                        + " connections were reported before the end to stay within memory")
                .containsPattern("They came from about 2[01] addresses, most from 10\\.0\\.0\\.9 \\([0-9],[0-9]{3}\\)");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        AnalysisResult result = analyse(LITTLE_ROOM_BYTES);
        JsonNode summary = new ObjectMapper().readTree(json.toByteArray()).at("/summary");

        assertThat(summary.at("/evicted").asLong()).isEqualTo(result.evicted().connections());
        assertThat(summary.at("/evicted_by_source/most/0/ip").asText()).isEqualTo("10.0.0.9");
        assertThat(summary.at("/evicted_by_source/most/0/connections").asLong()).isGreaterThan(1_000);
        assertThat(summary.at("/evicted_by_source/unanswered").asLong()).isLessThanOrEqualTo(20);
    }

    @Test
    void withRoomForAllNothingIsGivenUpAndNothingSaid() throws IOException {
        AnalysisResult result = analyse(Long.MAX_VALUE);
        JsonNode summary = new ObjectMapper().readTree(json.toByteArray()).at("/summary");

        assertThat(result.evicted().connections()).isZero();
        assertThat(text.toString()).doesNotContain("to stay within");
        assertThat(summary.at("/evicted").asLong()).isZero();
        assertThat(summary.has("evicted_by_source")).isFalse();
    }
}
