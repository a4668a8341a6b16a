package io.finwait.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.FrameTap;
import io.finwait.capture.live.LiveCapture;
import io.finwait.capture.live.StreamFeed;
import io.finwait.pipeline.Analysis;
import io.finwait.report.Lowercase;
import io.finwait.testing.Exposition;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Requests;
import io.finwait.testing.Samples;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is scraped is what the analysis says. */
class LiveMetricsTest {
    private static final String FINISHED = "finwait_connections_finished_total";

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
        Exposition scraped = Scrape.of(metrics);

        assertAddsUp(scraped, result);
        assertThat(counted(scraped.of("finwait_findings_total"))).isEqualTo(heard.findings());
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
        var metrics = new LiveMetrics();
        var heard = new Heard(3_920);
        try (MetricsServer server = Scrape.serve(metrics);
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
            Exposition text = Scrape.of(server);
            capture.stop();
            run.join();
            Exposition after = Scrape.of(server);
            Exposition open = Exposition.fetch(Scrape.url(server), Exposition.OPEN_METRICS);

            assertThat(after.contentType()).startsWith("text/plain; version=0.0.4");
            assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
            assertThat(open.text()).endsWith("# EOF\n").contains("# UNIT finwait_heap_used_bytes bytes\n");
            assertThat(withoutHeap(open)).isEqualTo(withoutHeap(after));
            assertAddsUp(after, result[0]);
            assertThat(sum(text, "close_kind", "fin")).isEqualTo(380);
            assertThat(sum(text, "close_kind", "rst")).isLessThanOrEqualTo(20); // a FIN may yet come
            assertThat(after.sum(FINISHED)).isEqualTo(400);
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

    /** Traffic of phones: a FIN after a RST changes how a connection ended, after it was told of as closed. */
    @ParameterizedTest
    @ValueSource(strings = {"reddit.pcap", "opera-vpn.pcapng", "zoom.pcap", "443-firefox.pcap"})
    void aLiveCaptureOfRealTrafficAddsUpToo(String name) throws Exception {
        Path capture = Pcaps.required("corpus/ndpi/" + name);
        var metrics = new LiveMetrics();
        try (var file = new FileInputStream(capture.toFile());
                var live = new LiveCapture(List.of(new StreamFeed("-", file)), Long.MAX_VALUE, FrameTap.NONE)) {
            AnalysisResult result = new Analysis(Requests.of("-"), live::open).run(List.of(metrics));
            assertAddsUp(Scrape.of(metrics), result);
        }
    }

    private static Map<String, Double> withoutHeap(Exposition scraped) {
        return scraped.only(series -> !series.startsWith("finwait_heap"));
    }
}
