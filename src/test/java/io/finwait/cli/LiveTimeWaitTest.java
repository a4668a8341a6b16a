package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.finwait.testing.Hosts;
import io.finwait.testing.Requires;
import io.finwait.testing.TwoHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The TIME_WAIT that records imply for an instant is what the kernels of both hosts had then. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveTimeWaitTest {
    private static final String[] UNDER_WAY = {"ss", "-Htan", "state", "connected", "exclude", "time-wait"};

    @TempDir
    private Path directory;

    /** What ss counted on both hosts while nothing was under way. */
    private record Moment(Instant at, int ofClient, int ofServer) {}

    private static Moment look(Hosts hosts) throws Exception {
        for (String host : List.of("client", "server")) {
            while (!hosts.run(host, UNDER_WAY).isEmpty()) {
                Thread.onSpinWait();
            }
        }
        Instant now = Instant.now();
        return new Moment(now, inTimeWait(hosts, "client"), inTimeWait(hosts, "server"));
    }

    private static int inTimeWait(Hosts hosts, String host) throws Exception {
        return (int)
                hosts.run(host, "ss", "-Htan", "state", "time-wait").lines().count();
    }

    private static void requests(TwoHosts hosts, int count) throws Exception {
        // curl waits for the server to close.
        hosts.client(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "--ignore-content-length",
                "-H",
                "Connection: close",
                "http://" + TwoHosts.SERVER + "/[1-" + count + "]");
    }

    private static void pings(TwoHosts hosts, int count) throws Exception {
        hosts.client(
                "redis-benchmark", "-h", TwoHosts.SERVER, "-k", "0", "-c", "20", "-n", "" + count, "-t", "ping_mbulk");
    }

    @Test
    void recordsImplyAtEachMomentWhatSsCounted() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "redis-server", "redis-benchmark", "curl", "ss", "tcpdump", "sysctl");
        var moments = new ArrayList<Moment>();
        try (var hosts = new TwoHosts()) {
            hosts.all().nginx("server", directory, "keepalive_timeout 0;");
            hosts.server("redis-server", "--bind", TwoHosts.SERVER, "--protected-mode", "no", "--save", "");
            hosts.awaitListener(6379);
            hosts.client("sysctl", "-qw", "net.ipv4.tcp_tw_reuse=0");
            LiveRun live = LiveRun.start(hosts.all(), "server", directory, "-i", TwoHosts.DEVICE, "--filter", "tcp");

            moments.add(look(hosts.all()));
            pings(hosts, 400); // the client closes first
            moments.add(look(hosts.all()));
            requests(hosts, 150); // the server does
            moments.add(look(hosts.all()));
            // Ports come back while the server has TIME_WAIT for them.
            hosts.client("sysctl", "-qw", "net.ipv4.ip_local_port_range=20000 20059");
            requests(hosts, 200);
            moments.add(look(hosts.all()));
            requests(hosts, 100);
            moments.add(look(hosts.all()));
            pings(hosts, 1);
            moments.add(look(hosts.all()));
            live.end("TERM");

            assertThat(live.summary().at("/files/0/dropped_by_capture").asInt()).isZero();
            assertThat(moments).map(Moment::ofClient).startsWith(0).allMatch(count -> count == 0 || count >= 400);
            assertThat(moments.get(2).ofServer()).isEqualTo(150);
            assertThat(moments.get(4).ofServer()).isLessThanOrEqualTo(150 + 60);
            assertKernelHadWhatPacketsImply(live.ofType("kernel"), moments.get(moments.size() - 1));
            List<JsonNode> connections = live.ofType("connection");
            assertThat(moments).allSatisfy(moment -> assertThat(new Moment(
                            moment.at(),
                            implied(connections, "client", moment.at()),
                            implied(connections, "server", moment.at())))
                    .isEqualTo(moment));
        }
    }

    private static void assertKernelHadWhatPacketsImply(List<JsonNode> looks, Moment last) throws Exception {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/report.schema.json")));
        assertThat(looks).hasSizeGreaterThanOrEqualTo(2).allSatisfy(look -> assertThat(schema.validate(look))
                .isEmpty());
        assertThat(looks.get(0).has("inferred_at")).isFalse();
        assertThat(looks.get(0).at("/sockets/listen").asInt()).isPositive();
        JsonNode end = looks.get(looks.size() - 1);
        JsonNode host = end.at("/hosts/0");
        assertThat(host.get("ip").asText()).isEqualTo(TwoHosts.SERVER);
        assertThat(host.at("/inferred/time_wait").asInt())
                .isEqualTo(host.at("/kernel/time_wait").asInt())
                .isEqualTo(last.ofServer());
        assertThat(end.at("/packets").asInt()).isPositive();
        assertThat(end.at("/dropped_by_capture").asInt(-1)).isZero();
        assertThat(end.at("/since_start/counters/TcpPassiveOpens").asInt()).isGreaterThanOrEqualTo(400 + 450);
    }

    /** How many sockets were in TIME_WAIT on one side. */
    private static int implied(List<JsonNode> connections, String holder, Instant at) {
        int count = 0;
        for (JsonNode connection : connections) {
            for (JsonNode wait : connection.get("time_wait")) {
                Instant from = Instant.parse(wait.get("enter").asText());
                boolean ended = !wait.get("end").asText().equals("capture_end");
                Instant to = from.plus(
                        Duration.ofNanos((long) (wait.get("observed_ms").asDouble() * 1e6)));
                if (wait.get("holder").asText().equals(holder) && !at.isBefore(from) && (!ended || at.isBefore(to))) {
                    count++;
                }
            }
        }
        return count;
    }
}
