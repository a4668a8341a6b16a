package io.finwait.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.host.netns.NetworkNamespace;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import io.finwait.testing.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a network namespace where nginx answers curl, the sample and ss agree. Curl closes first: a port in its TIME_WAIT is not picked again.
 */
class LiveNamespaceTest {
    private static final int REQUESTS = 40;

    private static final String NGINX = """
            pid nginx.pid;
            error_log stderr crit;
            events {}
            http {
              access_log off;
              server { listen 127.0.0.1:8080; return 200 "hello"; }
            }
            """;

    private static final String TRAFFIC = """
            set -e
            ip link set lo up
            echo 34000 35000 >/proc/sys/net/ipv4/ip_local_port_range
            echo 0 >/proc/sys/net/ipv4/tcp_tw_reuse
            nginx -p "$PWD" -c nginx.conf
            trap 'nginx -p "$PWD" -c nginx.conf -s stop' EXIT
            for i in $(seq %d); do curl -sf -o /dev/null http://127.0.0.1:8080/; done
            ss -tan
            echo end
            read -r _
            """;

    @TempDir
    private Path folder;

    @Test
    void aSampleFromWithinIsWhatSsShows() throws Exception {
        Requires.namespaces();
        Requires.command("nginx", "curl", "ss");
        Files.writeString(folder.resolve("nginx.conf"), NGINX);
        Process traffic = new ProcessBuilder("unshare", "--net", "sh", "-c", TRAFFIC.formatted(REQUESTS))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(traffic.getInputStream(), StandardCharsets.UTF_8))) {
            String listing = until(out, "end");
            var namespace = NetworkNamespace.of(Long.toString(traffic.pid()));
            HostSample inside = namespace.call(() -> HostSample.read(ProcTree.ofThisThread(), true));

            StateCounts counts = inside.sockets().counts();
            assertThat(SavedProc.ssStates(listing))
                    .containsEntry("LISTEN", counts.count(TcpState.LISTEN))
                    .containsEntry("TIME-WAIT", counts.count(TcpState.TIME_WAIT))
                    .hasSize(2);
            assertThat(counts.count(TcpState.TIME_WAIT)).isEqualTo(REQUESTS);
            SocketGroup nginx = inside.sockets().services().get(0);
            assertThat(nginx.service()).hasToString("127.0.0.1:8080");
            assertThat(nginx.owners())
                    .singleElement()
                    .extracting(Owner::command)
                    .isEqualTo("nginx");
            assertThat(inside.ports()).hasToString("34000-35000");
            assertThat(inside.counter("TcpActiveOpens")).isEqualTo(REQUESTS);

            HostSample outside = HostSample.read(ProcTree.ofProcess(traffic.pid()), false);
            assertThat(outside.sockets().counts().count(TcpState.TIME_WAIT)).isEqualTo(REQUESTS);
            assertThat(outside.settings()).isEmpty();
            assertThat(outside.missing())
                    .singleElement()
                    .extracting(Missing::file)
                    .isEqualTo("/proc/sys/net");
        } finally {
            traffic.getOutputStream().close();
            traffic.waitFor();
        }
    }

    private static String until(BufferedReader out, String last) throws IOException {
        var lines = new StringBuilder();
        for (String line = out.readLine(); line != null && !line.equals(last); line = out.readLine()) {
            lines.append(line).append('\n');
        }
        return lines.toString();
    }
}
