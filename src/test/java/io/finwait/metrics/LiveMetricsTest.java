package io.finwait.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.FrameTap;
import io.finwait.capture.live.LiveCapture;
import io.finwait.capture.live.StreamFeed;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.pipeline.Analysis;
import io.finwait.report.Lowercase;
import io.finwait.testing.Exposition;
import io.finwait.testing.Requests;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is scraped is what the analysis says. */
class LiveMetricsTest {
    private static final String FINISHED = "finwait_connections_finished_total";

    @TempDir
    private Path folder;

    /** Counts what is told: of each connection its findings, by id and severity, each kind once. */
    private static final class Heard implements AnalysisListener {
        final Map<Integer, Map<FindingKind, Finding>> found = new HashMap<>();
        final CountDownLatch all = new CountDownLatch(1);
        private final long frames;
        List<HostFinding> soFar = List.of();

        /** @param frames how many there are; then the latch opens */
        Heard(long frames) {
            this.frames = frames;
        }

        @Override
        public void begin(AnalysisContext context, List<CaptureFile> files) {
            // nothing to prepare
        }

        @Override
        public boolean wantsClosed() {
            return true;
        }

        @Override
        public boolean wantsMoments() {
            return true;
        }

        @Override
        public void closed(ConnectionRecord connection, List<Finding> findings) {
            connection(connection, findings);
        }

        @Override
        public void connection(ConnectionRecord connection, List<Finding> findings) {
            var kinds = found.computeIfAbsent(connection.id(), id -> new HashMap<>());
            findings.forEach(finding -> kinds.putIfAbsent(finding.kind(), finding));
        }

        @Override
        public void moment(Moment moment) {
            if (moment.frames() == frames) {
                soFar = moment.soFar();
                all.countDown();
            }
        }

        @Override
        public void end(AnalysisResult result) {
            // the test looks at it
        }

        Map<String, Double> findings() {
            var counts = new TreeMap<String, Double>();
            found.values().forEach(kinds -> kinds.values()
                    .forEach(finding -> counts.merge(
                            "finwait_findings_total" + of(finding.kind(), finding.severity()), 1.0, Double::sum)));
            return counts;
        }

        private static String of(FindingKind kind, Enum<?> severity) {
            return "{id=\"" + kind.id() + "\",severity=\"" + Lowercase.of(severity) + "\"}";
        }
    }

    private static MetricsServer serve(LiveMetrics metrics) throws IOException {
        return MetricsServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics);
    }

    private static Exposition scrape(MetricsServer server, String accept) throws IOException, InterruptedException {
        return Exposition.fetch("http://127.0.0.1:" + server.port() + "/metrics", accept);
    }

    /** Those that are more than 0. */
    private static Map<String, Double> counted(Map<String, Double> values) {
        var counted = new TreeMap<>(values);
        counted.values().removeIf(value -> value == 0);
        return counted;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "churn-seed.pcap",
                "refused.pcap",
                "fin-wait-2.pcap",
                "connection-leak.pcap",
                "rst-unread-data.pcap",
                "simultaneous-close.pcap",
                "syn-flood.pcap",
                "nat-both-sides.pcap"
            })
    void aCaptureAddsUpToItsSummary(String sample) throws Exception {
        var metrics = new LiveMetrics();
        var heard = new Heard(0);
        AnalysisResult result = new Analysis(Requests.of(Samples.path(sample))).run(List.of(metrics, heard));
        try (MetricsServer server = serve(metrics)) {
            Exposition scraped = scrape(server, Exposition.TEXT);

            assertAddsUp(scraped, result);
            assertThat(counted(scraped.of("finwait_findings_total"))).isEqualTo(heard.findings());
        }
    }

    private static void assertAddsUp(Exposition scraped, AnalysisResult result) {
        var summary = result.summary();
        assertThat(scraped.sum(FINISHED)).isEqualTo((double) summary.connections());
        summary.byKind().forEach((kind, count) -> assertThat(sum(scraped, "close_kind", Lowercase.of(kind)))
                .as("%s", kind)
                .isEqualTo(count.doubleValue()));
        summary.byCloser().forEach((closer, count) -> assertThat(sum(scraped, "active_closer", Lowercase.of(closer)))
                .as("%s", closer)
                .isEqualTo(count.doubleValue()));

        var durations = new TreeMap<String, Double>();
        summary.times().forEach(times -> {
            var side = times.side();
            switch (times.measure()) {
                case HANDSHAKE -> durations.put("finwait_handshake_duration_seconds_count", (double) times.count());
                case TEARDOWN -> {} // which has no metric
                default -> {
                    durations.put(
                            "finwait_closing_state_duration_seconds_count{side=\"" + Lowercase.of(requireNonNull(side))
                                    + "\",state=\"" + times.measure().name() + "\"}",
                            (double) times.count());
                }
            }
        });
        assertThat(counted(scraped.only(series -> series.contains("_duration_seconds_count"))))
                .isEqualTo(durations);
    }

    private static double sum(Exposition scraped, String label, String value) {
        return scraped
                .only(series -> series.startsWith(FINISHED) && series.contains(label + "=\"" + value + "\""))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Test
    void whileItIsCapturedAConnectionCountsOnceAndBothFormatsSayTheSame() throws Exception {
        String sample = Samples.path("churn-seed.pcap");
        AnalysisResult expected = new Analysis(Requests.of(sample)).run(List.of());
        var metrics = new LiveMetrics();
        var heard = new Heard(3_920);
        try (MetricsServer server = serve(metrics);
                var file = new FileInputStream(sample);
                var nothingComes = new PipedInputStream(new PipedOutputStream());
                var capture = new LiveCapture(
                        List.of(new StreamFeed("-", new SequenceInputStream(file, nothingComes))),
                        Long.MAX_VALUE,
                        FrameTap.NONE)) {
            var result = new AnalysisResult[1];
            var run = new Thread(() -> {
                try {
                    result[0] = new Analysis(Requests.of("-"), capture::open).run(List.of(metrics, heard));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            run.start();
            heard.all.await();
            Exposition text = scrape(server, Exposition.TEXT);
            Exposition open = scrape(server, Exposition.OPEN_METRICS);
            capture.stop();
            run.join();
            Exposition after = scrape(server, Exposition.TEXT);

            assertThat(text.contentType()).startsWith("text/plain; version=0.0.4");
            assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
            assertThat(open.text()).endsWith("# EOF\n").contains("# UNIT finwait_heap_used_bytes bytes\n");
            assertThat(withoutHeap(open)).isEqualTo(withoutHeap(text));
            assertAddsUp(text, expected);
            assertAddsUp(after, result[0]);
            assertThat(text.value("finwait_captured_packets_total")).isEqualTo(3_920);
            assertThat(text.value("finwait_connections_begun_total")).isEqualTo(400);
            assertThat(text.of("finwait_dropped_packets_total")).isEmpty(); // nobody says
            assertThat(text.value("finwait_sockets{state=\"TIME_WAIT\"}"))
                    .isEqualTo(text.value("finwait_time_wait_sockets{host=\"10.77.0.2\"}"))
                    .isPositive();
            assertThat(text.of("finwait_host_findings")).hasSameSizeAs(heard.soFar);
            assertThat(counted(after.of("finwait_findings_total"))).isEqualTo(heard.findings());
        }
    }

    private static Map<String, Double> withoutHeap(Exposition scraped) {
        return scraped.only(series -> !series.startsWith("finwait_heap"));
    }

    @Test
    void protocolBuffersAreSpokenToo() throws Exception {
        try (MetricsServer server = serve(new LiveMetrics())) {
            var connection = new java.net.URL("http://127.0.0.1:" + server.port() + "/metrics").openConnection();
            connection.setRequestProperty(
                    "Accept",
                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");
            assertThat(connection.getContentType()).startsWith("application/vnd.google.protobuf");
        }
    }

    @Test
    void promtoolHasNothingToComplainOf() throws Exception {
        Requires.command("promtool");
        var metrics = new LiveMetrics();
        new Analysis(Requests.of(Samples.path("churn-seed.pcap"))).run(List.of(metrics));
        metrics.moment(Moments.of(30));
        try (MetricsServer server = serve(metrics)) {
            Path text = Files.writeString(
                    folder.resolve("metrics"), scrape(server, Exposition.TEXT).text());
            Path said = folder.resolve("said");
            int status = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectInput(text.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start()
                    .waitFor();
            assertThat(Files.readString(said)).isEmpty();
            assertThat(status).isZero();
        }
    }

    @Test
    void hostsAndPairsHaveABoundedNumberOfSeriesAndNothingIsLost() throws Exception {
        var metrics = new LiveMetrics();
        metrics.moment(Moments.of(100));
        try (MetricsServer server = serve(metrics)) {
            Exposition scraped = scrape(server, Exposition.TEXT);

            assertThat(scraped.of("finwait_time_wait_sockets"))
                    .hasSize(21)
                    .containsEntry("finwait_time_wait_sockets{host=\"10.0.0.100\"}", 100.0)
                    .containsEntry("finwait_time_wait_sockets{host=\"10.0.0.81\"}", 81.0)
                    .containsEntry("finwait_time_wait_sockets{host=\"other\"}", 80 * 81 / 2.0);
            assertThat(scraped.value("finwait_sockets{state=\"TIME_WAIT\"}"))
                    .isEqualTo(100 * 101 / 2.0)
                    .isEqualTo(scraped.sum("finwait_time_wait_sockets"));
            assertThat(scraped.of("finwait_local_ports_in_use"))
                    .hasSize(21)
                    .containsEntry(
                            "finwait_local_ports_in_use{client=\"10.0.0.100\",server=\"[2001:db8::1]:443\"}", 100.0)
                    .containsEntry("finwait_local_ports_in_use{client=\"other\",server=\"other\"}", 80 * 81 / 2.0);
            assertThat(scraped.of("finwait_local_ports_limit"))
                    .hasSize(20)
                    .containsEntry(
                            "finwait_local_ports_limit{client=\"10.0.0.100\",server=\"[2001:db8::1]:443\"}", 28_232.0);
            assertThat(scraped.value("finwait_dropped_packets_total")).isEqualTo(3);
            assertThat(scraped.value("finwait_last_moment_timestamp_seconds")).isEqualTo(1_700_000_000.5);
        }
    }
}
