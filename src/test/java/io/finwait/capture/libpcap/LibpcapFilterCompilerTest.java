package io.finwait.capture.libpcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.capture.CaptureException;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.LinkTypes;
import io.finwait.capture.RealCaptures;
import io.finwait.capture.ToolOutput;
import io.finwait.capture.filter.BpfProgram;
import io.finwait.capture.filter.FilterException;
import io.finwait.capture.filter.FilterSyntaxException;
import io.finwait.capture.filter.FilteredSource;
import io.finwait.testing.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

class LibpcapFilterCompilerTest {
    private static final List<String> EXPRESSIONS = List.of(
            "tcp",
            "tcp port 80 or tcp port 443",
            "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
            "ip and tcp and (((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) != 0)",
            "vlan and tcp",
            "ip6 protochain 6",
            "host 10.0.0.1 or net 192.168.0.0/16",
            "len > 500 and ip[8] % 7 = 3",
            "not udp and greater 100",
            "portrange 1000-40000 and ip[6:2] & 0x1fff = 0");

    @BeforeEach
    void libpcapIsInstalled() throws IOException {
        try {
            new LibpcapFilterCompiler("tcp").compile(1);
        } catch (LibpcapMissingException e) {
            Requires.missing("libpcap is not installed");
        }
    }

    @Test
    void expressionSelectsFramesOnEveryLinkTypeWithTcp() throws IOException {
        String ipAndTcp = "450000280001000040060000" + "0a000001" + "0a000002" + "c0000050" + "00".repeat(16);
        Map<Integer, String> headers = Map.of(
                0,
                "02000000",
                1,
                "0000000000000000000000000800",
                9,
                "ff030021",
                LinkTypes.RAW,
                "",
                108,
                "00000002",
                113,
                "00000001000600000000000000000800",
                228,
                "",
                276,
                "08000000000000010001000600000000" + "00000000");
        for (Map.Entry<Integer, String> header : headers.entrySet()) {
            byte[] frame = HexFormat.of().parseHex(header.getValue() + ipAndTcp);
            int linkType = header.getKey();

            assertThat(compile("tcp port 80", linkType).matches(frame, 0, frame.length, frame.length))
                    .as(LinkTypes.name(linkType))
                    .isTrue();
            assertThat(compile("tcp port 81", linkType).matches(frame, 0, frame.length, frame.length))
                    .as(LinkTypes.name(linkType))
                    .isFalse();
        }
    }

    private static BpfProgram compile(String expression, int linkType) throws FilterException {
        return new LibpcapFilterCompiler(expression).compile(linkType);
    }

    @Test
    void wrongExpressionIsRefusedInOneLineWithLibpcapsWords() {
        assertThatThrownBy(() -> compile("tcp prot 80", 1))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessageStartingWith("filter 'tcp prot 80' on Ethernet: ")
                .hasMessageContaining("syntax error");
        assertThatThrownBy(() -> compile("ether host 1:2:3:4:5:6", 101))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessageContaining("on raw IP");
    }

    @Test
    void machineDecidesAsLibpcapsOwnOnRealFrames() throws Exception {
        int compared = 0;
        for (Path file : RealCaptures.oneIn(60)) {
            for (String expression : EXPRESSIONS) {
                try (CaptureInput input = open(file)) {
                    compared += compareFirstFrames(input, expression, file);
                } catch (CaptureException | FilterSyntaxException e) {
                    assertThat(e).hasMessageMatching(".*(not a capture file|filter ).*");
                }
            }
        }
        assertThat(compared).isGreaterThan(5_000);
    }

    /** Up to 300 frames of the first link type. */
    private static int compareFirstFrames(CaptureInput input, String expression, Path file) throws Exception {
        int linkType = input.files().get(0).linkTypes().get(0);
        BpfProgram ours = compile(expression, linkType);
        int compared = 0;
        try (PcapHandle handle = openDead(linkType)) {
            org.pcap4j.core.BpfProgram theirs =
                    handle.compileFilter(expression, BpfCompileMode.OPTIMIZE, PcapHandle.PCAP_NETMASK_UNKNOWN);
            var frame = new Frame();
            while (compared < 300 && input.next(frame) && frame.linkType == linkType) {
                byte[] octets = Arrays.copyOfRange(frame.buffer, frame.offset, frame.offset + frame.capturedLength);
                assertThat(ours.matches(frame.buffer, frame.offset, frame.capturedLength, frame.wireLength))
                        .as("%s frame %d: %s", file, frame.number, expression)
                        .isEqualTo(theirs.applyFilter(octets, frame.wireLength, octets.length));
                compared++;
            }
            theirs.free();
        }
        return compared;
    }

    private static PcapHandle openDead(int linkType) throws PcapNativeException {
        return Pcaps.openDead(DataLinkType.getInstance(LibpcapFilterCompiler.dlt(linkType)), 262_144);
    }

    private static CaptureInput open(Path file) throws IOException {
        return CaptureInput.open(List.of(file.toString()), InputStream.nullInputStream());
    }

    @Test
    void countsAreThoseOfTcpdump() throws IOException {
        int compared = 0;
        List<Path> files = RealCaptures.oneIn(45);
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i).toString();
            String expression = EXPRESSIONS.get(i % EXPRESSIONS.size());
            List<String> said = ToolOutput.of(List.of("tcpdump", "--count", "-r", file, expression));
            if (said.isEmpty()) {
                continue;
            }
            long count = 0;
            try (var filtered = new FilteredSource(open(files.get(i)), new LibpcapFilterCompiler(expression))) {
                var frame = new Frame();
                while (filtered.next(frame)) {
                    count++;
                }
            }
            assertThat(count)
                    .as("%s: %s", file, expression)
                    .isEqualTo(Long.parseLong(said.get(0).split(" ")[0]));
            compared++;
        }
        assertThat(compared).isGreaterThan(20);
    }
}
