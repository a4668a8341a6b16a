package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Hosts;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where NDJSON tells what the kernel of this host has, and where it must not. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveKernelTest {
    private static final String LINE = "{\"type\":\"kernel\"";

    @TempDir
    private Path directory;

    @Test
    void ofADeviceItDoesButNotWithPseudonyms() throws Exception {
        Requires.namespaces();
        try (var hosts = new Hosts()) {
            hosts.add("alone");
            LiveRun plain = LiveRun.start(hosts, "alone", directory, "-i", "lo");
            plain.await("kernel", 1);
            plain.end("TERM");

            LiveRun anonymous = LiveRun.start(hosts, "alone", directory, "-i", "lo", "--anonymise");
            anonymous.end("TERM");
            assertThat(anonymous.ofType("kernel")).isEmpty();
            assertThat(anonymous.ofType("summary")).hasSize(1);
        }
    }

    @Test
    void ofWhatIsCapturedElsewhereItDoesNot() throws Exception {
        Path sample = Path.of(Samples.path("refused.pcap"));

        assertThat(CommandRun.run(CommandRun.process("live", "-"), sample).out())
                .contains("\"type\":\"summary\"")
                .doesNotContain(LINE);
        assertThat(CommandRun.analyze("ndjson", sample.toString()).out())
                .contains("\"type\":\"summary\"")
                .doesNotContain(LINE);
    }
}
