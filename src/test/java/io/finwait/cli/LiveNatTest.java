package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.finwait.testing.Hosts;
import io.finwait.testing.Requires;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live capture behind a router that gives two hosts one address, and its few ports again sooner than TIME_WAIT ends. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveNatTest {
    private static final String ROUTER = "10.77.8.1";
    private static final String SERVER = "10.77.8.2";
    private static final int ROUNDS = 6;

    @TempDir
    private Path directory;

    private static void lay(Hosts hosts) throws Exception {
        for (String host : List.of("first", "second", "router", "server")) {
            hosts.add(host);
        }
        hosts.cable("first eth0 10.77.8.17/30", "router eth1 10.77.8.18/30");
        hosts.cable("second eth0 10.77.8.21/30", "router eth2 10.77.8.22/30");
        hosts.cable("router eth0 " + ROUTER + "/30", "server eth0 " + SERVER + "/30");
        hosts.run("first", "ip", "route", "add", "default", "via", "10.77.8.18");
        hosts.run("second", "ip", "route", "add", "default", "via", "10.77.8.22");
        hosts.run("router", "sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
        hosts.run(
                "router",
                "nft",
                "add table ip translation;"
                        + " add chain ip translation leaving { type nat hook postrouting priority 100; };"
                        + " add rule ip translation leaving oifname eth0 meta l4proto tcp snat to " + ROUTER
                        + ":40000-40003");
        hosts.run("router", "sysctl", "-q", "-w", "net.netfilter.nf_conntrack_tcp_timeout_time_wait=1");
    }

    @Test
    void theReportIsWhatAnalyzeSaysOfTheSameTraffic() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "curl", "ss", "tcpdump", "nft", "sysctl");
        Path copy = directory.resolve("copy.pcap");
        try (var hosts = new Hosts()) {
            lay(hosts);
            hosts.nginx("server", directory, "keepalive_timeout 0;");
            Process tcpdump = hosts.tcpdump("server", "eth0", copy);
            LiveRun live = LiveRun.start(hosts, "server", directory, "-i", "eth0", "--filter", "tcp");
            for (int round = 1; round <= ROUNDS; round++) {
                for (String host : List.of("first", "second")) {
                    hosts.run(
                            host, "curl", "-s", "-o", "/dev/null", "--ignore-content-length", "http://" + SERVER + "/");
                }
            }
            live.end("TERM");
            tcpdump.destroy();
            tcpdump.waitFor();

            CommandRun.Result analyzed = CommandRun.analyze("ndjson", copy.toString());
            assertThat(LiveRun.comparable(live.ofType("connection")))
                    .hasSizeGreaterThanOrEqualTo(2 * ROUNDS)
                    .isEqualTo(LiveRun.comparable(analyzed.connections()));
            JsonNode found = live.summary().get("by_finding");
            assertThat(found).isEqualTo(analyzed.summary().get("by_finding"));
            // The server lets a SYN in on its TIME_WAIT or refuses it, by the timestamps of whichever host comes next.
            assertThat(found.path("time-wait-reopened-by-server").asInt()
                            + found.path("time-wait-syn-refused").asInt())
                    .as("%s", found)
                    .isPositive();
        }
    }
}
