package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.testing.Requires;
import org.junit.jupiter.api.Test;

class InterfacesCommandTest {
    @Test
    void theLoopbackInterfaceIsListedWithItsAddress() throws Exception {
        Requires.command("tcpdump"); // comes with libpcap
        var run = CommandRun.run(CommandRun.process("interfaces", "-f", "json"), null);

        assertThat(run.status()).isEqualTo(ExitCode.DONE);
        JsonNode devices = new JsonMapper().readTree(run.out()).get("interfaces");
        assertThat(devices)
                .filteredOn(device -> device.get("loopback").asBoolean())
                .singleElement()
                .satisfies(device -> assertThat(device.get("addresses").findValuesAsText("ip"))
                        .contains("127.0.0.1"));
    }

    @Test
    void withoutLibpcapOneLineSaysWhatToInstall() throws Exception {
        var builder = CommandRun.process("interfaces");
        builder.command().add(1, "-Dorg.pcap4j.core.pcapLibName=no-such-library");
        var run = CommandRun.run(builder, null);

        assertThat(run.status()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(run.err())
                .hasLineCount(1)
                .startsWith("finwait: a list of interfaces needs libpcap")
                .contains("apt install libpcap0.8");
    }
}
