package io.finwait.anonymise.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.anonymise.Pseudonyms;
import io.finwait.capture.CaptureException;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.decode.FrameDecoder;
import io.finwait.decode.HeaderTrail;
import io.finwait.decode.HeaderTrail.Kind;
import io.finwait.decode.TcpSegment;
import io.finwait.flow.IpAddress;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Frames;
import io.finwait.testing.Pcaps;
import io.finwait.testing.PlainReader;
import io.finwait.testing.Samples;
import io.finwait.testing.SegmentCollector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of real frames: the same segment with other addresses, and nothing of the old ones. */
class FrameAnonymiserTest {
    private static final Pseudonyms PSEUDONYMS =
            new Pseudonyms("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII));
    private static final int MAC_BYTES = 6;

    /** Of a capture of the collection: there are large ones. */
    private static final int MOST_FRAMES = 2_000;

    private static final int DAMAGES = 200;

    /** Octets that are versions, protocol numbers and lengths. */
    private static final byte[] TELLING = {0, 1, 2, 4, 6, 17, 41, 43, 44, 47, 51, 58, 60, 0x45, 0x60, (byte) 0x88, -1};

    private final FrameAnonymiser anonymiser = new FrameAnonymiser(PSEUDONYMS);
    private final HeaderTrail trail = new HeaderTrail();
    private long copied;
    private long refused;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any-sll.pcap",
                "any-sll2.pcap",
                "fast-open.pcap",
                "ipv6-close.pcap",
                "nginx-keepalive-10.pcap",
                "pmtu-blackhole.pcap",
                "refusal-filtered.pcap",
                "truncated.pcap",
                "vlan-mirror.pcap",
                "two-tier.pcapng"
            })
    void framesOfSamplesTellTheSameOfOthers(String sample) throws IOException {
        checkAll(Path.of(Samples.path(sample)));

        assertThat(copied).isPositive();
        assertThat(refused).isZero();
    }

    /** Among them are all link types and tunnels that can be read, IPv6 with all its headers, and frames that are no good. */
    @Test
    void framesOfTheCollectionTellTheSameOfOthers() throws IOException {
        for (String part : List.of("corpus/tcpdump", "corpus/gopacket", "corpus/ndpi", "zeek")) {
            for (Path capture : Pcaps.all(Pcaps.required(part))) {
                checkAll(capture);
            }
        }

        assertThat(copied).isGreaterThan(10_000);
        assertThat(refused).as("of %d", copied).isLessThan(copied / 1000);
    }

    /** Frames come from strangers: lengths that cannot be, tunnels in tunnels, ports of two tunnels at once. */
    @Test
    void damagedFramesDoNoHarm() throws IOException {
        var random = new Random(6);
        var frame = new Frame();
        for (String sample : List.of("vlan-mirror.pcap", "refusal-filtered.pcap", "ipv6-close.pcap", "any-sll2.pcap")) {
            for (CapturedFrame whole : PlainReader.read(Path.of(Samples.path(sample)))) {
                for (int i = 0; i < DAMAGES; i++) {
                    byte[] octets = whole.octets().clone();
                    for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                        octets[random.nextInt(octets.length)] = TELLING[random.nextInt(TELLING.length)];
                    }
                    new CapturedFrame(0, octets, octets.length, whole.linkType()).fill(frame, 1);
                    frame.capturedLength -= random.nextInt(1 + octets.length / 4);
                    if (anonymiser.anonymise(frame)) {
                        copied++;
                        assertThat(anonymiser.result().capturedLength).isLessThanOrEqualTo(frame.capturedLength);
                    }
                }
            }
        }

        assertThat(copied).isPositive();
    }

    @Test
    void ofALaterFragmentThePayloadAndTheAddressesAreGone() {
        IpAddress source = IpAddress.parse("192.0.2.7");
        IpAddress destination = IpAddress.parse("198.51.100.9");
        byte[] packet =
                Frames.ipv4(source, destination, Frames.TCP, 64, 7, 100, new byte[0], new byte[] {11, 22, 33, 44, 55});
        var frame = new Frame();
        CapturedFrame.ethernet(0, Frames.ethernet(packet)).fill(frame, 1);

        assertThat(anonymiser.anonymise(frame)).isTrue();

        Frame copy = anonymiser.result();
        byte[] octets = Arrays.copyOfRange(copy.buffer, copy.offset, copy.offset + copy.capturedLength);
        byte[] header = Frames.ipv4(
                PSEUDONYMS.of(source), PSEUDONYMS.of(destination), Frames.TCP, 64, 7, 100, new byte[0], new byte[5]);
        assertThat(Arrays.copyOfRange(octets, 14, octets.length)).isEqualTo(Arrays.copyOf(header, 20));
        assertThat(copy.wireLength).isEqualTo(frame.wireLength);
        for (byte[] address : List.of(Arrays.copyOf(frame.buffer, 6), Arrays.copyOfRange(frame.buffer, 6, 12))) {
            assertThat(new String(octets, StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(address, StandardCharsets.ISO_8859_1));
        }
    }

    private void checkAll(Path capture) throws IOException {
        var frame = new Frame();
        try (CaptureInput input = CaptureInput.open(List.of(capture.toString()), InputStream.nullInputStream())) {
            for (int i = 0; i < MOST_FRAMES && input.next(frame); i++) {
                TcpSegment original = decoded(frame, false);
                if (original == null) {
                    continue;
                }
                if (anonymiser.anonymise(frame)) {
                    copied++;
                    check(capture + " frame " + frame.number, frame, original);
                } else {
                    refused++;
                }
            }
        } catch (CaptureException e) {
            return; // some of the collection are no captures, or of no link type that can be read
        }
    }

    private void check(String which, Frame frame, TcpSegment original) {
        Frame copy = anonymiser.result();
        TcpSegment segment = Objects.requireNonNull(decoded(copy, true), which);
        assertThat(trail.follow(frame)).as(which).isTrue();

        assertThat(described(segment, address -> address)).as(which).isEqualTo(described(original, PSEUDONYMS::of));
        assertThat(segment.badChecksum).as("%s: bad checksum", which).isFalse();
        assertThat(copy.capturedLength).as(which).isLessThanOrEqualTo(trail.end(trail.size() - 1) - frame.offset);
        for (byte[] address : addresses(frame)) {
            assertThat(headersHold(copy, address))
                    .as("%s: %s is gone", which, Arrays.toString(address))
                    .isFalse();
        }
    }

    private static @Nullable TcpSegment decoded(Frame frame, boolean verifyChecksums) {
        var collector = new SegmentCollector();
        new FrameDecoder(verifyChecksums, collector).decode(frame);
        List<TcpSegment> found = new ArrayList<>(collector.segments());
        found.addAll(collector.icmpErrors());
        return found.isEmpty() ? null : found.get(0);
    }

    private static String described(TcpSegment s, UnaryOperator<IpAddress> shown) {
        return shown.apply(new IpAddress(s.srcHigh, s.srcLow)) + ":" + s.srcPort
                + " " + shown.apply(new IpAddress(s.dstHigh, s.dstLow)) + ":" + s.dstPort
                + " seq=" + s.seq + " ack=" + s.ack + " flags=" + s.flags + " window=" + s.window
                + " length=" + s.payloadLength + " cut=" + s.headerCut + " ttl=" + s.ttl + " id=" + s.ipId
                + " ts=" + s.hasTimestamps + "," + s.tsVal + "," + s.tsEcr
                + " mss=" + s.mss + " scale=" + s.windowScale + " sack=" + s.sackPermitted + " tfo=" + s.fastOpen
                + " icmp=" + s.icmp
                + (s.icmp < 0 ? "" : " by " + shown.apply(new IpAddress(s.icmpSenderHigh, s.icmpSenderLow)));
    }

    /** Addresses in the frame's headers that cannot well be something else: not those of few different octets. */
    private List<byte[]> addresses(Frame frame) {
        var addresses = new ArrayList<byte[]>();
        for (int i = 0; i < trail.size(); i++) {
            int at = trail.start(i);
            switch (trail.kind(i)) {
                case ETHERNET -> add(addresses, frame, MAC_BYTES, at, at + MAC_BYTES);
                case WLAN -> add(addresses, frame, MAC_BYTES, at + 4, at + 10, at + 16);
                case IPV4 -> add(addresses, frame, 4, at + 12, at + 16);
                case IPV6 -> add(addresses, frame, 16, at + 8, at + 24);
                case ICMP -> add(addresses, frame, 4, at + 20, at + 24);
                case ICMP_V6 -> add(addresses, frame, 16, at + 16, at + 32);
                default -> {}
            }
        }
        return addresses;
    }

    private static void add(List<byte[]> addresses, Frame frame, int length, int... starts) {
        for (int start : starts) {
            byte[] address = Arrays.copyOfRange(frame.buffer, start, start + length);
            long different =
                    IntStream.range(0, length).map(i -> address[i]).distinct().count();
            if (different >= 3) {
                addresses.add(address);
            }
        }
    }

    /** Whether the octets stand in a copy, up to its TCP header: in there any four may stand by chance. */
    private static boolean headersHold(Frame copy, byte[] octets) {
        var copied = new HeaderTrail();
        assertThat(copied.follow(copy)).isTrue();
        int last = copied.size() - 1;
        int end = copied.kind(last) == Kind.TCP ? copied.start(last) : copy.capturedLength;
        IntPredicate standsAt = at -> Arrays.equals(copy.buffer, at, at + octets.length, octets, 0, octets.length);
        return IntStream.rangeClosed(0, end - octets.length).anyMatch(standsAt);
    }
}
