package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Exposition;
import io.finwait.testing.Samples;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --metrics} of {@code live}. */
class LiveMetricsOptionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"x", ":9464", "65536", "localhost:1", "1.2.3.4", "1.2.3:80", "::1:9464", "[1::2::3]:1"})
    void whatIsNoAddressAndPortIsRefusedBeforeAnythingIsOpened(String given) {
        var run = CommandRun.inProcess("live", "--follow", "not-there.pcap", "--metrics=" + given);

        assertThat(run.status()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("finwait: --metrics").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d", "127.0.0.1:%d"})
    void aPortInUseIsOneLine(String form) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path report = folder.resolve("report");
            var run = CommandRun.inProcess(
                    "live",
                    "--follow",
                    Samples.path("churn-seed.pcap"),
                    "--metrics",
                    form.formatted(taken.getLocalPort()),
                    "-f",
                    "json",
                    "-o",
                    report.toString());

            assertThat(run.status()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .startsWith("finwait: --metrics: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
                    .hasLineCount(1);
            assertThat(report).doesNotExist();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void metricsAreServedWhileItCapturesWithPseudonymsWhereTheyAreWanted() throws Exception {
        Path report = folder.resolve("report.ndjson");
        Process live = CommandRun.process(
                        "live",
                        "--follow",
                        Samples.path("ports-used-up.pcap"),
                        "--metrics",
                        "0",
                        "--anonymise",
                        "--profile",
                        "10.77.0.1=linux,ports=40000-40999")
                .redirectOutput(report.toFile())
                .start();
        try (var err = live.errorReader(StandardCharsets.UTF_8)) {
            String line = err.readLine();
            String start = "finwait: metrics at http://127.0.0.1:";
            assertThat(line).startsWith(start).endsWith("/metrics");

            String url = line.substring("finwait: metrics at ".length());
            Exposition scraped = Exposition.fetch(url, Exposition.OPEN_METRICS);
            while (scraped.sum("finwait_time_wait_sockets") < 200) {
                scraped = Exposition.fetch(url, Exposition.OPEN_METRICS);
            }
            live.destroy();

            assertThat(scraped.of("finwait_time_wait_sockets")).hasSize(1).containsValue(200.0);
            assertThat(scraped.of("finwait_local_ports_limit")).hasSize(1).containsValue(1_000.0);
            assertThat(scraped.text()).doesNotContain("10.77.0.");
            assertThat(live.waitFor()).isEqualTo(ExitCode.DONE);
            assertThat(Files.readString(report)).contains("\"connections\":200");
        } finally {
            live.destroyForcibly();
        }
    }
}
