package io.finwait.decode;

import static io.finwait.decode.DecoderAgreesWithTsharkTest.Difference.GIVES_NO_PAYLOAD_LENGTH;
import static io.finwait.decode.DecoderAgreesWithTsharkTest.Difference.GIVES_UP_AT_IP_OPTIONS;
import static io.finwait.decode.DecoderAgreesWithTsharkTest.Difference.GUESSES_AN_FCS;
import static io.finwait.decode.DecoderAgreesWithTsharkTest.Difference.LACKS_BIG_TCP;
import static io.finwait.decode.DecoderAgreesWithTsharkTest.Difference.LIMITS_PAYLOAD_TO_THE_FRAME;
import static io.finwait.decode.DecoderAgreesWithTsharkTest.Difference.SHOWS_BROKEN_HEADERS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.Frame;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Pcaps;
import io.finwait.testing.PlainReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Over all captures: the frames that hold a segment, their ports and flags, and the sum of the payloads are those that tshark dissects.
 * What tshark says is in tshark-segments.tsv; the script beside it writes it anew.
 */
class DecoderAgreesWithTsharkTest {
    /** Why tshark says something else; each file is named with its reason in {@link #DIFFERENCES}. */
    enum Difference {
        /**
         * tshark shows what it can of a TCP header whose data offset cannot be, or that is cut off (also: a first fragment too small for
         * it, RFC 1858). No endpoint takes such a segment, and what it says is not known; so it is counted and left out.
         */
        SHOWS_BROKEN_HEADERS,
        /** tshark gives up at malformed IP options; the segment behind them is whole. */
        GIVES_UP_AT_IP_OPTIONS,
        /**
         * tshark limits the payload to the frame, whose true length this file lost or whose rest is in other fragments; we take the IP
         * header's.
         */
        LIMITS_PAYLOAD_TO_THE_FRAME,
        /** tshark gives no payload length where it did not join fragments, or where the options are garbled or cut off. */
        GIVES_NO_PAYLOAD_LENGTH,
        /** tshark 4.0 does not know IP packets beyond 64 KiB. */
        LACKS_BIG_TCP,
        /** tshark takes the last four octets of FabricPath frames without FCS for one, and shows a cut header. */
        GUESSES_AN_FCS
    }

    private static final Map<String, Difference> DIFFERENCES = Map.ofEntries(
            entry("corpus/ndpi/ajp.pcap", GUESSES_AN_FCS),
            entry("corpus/ndpi/fuzz-2006-06-26-2594.pcap", SHOWS_BROKEN_HEADERS),
            entry("corpus/ndpi/fuzz-2006-09-29-28586.pcap", SHOWS_BROKEN_HEADERS),
            entry("corpus/ndpi/kerberos_fuzz.pcapng", SHOWS_BROKEN_HEADERS),
            entry("corpus/ndpi/reasm_crash_anon.pcapng", SHOWS_BROKEN_HEADERS),
            entry(
                    "corpus/suricata/defrag__bug-6887-defrag-eth-vlan-ipv4-tcp-syn__frag-eth-vlan-ip-tcp-syn.pcap",
                    SHOWS_BROKEN_HEADERS),
            entry(
                    "corpus/suricata/defrag__bug-6887-defrag-eth-vlan-ipv6-tcp__frag-eth-vlan-ipv6-tcp.pcap",
                    GIVES_NO_PAYLOAD_LENGTH),
            entry("corpus/suricata/defrag__bug-6887-defrag-ipv4-tcp-syn__frag-ip-tcp-syn.pcap", SHOWS_BROKEN_HEADERS),
            entry(
                    "corpus/suricata/defrag__bug-6887-defrag-ppp-ipv6-tcp__frag-ppp-ipv6-tcp.pcap",
                    GIVES_NO_PAYLOAD_LENGTH),
            entry("corpus/suricata/drop-protocol-change__input.pcap", SHOWS_BROKEN_HEADERS),
            entry("corpus/suricata/firewall__tcp-session-decode-malformed-ipv4__input.pcap", GIVES_UP_AT_IP_OPTIONS),
            entry("corpus/suricata/mac-eve-packet__test.pcap", SHOWS_BROKEN_HEADERS),
            entry("corpus/suricata/telnet__telnet-01__telnet.pcap", LIMITS_PAYLOAD_TO_THE_FRAME),
            entry("corpus/suricata/transform-base64-7296__input.pcap", SHOWS_BROKEN_HEADERS),
            entry("corpus/tcpdump/bgp-bgp_capabilities_print-oobr-2.pcap", GIVES_NO_PAYLOAD_LENGTH),
            entry("corpus/tcpdump/bgp_pmsi_tunnel-oobr.pcap", GIVES_NO_PAYLOAD_LENGTH),
            entry("corpus/tcpdump/bigtcp-ipv4-geneve-ipv4.pcap", LACKS_BIG_TCP),
            entry("corpus/tcpdump/bigtcp-ipv6-geneve-ipv6.pcap", LACKS_BIG_TCP),
            entry("corpus/tcpdump/bigtcp-ipv6.pcap", LACKS_BIG_TCP),
            entry("corpus/tcpdump/kday7.pcap", LIMITS_PAYLOAD_TO_THE_FRAME),
            entry("corpus/tcpdump/tcp_header_heapoverflow.pcap", SHOWS_BROKEN_HEADERS),
            entry("corpus/tcptrace/input__fast_reuse.dmp.gz", LIMITS_PAYLOAD_TO_THE_FRAME),
            entry("corpus/tcptrace/input__trunc.dmp.gz", SHOWS_BROKEN_HEADERS),
            entry("zeek/tunnels__gtp__gtp1_gn_normal_incl_fragmentation.pcap", LIMITS_PAYLOAD_TO_THE_FRAME));

    /** What a file holds; as a line of tshark-segments.tsv. */
    private record Segments(long frames, String crc, long payloadOctets) {
        private static final Segments NONE = new Segments(0, "00000000", 0);
    }

    @Test
    void segmentsAreThoseOfTsharkInEveryCapture() throws IOException {
        Path folder = Pcaps.required();
        Map<String, Segments> tshark = ofTshark();
        var unexplained = new TreeMap<String, String>();
        var differing = new TreeSet<String>();
        for (Path capture : Pcaps.all(folder)) {
            String name = folder.relativize(capture).toString().replace('\\', '/');
            Segments ours = ofDecoder(PlainReader.read(capture));
            Segments theirs = tshark.getOrDefault(name, Segments.NONE);
            if (!ours.equals(theirs)) {
                if (DIFFERENCES.containsKey(name)) {
                    differing.add(name);
                } else {
                    unexplained.put(name, ours + " but tshark " + theirs);
                }
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(DIFFERENCES.keySet())
                .filteredOn(name -> Files.exists(folder.resolve(name)))
                .as("explained, but no longer different")
                .containsExactlyInAnyOrderElementsOf(differing);
    }

    private static Segments ofDecoder(List<CapturedFrame> frames) {
        var crc = new CRC32();
        var sink = new SegmentSink() {
            final TcpSegment segment = new TcpSegment();
            long octets;

            @Override
            public TcpSegment claim() {
                return segment;
            }

            @Override
            public void publish() {
                if (segment.icmp >= 0) {
                    return;
                }
                octets += segment.payloadLength;
                String line =
                        segment.frame + " " + segment.srcPort + " " + segment.dstPort + " " + segment.flags + "\n";
                crc.update(line.getBytes(US_ASCII));
            }
        };
        var decoder = new FrameDecoder(false, sink);
        var frame = new Frame();
        for (int i = 0; i < frames.size(); i++) {
            frames.get(i).fill(frame, i + 1);
            decoder.decode(frame);
        }
        return new Segments(decoder.counters().segments(), String.format("%08x", crc.getValue()), sink.octets);
    }

    private static Map<String, Segments> ofTshark() throws IOException {
        var resource =
                Objects.requireNonNull(DecoderAgreesWithTsharkTest.class.getResourceAsStream("tshark-segments.tsv"));
        try (var lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(toMap(
                            field -> field[0],
                            field -> new Segments(Long.parseLong(field[1]), field[2], Long.parseLong(field[3])),
                            (first, second) -> second,
                            HashMap::new));
        }
    }
}
