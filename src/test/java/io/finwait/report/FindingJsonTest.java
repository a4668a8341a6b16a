package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.finding.Findings;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingJsonTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void aConnectionHasWhatWasFoundInIt() throws IOException {
        JsonNode finding = mapper.readTree(ndjson().get(1)).path("findings").path(0);

        assertThat(finding.toString())
                .isEqualTo("{\"id\":\"fin-repeated\",\"severity\":\"medium\",\"confidence\":\"certain\","
                        + "\"message\":\"The server repeated its FIN of frame 27 once.\",\"frames\":[27,31]}");
    }

    @Test
    void whatWasFoundAcrossConnectionsHasALineOfItsOwnBeforeTheSummary() throws IOException {
        List<String> lines = ndjson();

        assertThat(lines).hasSize(7);
        assertThat(lines.get(2))
                .isEqualTo("{\"type\":\"host_finding\",\"id\":\"ports-used-up\",\"severity\":\"high\","
                        + "\"confidence\":\"likely\",\"basis\":\"modelled\","
                        + "\"message\":\"27,900 of 28,232 ports were in use or in TIME_WAIT at once.\","
                        + "\"subject\":{\"client\":{\"ip\":\"10.77.0.1\"},\"server\":{\"ip\":\"10.77.0.2\",\"port\":80}},"
                        + "\"connections\":[3,4,7],\"connection_count\":548000,\"frames\":[9,12],"
                        + "\"first_seen\":\"2026-11-22T08:17:44.040428Z\",\"last_seen\":\"2026-11-22T08:17:45.040428Z\","
                        + "\"measurements\":{\"ports_peak\":27900,\"share\":0.988}}");
        assertThat(mapper.readTree(lines.get(6)).at("/by_finding/fin-repeated").asInt())
                .isEqualTo(2);
    }

    @Test
    void allOfItIsOfTheSchema() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")));
        for (String line : ndjson()) {
            assertThat(schema.validate(mapper.readTree(line))).as(line).isEmpty();
        }
        assertThat(schema.validate(mapper.readTree(json()))).isEmpty();
    }

    @Test
    void theDocumentHoldsTheSameAsTheLines() throws IOException {
        JsonNode document = mapper.readTree(json());
        List<String> lines = ndjson();

        assertThat(document.path("connections").path(0)).isEqualTo(mapper.readTree(lines.get(1)));
        assertThat(document.path("host_findings")).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(document.path("host_findings").path(i)).isEqualTo(mapper.readTree(lines.get(2 + i)));
        }
    }

    private static AnalysisResult result() {
        AnalysisResult plain = Records.incident(null);
        List<HostFinding> ofHosts = List.of(
                FoundRecords.portsUsedUp(),
                FoundRecords.host(FoundRecords.PORTS_USED_UP, new Subject.Capture()),
                FoundRecords.host(FoundRecords.PORTS_USED_UP, new Subject.Host(FoundRecords.CLIENT)),
                FoundRecords.host(FoundRecords.PORTS_USED_UP, new Subject.Service(Records.SERVER)));
        Findings findings = FoundRecords.findings(ofHosts, List.of());
        return Records.with(plain, findings);
    }

    private static void tell(AnalysisListener report) throws IOException {
        AnalysisResult result = result();
        report.begin(Records.context(), result.files());
        report.connection(Records.serverCloses(0), List.of(FoundRecords.finRepeated()));
        report.end(result);
    }

    private static List<String> ndjson() throws IOException {
        var out = new ByteArrayOutputStream();
        tell(new NdjsonReport(out, c -> true, new KernelFeed()));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String json() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var report = new JsonReport(out, c -> true)) {
            tell(report);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
