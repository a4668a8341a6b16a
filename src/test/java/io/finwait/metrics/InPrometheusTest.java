package io.finwait.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.LiveListener;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.pipeline.Analysis;
import io.finwait.testing.Requests;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes finwait, and answers what the dashboard asks and what the alerts watch. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InPrometheusTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process prometheus(String target, int port) throws IOException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 200ms, scrape_timeout: 200ms}
                scrape_configs: [{job_name: finwait, static_configs: [{targets: ['%s']}]}]
                """.formatted(target));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    /** What is asked of Prometheus by the dashboard, with a value in the place of each variable. */
    private static List<String> queries() throws IOException {
        var queries = new ArrayList<String>();
        for (JsonNode panel :
                MAPPER.readTree(Path.of("docs/grafana-dashboard.json").toFile()).get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                queries.add(target.get("expr")
                        .asText()
                        .replace("$instance", ".*")
                        .replace("$__rate_interval", "1m")
                        .replace("$__range", "1m"));
            }
        }
        return queries;
    }

    private JsonNode answer(int port, String query) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            // 503 while it starts
            return MAPPER.readTree(response.statusCode() == 503 ? "{\"status\":\"success\"}" : response.body());
        } catch (ConnectException e) {
            return MAPPER.readTree("{\"status\":\"success\"}");
        }
    }

    /** Asks until there is an answer; an error is one that never comes. */
    private void awaitData(int port, String query) throws IOException, InterruptedException {
        JsonNode answer;
        do {
            Thread.onSpinWait();
            answer = answer(port, query);
            assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
        } while (answer.at("/data/result").isEmpty());
    }

    private static Moment moment() {
        Moment plain = Moments.of(3);
        var finding = new HostFinding(
                new FindingKind("some", "Some", Severity.HIGH),
                Severity.HIGH,
                Confidence.LIKELY,
                false,
                "Something.",
                new Subject.Capture(),
                List.of(),
                0,
                List.of(),
                0,
                0,
                Map.of());
        return plain.with(List.of(finding));
    }

    /** Tells of more connections of a capture that it has begun to hear of. */
    private static LiveListener onceMore(LiveMetrics metrics) {
        return new LiveListener() {
            @Override
            public void begin(AnalysisContext context, List<CaptureFile> files) {}

            @Override
            public void connection(ConnectionRecord connection, List<Finding> findings) {
                metrics.connection(connection, findings);
            }
        };
    }

    @Test
    void everyPanelOfTheDashboardHasData() throws Exception {
        Requires.command("prometheus");
        var metrics = new LiveMetrics();
        int port = freePort();
        try (MetricsServer server = Scrape.serve(metrics)) {
            new Analysis(Requests.of(Samples.path("churn-seed.pcap"))).run(List.of(metrics));
            metrics.moment(moment());
            Process prometheus = prometheus("127.0.0.1:" + server.port(), port);
            try {
                awaitData(port, "finwait_findings_total"); // what counts up is seen to do so from here on
                new Analysis(Requests.of(Samples.path("churn-seed.pcap"))).run(List.of(onceMore(metrics)));
                for (String query : queries()) {
                    awaitData(port, query);
                }
            } finally {
                prometheus.destroy();
                prometheus.waitFor();
            }
        }
    }

    @Test
    void theAlertsAreRulesThatPrometheusTakes() throws Exception {
        Requires.command("promtool");
        String doc = Files.readString(Path.of("docs/metrics.md"));
        int begin = doc.indexOf("groups:\n  - name: finwait");
        Path rules = Files.writeString(folder.resolve("rules.yml"), doc.substring(begin, doc.indexOf("```", begin)));
        Path said = folder.resolve("said");
        int status = new ProcessBuilder("promtool", "check", "rules", rules.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();

        assertThat(status).as(Files.readString(said)).isZero();
        assertThat(Files.readString(said)).contains("5 rules found");
    }
}
