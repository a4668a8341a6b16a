package io.finwait.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.finwait.capture.Frame;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Pcaps;
import io.finwait.testing.PlainReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * Over all captures: the frames that hold a segment, their ports and flags, and the sum of the payloads are those that tshark dissects.
 * What tshark says is in tshark-segments.tsv; the script beside it writes it anew.
 */
class DecoderAgreesWithTsharkTest {
    /** Why tshark says something else; each file is named with its reason in {@link #DIFFERENCES}. */
    private enum Difference {
        /** tshark shows the ports of a TCP header whose data offset cannot be, or that is cut off: there is no segment in it. */
        SHOWS_BROKEN_TCP_HEADERS,
        /** tshark gives up at malformed IP options; the segment behind them is whole. */
        GIVES_UP_AT_IP_OPTIONS,
        /** tshark limits the payload to the frame's length, which this file lost (or garbled); we take the IP header's. */
        LIMITS_PAYLOAD_TO_THE_FRAME,
        /** tshark 4.0 does not know packets beyond 64 KiB. */
        LACKS_BIG_TCP,
        /** tshark takes the last four octets of FabricPath frames without FCS for one, and shows a cut header. */
        GUESSES_AN_FCS
    }

    private static final Map<String, Difference> DIFFERENCES = Map.ofEntries();

    /** What a file holds; as a line of tshark-segments.tsv. */
    private record Segments(long frames, String crc, long payloadOctets) {
        private static final Segments NONE = new Segments(0, "00000000", 0);
    }

    @Test
    void segmentsAreThoseOfTsharkInEveryCapture() throws IOException {
        Path folder = Pcaps.folder().orElse(Path.of(""));
        assumeTrue(Pcaps.folder().isPresent(), Pcaps.MISSING);
        Map<String, Segments> tshark = ofTshark();
        var unexplained = new TreeMap<String, String>();
        var differing = new TreeMap<String, Difference>();
        for (Path capture : Pcaps.all(folder)) {
            String name = folder.relativize(capture).toString();
            Segments ours = ofDecoder(PlainReader.read(capture));
            Segments theirs = tshark.getOrDefault(name, Segments.NONE);
            if (!ours.equals(theirs)) {
                Difference why = DIFFERENCES.get(name);
                if (why == null) {
                    unexplained.put(name, ours + " but tshark " + theirs);
                } else {
                    differing.put(name, why);
                }
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(DIFFERENCES)
                .as("explained, but no longer true")
                .containsAllEntriesOf(differing)
                .hasSameSizeAs(differing);
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
