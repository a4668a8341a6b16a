package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.testing.Hosts;
import io.finwait.testing.Requires;
import io.finwait.testing.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            hosts.client("wrk", "-t", "2", "-c", "32", "-d", "1s", "http://" + TwoHosts.SERVER + "/");
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
            List<Facts> lossy =
                    live.ofType("connection").stream().map(Facts::of).toList();
            live.lines.clear();
            compare(lossy, whole(copy));
        }
    }

    /** The little that is compared of a connection: on a quick machine there are so many that they do not fit the heap whole. */
    private record Facts(int port, String packets, String opening, String close, Set<String> sure) {
        static Facts of(JsonNode connection) {
            return new Facts(
                    connection.at("/client/port").asInt(),
                    connection.get("packets").toString(),
                    connection.at("/handshake/complete").toString(),
                    connection.at("/close/kind").asText() + " "
                            + connection.at("/close/active_closer").asText(),
                    LiveOverloadTest.sure(connection));
        }
    }

    /** The connections that a capture holds. */
    private static List<Facts> whole(Path capture) throws IOException {
        var json = new JsonMapper();
        var facts = new ArrayList<Facts>();
        for (String line : CommandRun.analyze("ndjson", capture.toString())
                .expectDone()
                .out()
                .split("\n")) {
            JsonNode node = json.readTree(line);
            if (node.get("type").asText().equals("connection")) {
                facts.add(Facts.of(node));
            }
        }
        return facts;
    }

    /** Holds what was seen with losses against what was seen whole. */
    private static void compare(List<Facts> lossy, List<Facts> whole) {
        Map<Integer, Facts> truth = byPort(whole);
        int unharmed = 0;
        for (Map.Entry<Integer, Facts> entry : byPort(lossy).entrySet()) {
            Facts seen = entry.getValue();
            Facts real = truth.get(entry.getKey());
            if (real == null) {
                continue; // a port that was used twice
            }
            if (seen.packets.equals(real.packets)) {
                unharmed++;
                assertThat(seen).isEqualTo(real);
            } else {
                assertThat(real.sure).as("of %s", seen).containsAll(seen.sure);
            }
        }
        assertThat(unharmed).isPositive();
    }

    /** Connections by the client's port, of ports that were used once. */
    private static Map<Integer, Facts> byPort(List<Facts> connections) {
        var byPort = new HashMap<Integer, Facts>();
        var twice = new HashSet<Integer>();
        for (Facts connection : connections) {
            if (byPort.put(connection.port, connection) != null) {
                twice.add(connection.port);
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
