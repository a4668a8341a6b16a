package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.testing.Hosts;
import io.finwait.testing.Requires;
import io.finwait.testing.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live capture that cannot keep up loses packets, says so, and says nothing false for that. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveOverloadTest {
    @TempDir
    private Path directory;

    /** Segments of both directions that the server's kernel has counted. */
    private static long segments(Hosts hosts) throws IOException, InterruptedException {
        String[] tcp = hosts.run("server", "grep", "^Tcp:", "/proc/net/snmp").split("\n");
        List<String> names = List.of(tcp[0].split(" "));
        String[] values = tcp[1].split(" ");
        long sum = 0;
        for (String name : List.of("InSegs", "OutSegs", "RetransSegs")) {
            sum += Long.parseLong(values[names.indexOf(name)]);
        }
        return sum;
    }

    @Test
    void whatIsLostIsCountedAndTheRestIsRight() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "wrk", "ss", "tcpdump", "grep");
        Path copy = directory.resolve("copy.pcap");
        try (var hosts = new TwoHosts()) {
            hosts.all().nginx("server", directory, "keepalive_timeout 0;");
            Process tcpdump = hosts.all().tcpdump("server", TwoHosts.DEVICE, copy);
            long before = segments(hosts.all());
            LiveRun live = LiveRun.start(
                    hosts.all(), "server", directory, "-i", TwoHosts.DEVICE, "--filter", "tcp", "--buffer", "4KiB");
            hosts.client("wrk", "-t", "2", "-c", "32", "-d", "2s", "http://" + TwoHosts.SERVER + "/");
            while (!hosts.all()
                    .run("server", "ss", "-Htan", "state", "connected", "exclude", "time-wait")
                    .isEmpty()) {
                Thread.onSpinWait();
            }
            long sent = segments(hosts.all()) - before;
            live.end("TERM");
            tcpdump.destroy();
            tcpdump.waitFor();
            assertThat(Files.readString(Path.of(copy + ".log"))).contains("\n0 packets dropped by kernel");

            long dropped = live.summary().at("/files/0/dropped_by_capture").asLong();
            assertThat(dropped).isPositive();
            assertThat(live.summary().get("packets").asLong() + dropped).isEqualTo(sent);
            assertThat(live.ofType("host_finding"))
                    .filteredOn(finding -> finding.get("id").asText().equals("capture-drops"))
                    .singleElement()
                    .satisfies(finding -> assertThat(
                                    finding.at("/measurements/dropped_packets").asLong())
                            .isEqualTo(dropped));
            compare(live.ofType("connection"), CommandRun.connections(copy.toString()));
        }
    }

    /** Holds what was seen with losses against what was seen whole. */
    private static void compare(List<JsonNode> lossy, List<JsonNode> whole) {
        Map<Integer, JsonNode> truth = byPort(whole);
        int unharmed = 0;
        for (Map.Entry<Integer, JsonNode> entry : byPort(lossy).entrySet()) {
            JsonNode seen = entry.getValue();
            JsonNode real = truth.get(entry.getKey());
            if (real == null) {
                continue; // a port that was used twice
            }
            if (seen.get("packets").equals(real.get("packets"))) {
                unharmed++;
                assertThat(seen.at("/close/kind")).isEqualTo(real.at("/close/kind"));
                assertThat(seen.at("/close/active_closer")).isEqualTo(real.at("/close/active_closer"));
                assertThat(seen.get("handshake").get("complete"))
                        .isEqualTo(real.get("handshake").get("complete"));
                assertThat(sure(seen)).isEqualTo(sure(real));
            } else {
                assertThat(sure(real)).as("of %s", seen).containsAll(sure(seen));
            }
        }
        assertThat(unharmed).isPositive();
    }

    /** Connections by the client's port, of ports that were used once. */
    private static Map<Integer, JsonNode> byPort(List<JsonNode> connections) {
        var byPort = new HashMap<Integer, JsonNode>();
        var twice = new HashSet<Integer>();
        for (JsonNode connection : connections) {
            int port = connection.at("/client/port").asInt();
            if (byPort.put(port, connection) != null) {
                twice.add(port);
            }
        }
        byPort.keySet().removeAll(twice);
        return byPort;
    }

    /** What is said with certainty of a connection, other than of the capture of it. */
    private static Set<String> sure(JsonNode connection) {
        var ids = new TreeSet<String>();
        for (JsonNode finding : connection.get("findings")) {
            String confidence = finding.get("confidence").asText();
            if (confidence.equals("certain") || confidence.equals("strong")) {
                ids.add(finding.get("id").asText());
            }
        }
        ids.removeAll(Set.of("midstream-start", "capture-ended-open", "one-direction-only"));
        return ids;
    }
}
