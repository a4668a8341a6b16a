package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.testing.Requires;
import io.finwait.testing.TwoHosts;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CaptureHostTest {
    @Test
    void devicesAndSettingsOfAnotherNamespaceAreUsed() throws Exception {
        Requires.namespaces();
        Requires.command("ss", "redis-server", "redis-cli", "sysctl", "tcpdump");
        try (var hosts = new TwoHosts()) {
            hosts.server("redis-server", "--bind", TwoHosts.SERVER, "--protected-mode", "no", "--save", "");
            hosts.awaitListener(6379);
            hosts.onServer(List.of(
                            "sysctl", "-qw", "net.ipv4.ip_local_port_range=2000 2100", "net.ipv4.tcp_fin_timeout=7"))
                    .start()
                    .waitFor();
            String namespace = hosts.serverNamespace();

            assertThat(host(namespace).profiles())
                    .contains(TwoHosts.SERVER + "=linux,fin-wait-2=7000000000ns,ports=2000-2100");
            assertThat(CommandRun.run(CommandRun.process("interfaces", "--netns", namespace), null)
                            .expectDone()
                            .out())
                    .contains(TwoHosts.DEVICE, TwoHosts.SERVER);

            Process live = CommandRun.process(
                            "live",
                            "--netns",
                            namespace,
                            "-i",
                            TwoHosts.DEVICE,
                            "-q",
                            "--filter",
                            "tcp port 6379",
                            "--count",
                            "3")
                    .start();
            try (var out = live.inputReader()) {
                assertThat(out.readLine()).contains("\"type\":\"capture\""); // it listens
                hosts.client("redis-cli", "-h", TwoHosts.SERVER, "ping");
                assertThat(out.lines().filter(line -> line.startsWith("{\"type\":\"connection\"")))
                        .singleElement()
                        .asString()
                        .contains(TwoHosts.SERVER, "6379");
            }
            assertThat(live.waitFor()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void aNamespaceThatIsNotThereIsWrongUsage() {
        assertThatThrownBy(() -> host("fw-nowhere").place())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no network namespace 'fw-nowhere'");
        assertThat(CommandRun.inProcess("live", "-", "--netns", "1").err()).startsWith("finwait: --netns goes with -i");
    }

    private static CaptureHost host(String namespace) {
        return CommandLine.populateCommand(new CaptureHost(), "--netns", namespace);
    }
}
