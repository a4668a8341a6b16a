package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Moment;
import io.finwait.analysis.Names;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.lifecycle.Census;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What spans connections is told while a live capture goes on, once for each whom it is about. */
class FindingsSoFarTest {
    private static final HostFinding FIRST = FoundRecords.portsUsedUp();
    private static final HostFinding OTHER =
            FoundRecords.host(FoundRecords.PORTS_USED_UP, new Subject.Host(FoundRecords.CLIENT));
    private static final AnalysisContext LIVE =
            new AnalysisContext(List.of("eth0"), null, false, false, null, Names.NONE, false, true, "0");

    private final ObjectMapper mapper = new ObjectMapper();

    private static HostFinding graver(HostFinding finding) {
        return like(finding, Severity.CRITICAL, finding.frames());
    }

    private static HostFinding like(HostFinding finding, Severity severity, List<Long> frames) {
        return new HostFinding(
                finding.kind(),
                severity,
                finding.confidence(),
                finding.modelled(),
                finding.message(),
                finding.subject(),
                finding.connections(),
                finding.connectionCount(),
                frames,
                finding.firstSeenNanos(),
                finding.lastSeenNanos(),
                finding.measurements());
    }

    /** Tells of four moments and an end at which both are found still. */
    private static void tell(AnalysisListener listener) throws IOException {
        AnalysisResult plain = Records.incident(null);
        listener.begin(LIVE, plain.files());
        assertThat(listener.wantsMoments()).isTrue();
        List<List<HostFinding>> soFar =
                List.of(List.of(FIRST), List.of(FIRST), List.of(graver(FIRST)), List.of(FIRST, OTHER));
        for (List<HostFinding> found : soFar) {
            listener.moment(new Moment(new Census(Records.T0, 1, List.of(), List.of(), 0), 1, 0, found));
        }
        listener.end(Records.with(plain, FoundRecords.findings(List.of(graver(FIRST), graver(OTHER)), List.of())));
    }

    private String told(String line) throws IOException {
        JsonNode finding = mapper.readTree(line);
        String about = finding.at("/subject/client").isMissingNode() ? "host" : "pair";
        return finding.path("type").asText() + " " + about + " "
                + finding.path("severity").asText();
    }

    @Test
    void ndjsonTellsEachOnceAndOnceMoreWhenItBecomesGraver() throws IOException {
        var out = new ByteArrayOutputStream();
        tell(new NdjsonReport(out, c -> true, new KernelFeed()));

        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")));
        var told = new ArrayList<String>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            assertThat(schema.validate(mapper.readTree(line))).as(line).isEmpty();
            if (line.startsWith("{\"type\":\"host_finding")) {
                told.add(told(line));
            }
        }
        assertThat(told)
                .containsExactly(
                        "host_finding_so_far pair high",
                        "host_finding_so_far pair critical",
                        "host_finding_so_far host high",
                        "host_finding pair critical",
                        "host_finding host critical");
    }

    @Test
    void aCommandHearsAtTheEndOnlyWhatItHasNotHeard() throws IOException {
        var told = new ArrayList<String>();
        tell(new FindingFeed((kind, line) -> told.add(line)));

        assertThat(told)
                .extracting(this::told)
                .containsExactly(
                        "host_finding_so_far pair high",
                        "host_finding_so_far pair critical",
                        "host_finding_so_far host high",
                        "host_finding host critical");
    }

    private static HostFinding of(long firstFrame) {
        HostFinding finding = FoundRecords.portsUsedUp();
        return like(finding, finding.severity(), List.of(firstFrame, firstFrame + 1));
    }

    @Test
    void twoOfOneKindAboutOneSubjectAreToldApartByTheirFirstFrame() {
        var told = new ToldAcross();

        assertThat(told.fresh(List.of(of(7)))).hasSize(1);
        assertThat(told.fresh(List.of(of(7)))).isEmpty();
        assertThat(told.fresh(List.of(of(3), of(7))))
                .extracting(HostFinding::frames)
                .containsExactly(List.of(3L, 4L));
        assertThat(told.fresh(List.of(of(7), of(3)))).isEmpty();
    }

    @Test
    void oneWhoseFramesChangeIsToldOnce() {
        var told = new ToldAcross();

        assertThat(told.fresh(List.of(of(7)))).hasSize(1);
        assertThat(told.fresh(List.of(of(5)))).isEmpty();
    }

    @Test
    void aCaptureThatIsReadFromAFileTellsOfNoMoments() throws IOException {
        var report = new NdjsonReport(new ByteArrayOutputStream(), c -> true, new KernelFeed());
        report.begin(Records.context(), Records.incident(null).files());

        assertThat(report.wantsMoments()).isFalse();
    }
}
