package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import io.finwait.testing.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A live capture goes on where something around it does not. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveSurvivalTest {
    private static final String URL = "http://" + TwoHosts.SERVER + "/";
    private static final Path CHURN = Path.of(Samples.path("churn-seed.pcap"));

    @TempDir
    private Path directory;

    @Test
    void aDeviceThatIsTakenAwayAndMadeAgainIsCapturedOnAgain() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "curl", "ss", "tcpdump");
        try (var hosts = new TwoHosts()) {
            LiveRun live = onWebServer(hosts);
            for (int round = 1; round <= 3; round++) {
                hosts.client("curl", "-s", "-o", "/dev/null", URL);
                live.await("closed", round);
                hosts.unplug();
                awaitTimes(live, "waiting for it to come back", round);
                hosts.plug();
                awaitTimes(live, "is back", round);
            }
            hosts.client("ip", "link", "set", "fw-client", "down");
            hosts.client("ip", "link", "set", "fw-client", "up");
            hosts.client("curl", "-s", "-o", "/dev/null", URL);
            live.await("closed", 4);
            live.end("TERM");

            assertThat(live.ofType("connection"))
                    .hasSize(4)
                    .allMatch(connection -> connection.at("/handshake/complete").asBoolean());
            assertThat(live.summary().at("/files/0/damage").isMissingNode()).isTrue();
        }
    }

    /** A live capture of what a web server is asked. */
    private LiveRun onWebServer(TwoHosts hosts) throws IOException, InterruptedException {
        hosts.all().nginx("server", directory, "");
        return LiveRun.start(hosts.all(), "server", directory, "-i", TwoHosts.DEVICE, "--filter", "tcp port 80");
    }

    private static void awaitTimes(LiveRun live, String what, int times) throws IOException {
        while (live.said().split(what, -1).length <= times) {
            assertThat(live.process.isAlive()).as(live.said()).isTrue();
            Thread.onSpinWait();
        }
    }

    @Test
    void aDeviceOfAnotherKindThatTakesTheNameEndsCapturingWithStatusFour() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "curl", "ss", "tcpdump");
        try (var hosts = new TwoHosts()) {
            LiveRun live = onWebServer(hosts);
            hosts.client("curl", "-s", "-o", "/dev/null", URL);
            live.await("closed", 1);
            hosts.unplug();
            live.awaitSaid("waiting for it to come back");
            // Frames of a tunnel have no Ethernet header.
            hosts.all().run("server", "ip", "tuntap", "add", TwoHosts.DEVICE, "mode", "tun");
            hosts.all().run("server", "ip", "link", "set", TwoHosts.DEVICE, "up");
            live.readOn();

            assertThat(live.process.waitFor()).isEqualTo(ExitCode.DAMAGED);
            assertThat(live.said()).contains(TwoHosts.DEVICE + ": capturing has failed: what has the name now");
            assertThat(live.ofType("connection")).hasSize(1);
            assertThat(live.summary().at("/files/0/damage/reason").asText()).startsWith("capturing has failed");
        }
    }

    @Test
    void whatCannotBeReadToItsEndHasTheStatusThatItHasInAnalyze() throws Exception {
        byte[] churn = Files.readAllBytes(CHURN);
        byte[] damaged = Arrays.copyOf(churn, churn.length / 2);
        Arrays.fill(damaged, damaged.length - 1_000, damaged.length, (byte) 0xFF);
        Path file = Files.write(directory.resolve("damaged.pcap"), damaged);

        CommandRun.Result live = CommandRun.run(CommandRun.process("live", "-", "-q"), file);

        assertThat(live.status()).isEqualTo(ExitCode.DAMAGED);
        CommandRun.Result analyzed = CommandRun.analyze("ndjson", file.toString());
        assertThat(analyzed.status()).isEqualTo(ExitCode.DAMAGED);
        assertThat(live.connections()).isNotEmpty().isEqualTo(analyzed.connections());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceThatWaitsForAPacketWithoutEndDoesNotKeepTheCaptureFromEnding() throws Exception {
        Requires.root();
        CommandRun.Result run = CommandRun.run(
                CommandRun.process("live", "-i", "nflog", "--duration", "1s", "-q", "-f", "ndjson"), null);
        if (run.status() == ExitCode.UNREADABLE) {
            Requires.missing("nflog cannot be captured on");
        }

        assertThat(run.expectDone().summary().path("connections").asInt()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOutputThatIsFullTakesNoOtherWithIt() throws Exception {
        Path csv = directory.resolve("connections.csv");
        CommandRun.Result run = CommandRun.run(
                CommandRun.process(
                        "live", "-", "-q", "-f", "ndjson", "-o", "/dev/full", "-f", "csv", "-o", csv.toString()),
                CHURN);

        assertThat(run.status()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualTo("finwait: cannot write /dev/full: No space left on device; other outputs go on\n");
        assertThat(Files.readAllLines(csv)).hasSize(401);
    }

    @Test
    void aReaderThatGoesAwayDoesNotEndTheRing() throws Exception {
        Requires.command("sh", "head");
        Path ring = directory.resolve("ring");
        var command = new ArrayList<>(List.of("sh", "-c", "\"$@\" | head -n 1", "sh"));
        command.addAll(
                CommandRun.process("live", "-", "-q", "-w", ring.toString()).command());
        CommandRun.Result run =
                CommandRun.run(new ProcessBuilder(command), CHURN).expectDone();

        assertThat(run.out()).hasLineCount(1);
        try (var parts = Files.list(ring)) {
            assertThat(CommandRun.connections(parts.toList().get(0).toString())).hasSize(400);
        }
    }
}
