package io.finwait.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.pipeline.Analysis;
import io.finwait.testing.Exposition;
import io.finwait.testing.Requests;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus gets. */
class MetricsServerTest {
    @TempDir
    private Path folder;

    @Test
    void protocolBuffersAreSpokenToo() throws Exception {
        try (MetricsServer server = Scrape.serve(new LiveMetrics())) {
            var connection = URI.create(Scrape.url(server)).toURL().openConnection();
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
        Path text =
                Files.writeString(folder.resolve("metrics"), Scrape.of(metrics).text());
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

    @Test
    void hostsAndPairsHaveABoundedNumberOfSeriesAndNothingIsLost() throws Exception {
        var metrics = new LiveMetrics();
        metrics.moment(Moments.of(100));
        Exposition scraped = Scrape.of(metrics);

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
                .containsEntry("finwait_local_ports_in_use{client=\"10.0.0.100\",server=\"[2001:db8::1]:443\"}", 100.0)
                .containsEntry("finwait_local_ports_in_use{client=\"other\",server=\"other\"}", 80 * 81 / 2.0);
        assertThat(scraped.of("finwait_local_ports_limit"))
                .hasSize(20)
                .containsEntry(
                        "finwait_local_ports_limit{client=\"10.0.0.100\",server=\"[2001:db8::1]:443\"}", 28_232.0);
        assertThat(scraped.value("finwait_dropped_packets_total")).isEqualTo(3);
        assertThat(scraped.value("finwait_last_moment_timestamp_seconds")).isEqualTo(1_700_000_000.5);
    }
}
