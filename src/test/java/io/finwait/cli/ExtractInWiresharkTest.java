package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.cli.CommandRun.Result;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Pcaps;
import io.finwait.testing.PlainReader;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wireshark opens extracts without complaint and finds in them what it finds in the capture they are from. */
class ExtractInWiresharkTest {
    @TempDir
    private Path folder = Path.of("set by JUnit");

    @BeforeAll
    static void needsWiresharksTools() {
        Requires.command("tshark", "capinfos");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any-router.pcap",
                "any-sll2.pcap",
                "vlan-mirror.pcap",
                "nanoseconds.pcap",
                "ipv6-close.pcap",
                "two-tier.pcapng"
            })
    void itReadsExtractsAndFindsTheOctetsOfTheStream(String sample) throws Exception {
        String pcapng = extract(Samples.path(sample), "x.pcapng", "--id", "0");
        String pcap = extract(Samples.path(sample), "x.pcap", "--id", "0");
        String theirs = folder.resolve("theirs.pcap").toString();

        assertThat(tool("capinfos", pcapng, pcap)).contains("Capture application: finwait");
        tool("tshark", "-r", pcapng);
        tool("tshark", "-r", Samples.path(sample), "-Y", "tcp.stream eq 0", "-F", "nsecpcap", "-w", theirs);

        assertThat(octets(pcapng)).isNotEmpty().isEqualTo(octets(theirs));
        assertThat(octets(pcap)).isEqualTo(octets(theirs));
    }

    @Test
    void itShowsWhichPacketsAFindingCites() throws Exception {
        String pcapng = extract(Samples.path("last-ack-lost.pcap"), "x.pcapng", "--id", "0");

        assertThat(tool("tshark", "-r", pcapng, "-Y", "frame.comment", "-T", "fields", "-e", "frame.number"))
                .isEqualTo("7\n8\n9\n10\n");
        assertThat(tool("tshark", "-r", pcapng, "-Y", "frame.number eq 7", "-T", "fields", "-e", "frame.comment"))
                .startsWith("finwait: fin-retransmitted #0: ")
                .endsWith(" (frame 7)\n");
        assertThat(tool("capinfos", pcapng))
                .containsPattern("Capture comment: +Extracted by finwait from last-ack-lost.pcap: connection 0\n");
    }

    @Test
    void itJoinsTheFragmentsOfASegment() throws Exception {
        String whole = Pcaps.required("corpus/suricata/defrag__bug-6887-defrag-ppp-ipv6-tcp__frag-ppp-ipv6-tcp.pcap")
                .toString();
        String pcapng = extract(whole, "x.pcapng", "--id", "0");

        assertThat(joined(pcapng)).startsWith("3\t1000\t").isEqualTo(joined(whole));
    }

    /** The frame of the last fragment, and the payload of the segment. */
    private static String joined(String file) throws IOException, InterruptedException {
        return tool(
                "tshark",
                "-r",
                file,
                "-Y",
                "tcp",
                "-T",
                "fields",
                "-e",
                "frame.number",
                "-e",
                "tcp.len",
                "-e",
                "tcp.payload");
    }

    private String extract(String input, String name, String... options) {
        String output = folder.resolve(name).toString();
        var args = new String[options.length + 5];
        System.arraycopy(new String[] {"extract", input, "-w", output, "-q"}, 0, args, 0, 5);
        System.arraycopy(options, 0, args, 5, options.length);
        assertThat(CommandRun.inProcess(args).status()).isEqualTo(ExitCode.DONE);
        return output;
    }

    /** What a tool says; fails if it complains. */
    private static String tool(String... command) throws IOException, InterruptedException {
        Result result = CommandRun.run(new ProcessBuilder(command), null);
        assertThat(result.err().lines().filter(line -> !line.startsWith("Running as user")))
                .as(String.join(" ", command))
                .isEmpty();
        assertThat(result.status()).isZero();
        return result.out();
    }

    private static List<String> octets(String file) throws IOException {
        return PlainReader.read(Path.of(file)).stream()
                .map((CapturedFrame frame) -> HexFormat.of().formatHex(frame.octets()) + frame.wireLength())
                .toList();
    }
}
