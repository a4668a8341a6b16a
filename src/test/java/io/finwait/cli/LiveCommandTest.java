package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.finwait.testing.Requires;
import io.finwait.testing.TwoHosts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live captures of real traffic between network namespaces. They wait for lines, and hang where one does not come. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveCommandTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path directory;

    /** A live capture in a process of its own, and the lines it has written so far. */
    private final class Live {
        final Process process;
        final List<JsonNode> lines = new ArrayList<>();
        private final BufferedReader out;
        private final Path err = directory.resolve("live.err");

        Live(TwoHosts hosts, String... options) throws IOException {
            var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
            command.addAll(CommandRun.process("live", "-i", TwoHosts.DEVICE).command());
            command.addAll(List.of(options));
            process = hosts.keep(hosts.onServer(command).redirectError(err.toFile()));
            out = process.inputReader(StandardCharsets.UTF_8);
            await("capture", 1); // then it listens
        }

        /** Reads on until there are so many lines of a type. */
        void await(String type, int count) throws IOException {
            while (ofType(type).size() < count) {
                String line = out.readLine();
                if (line == null) {
                    throw new AssertionError("ended without it: " + Files.readString(err));
                }
                lines.add(MAPPER.readTree(line));
            }
        }

        List<JsonNode> ofType(String type) {
            return lines.stream()
                    .filter(line -> line.path("type").asText().equals(type))
                    .toList();
        }

        /** Ends it by a signal and reads what it still says. */
        void end(String signal) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(MAPPER.readTree(line));
            }
            assertThat(process.waitFor()).as(Files.readString(err)).isEqualTo(ExitCode.DONE);
        }
    }

    /** Nginx on port 80 and redis on port 6379 of the server. */
    private void serve(TwoHosts hosts) throws IOException, InterruptedException {
        Path config = Files.writeString(
                directory.resolve("nginx.conf"),
                "daemon off; pid " + directory.resolve("nginx.pid") + "; error_log /dev/null; events {}\n"
                        + "http { access_log off; client_body_temp_path " + directory + "; proxy_temp_path " + directory
                        + "; fastcgi_temp_path " + directory + "; uwsgi_temp_path " + directory + "; scgi_temp_path "
                        + directory + "; server { listen " + TwoHosts.SERVER
                        + ":80; location / { return 200 ok; } } }\n");
        hosts.server("nginx", "-c", config.toString());
        hosts.server("redis-server", "--bind", TwoHosts.SERVER, "--protected-mode", "no", "--save", "");
        hosts.awaitListener(80);
        hosts.awaitListener(6379);
    }

    @Test
    void whatIsSaidLiveIsWhatAnalyzeSaysOfTheSameTraffic() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "redis-server", "redis-cli", "curl", "tcpdump", "ss");
        Path copy = directory.resolve("copy.pcap");
        try (var hosts = new TwoHosts()) {
            serve(hosts);
            Path log = directory.resolve("tcpdump.log");
            Process tcpdump = hosts.keep(hosts.onServer(List.of(
                            "tcpdump",
                            "-i",
                            TwoHosts.DEVICE,
                            "-U",
                            "--immediate-mode",
                            "-s",
                            "128",
                            "-Z",
                            "root",
                            "-w",
                            copy.toString(),
                            "tcp"))
                    .redirectError(log.toFile()));
            var live = new Live(hosts, "--filter", "tcp");
            while (!Files.readString(log).contains("listening on")) {
                Thread.onSpinWait();
            }

            for (int i = 0; i < 4; i++) {
                hosts.client("curl", "-s", "-o", "/dev/null", "http://" + TwoHosts.SERVER + "/");
                hosts.client("redis-cli", "-h", TwoHosts.SERVER, "ping");
            }
            hosts.client("sh", "-c", "! curl -s http://" + TwoHosts.SERVER + ":81/");
            live.await("closed", 9); // each is said at once: TIME_WAIT would keep it for a minute

            live.end("TERM");
            tcpdump.destroy();
            tcpdump.waitFor();
            assertThat(live.ofType("connection")).hasSize(9);
            assertThat(comparable(live.ofType("connection")))
                    .isEqualTo(comparable(CommandRun.connections(copy.toString())));
            JsonNode summary = live.ofType("summary").get(0);
            assertThat(summary.at("/by_kind/refused").asInt()).isEqualTo(1);
            assertThat(summary.at("/files/0/dropped_by_capture").asInt()).isZero();
            assertThat(live.ofType("finding"))
                    .extracting(f -> f.get("id").asText())
                    .containsOnlyOnce("connect-refused");
        }
    }

    /** By id, without times: each capture takes its own, and only one of the two is a file with frame numbers. */
    private static Map<Integer, String> comparable(List<JsonNode> connections) {
        var comparable = new TreeMap<Integer, String>();
        for (JsonNode connection : connections) {
            ObjectNode copy = connection.deepCopy();
            copy.remove("wireshark_filter");
            copy.remove("findings"); // sentences with times in them
            String text = copy.toString()
                    .replaceAll("\"[a-z_]*_ms\":[0-9.]+,?", "")
                    .replaceAll("20[0-9-]+T[0-9:.]+Z", "")
                    .replaceAll("\"[a-z_]*_frame\":[0-9]+,?", "");
            var ids = new ArrayList<String>();
            connection
                    .get("findings")
                    .forEach(finding -> ids.add(finding.get("id").asText()));
            comparable.put(connection.get("id").asInt(), text + ids);
        }
        return comparable;
    }

    @Test
    void interruptingWritesTheReportThatWasAskedForAndAnIdleDeviceHoldsNothingUp() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "redis-server", "curl", "ss");
        Path report = directory.resolve("report.txt");
        try (var hosts = new TwoHosts()) {
            serve(hosts);
            var live = new Live(hosts, "-i", "lo", "--immediate", "-f", "text", "-o", report.toString());
            hosts.client("curl", "-s", "-o", "/dev/null", "http://" + TwoHosts.SERVER + "/");
            live.await("closed", 1);
            live.end("INT");

            assertThat(live.ofType("connection")).hasSize(1);
            assertThat(Files.readString(report))
                    .contains(TwoHosts.DEVICE + "  live, Ethernet, snap length 128\nlo  live")
                    .contains(" TCP, 1 connection,");
            assertThat(Files.readString(directory.resolve("live.err")))
                    .contains("finwait: running as root", "finwait: listening on " + TwoHosts.DEVICE);
        }
    }

    @Test
    void aPacketCountEndsItToo() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "redis-server", "curl", "ss");
        try (var hosts = new TwoHosts()) {
            serve(hosts);
            var live = new Live(hosts, "--quiet", "--filter", "tcp port 80", "--count", "3");
            hosts.client("curl", "-s", "-o", "/dev/null", "http://" + TwoHosts.SERVER + "/");
            live.await("summary", 1);

            assertThat(live.process.waitFor()).isEqualTo(ExitCode.DONE);
            assertThat(live.ofType("summary").get(0).get("packets").asInt()).isEqualTo(3);
            assertThat(Files.readString(directory.resolve("live.err"))).isEmpty();
        }
    }

    @Test
    void whatAnotherProgramCapturesIsReadFromStandardInput() throws Exception {
        Path sample = Path.of("samples/churn-seed.pcap");
        var run = CommandRun.run(CommandRun.process("live", "-", "--quiet"), sample)
                .expectDone();

        assertThat(run.connections()).hasSize(400).isEqualTo(CommandRun.connections(sample.toString()));
        assertThat(run.out().lines().filter(line -> line.startsWith("{\"type\":\"closed\"")))
                .hasSize(400);
    }

    @Test
    void aDeviceThatIsNotThereAndAWrongFilterAreOneLineEach() {
        Requires.root();
        Requires.command("tcpdump"); // comes with libpcap
        var noDevice = CommandRun.inProcess("live", "-i", "fw-nowhere");
        assertThat(noDevice.status()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(noDevice.err())
                .isEqualToIgnoringNewLines(
                        "finwait: fw-nowhere: there is no such device; finwait interfaces lists those there are");

        var wrongFilter = CommandRun.inProcess("live", "-i", "lo", "--filter", "tcp prot 80");
        assertThat(wrongFilter.status()).isEqualTo(ExitCode.USAGE);
        assertThat(wrongFilter.err())
                .startsWith("finwait: filter 'tcp prot 80' on lo: can't parse filter expression")
                .hasLineCount(1);
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedBeforeAnythingIsOpened() {
        assertThat(CommandRun.inProcess("live").err()).startsWith("finwait: what to capture?");
        assertThat(CommandRun.inProcess("live", "-i", "lo", "--snaplen", "20").err())
                .startsWith("finwait: --snaplen is 64 to 262144");
        assertThat(CommandRun.inProcess("live", "-i", "lo", "-i", "lo").err()).startsWith("finwait: -i names");
        assertThat(CommandRun.inProcess("live", "-", "--follow", "x.pcap").err())
                .contains("goes with no other");
        assertThat(CommandRun.inProcess("live", "eth0").err()).startsWith("finwait: 'eth0' is not -;");
        assertThat(CommandRun.inProcess("live", "-i", "lo", "--count", "0").err())
                .startsWith("finwait: --count");
        assertThat(CommandRun.inProcess("live", "-i", "lo", "--buffer", "1").err())
                .startsWith("finwait: --buffer");
        assertThat(CommandRun.inProcess("live", "-i", "lo", "--duration", "0s").err())
                .startsWith("finwait: --duration is more than 0");
    }
}
