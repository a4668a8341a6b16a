package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.testing.Requires;
import io.finwait.testing.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live captures of real traffic between network namespaces. They wait for lines, and hang where one does not come. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveCommandTest {
    @TempDir
    private Path directory;

    private LiveRun live(TwoHosts hosts, String... options) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-i", TwoHosts.DEVICE));
        all.addAll(List.of(options));
        return LiveRun.start(hosts.all(), "server", directory, all.toArray(String[]::new));
    }

    /** Nginx on port 80 and redis on port 6379 of the server. */
    private void serve(TwoHosts hosts) throws IOException, InterruptedException {
        hosts.all().nginx("server", directory, "");
        hosts.server("redis-server", "--bind", TwoHosts.SERVER, "--protected-mode", "no", "--save", "");
        hosts.awaitListener(6379);
    }

    @Test
    void whatIsSaidLiveIsWhatAnalyzeSaysOfTheSameTraffic() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "redis-server", "redis-cli", "curl", "tcpdump", "ss");
        Path copy = directory.resolve("copy.pcap");
        try (var hosts = new TwoHosts()) {
            serve(hosts);
            Process tcpdump = hosts.all().tcpdump("server", TwoHosts.DEVICE, copy);
            LiveRun live = live(hosts, "--filter", "tcp");
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
            assertThat(LiveRun.comparable(live.ofType("connection")))
                    .isEqualTo(LiveRun.comparable(CommandRun.connections(copy.toString())));
            JsonNode summary = live.summary();
            assertThat(summary.at("/by_kind/refused").asInt()).isEqualTo(1);
            assertThat(summary.at("/files/0/dropped_by_capture").asInt()).isZero();
            assertThat(live.ofType("finding"))
                    .extracting(f -> f.get("id").asText())
                    .containsOnlyOnce("connect-refused");
        }
    }

    /** Of the text report on a terminal, which is what standard output is here for those who asked for it. */
    @Test
    void theTextReportEndsWithWhatTheKernelHas() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "curl", "ss");
        Path report = directory.resolve("report.txt");
        try (var hosts = new TwoHosts()) {
            hosts.all().nginx("server", directory, "");
            var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
            command.addAll(CommandRun.process("live", "-i", TwoHosts.DEVICE, "-f", "text", "--count", "10")
                    .command());
            Path err = directory.resolve("live.err");
            Process live = hosts.all()
                    .keep(hosts.onServer(command)
                            .redirectOutput(report.toFile())
                            .redirectError(err.toFile()));
            while (!Files.readString(err).contains("listening")) {
                Thread.onSpinWait();
            }
            while (live.isAlive()) {
                hosts.client("curl", "-s", "-o", "/dev/null", "http://" + TwoHosts.SERVER + "/");
            }
            assertThat(live.waitFor()).isEqualTo(ExitCode.DONE);

            assertThat(Files.readString(report))
                    .contains("\n\nSOCKETS OF THIS HOST")
                    .containsPattern("TcpPassiveOpens +\\+[0-9]");
        }
    }

    @Test
    void interruptingWritesTheReportThatWasAskedForAndAnIdleDeviceHoldsNothingUp() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "redis-server", "curl", "ss");
        Path report = directory.resolve("report.txt");
        try (var hosts = new TwoHosts()) {
            serve(hosts);
            LiveRun live = live(hosts, "-i", "lo", "--immediate", "-f", "text", "-o", report.toString());
            hosts.client("curl", "-s", "-o", "/dev/null", "http://" + TwoHosts.SERVER + "/");
            live.await("closed", 1);
            live.end("INT");

            assertThat(live.ofType("connection")).hasSize(1);
            assertThat(Files.readString(report))
                    .contains(TwoHosts.DEVICE + "  live, Ethernet, snap length 128\nlo  live")
                    .contains(" TCP, 1 connection,");
            assertThat(live.said()).contains("finwait: running as root", "finwait: listening on " + TwoHosts.DEVICE);
        }
    }

    @Test
    void aPacketCountEndsItToo() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "redis-server", "curl", "ss");
        try (var hosts = new TwoHosts()) {
            serve(hosts);
            LiveRun live = live(hosts, "--quiet", "--filter", "tcp port 80", "--count", "3");
            hosts.client("curl", "-s", "-o", "/dev/null", "http://" + TwoHosts.SERVER + "/");
            live.await("summary", 1);

            assertThat(live.process.waitFor()).isEqualTo(ExitCode.DONE);
            assertThat(live.summary().get("packets").asInt()).isEqualTo(3);
            assertThat(live.said()).isEmpty();
        }
    }

    @Test
    void whatTcpdumpPassesOnThroughAPipeIsToldWhileItGoesOn() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "curl", "ss", "tcpdump");
        try (var hosts = new TwoHosts()) {
            hosts.all().nginx("server", directory, "");
            // As docs/live.md has it for ssh and kubectl.
            LiveRun live = LiveRun.behind(
                    hosts.all(), "server", directory, "tcpdump -i " + TwoHosts.DEVICE + " -Z root -s 128 -U -w - tcp");
            for (int i = 1; i <= 3; i++) {
                hosts.client("curl", "-s", "-o", "/dev/null", "http://" + TwoHosts.SERVER + "/");
                live.await("closed", i); // hangs if it comes at the end
            }
            live.process
                    .children()
                    .filter(child -> child.info().command().orElse("").endsWith("/tcpdump"))
                    .forEach(ProcessHandle::destroy);
            live.readOn();

            assertThat(live.process.waitFor()).isEqualTo(ExitCode.DONE);
            assertThat(live.ofType("connection")).hasSize(3);
            assertThat(live.summary().at("/files/0/name").asText()).isEqualTo("-");
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
