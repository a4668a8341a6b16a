package io.finwait.decode;

import static io.finwait.testing.Frames.concat;
import static io.finwait.testing.Frames.ethernet;
import static io.finwait.testing.Frames.hex;
import static io.finwait.testing.Frames.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.Frame;
import io.finwait.flow.IpAddress;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Frames;
import io.finwait.testing.Pcaps;
import io.finwait.testing.PlainReader;
import io.finwait.testing.SegmentCollector;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IcmpErrorsTest {
    private static final String EMPTY =
            " ack=0 flags=0 win=0 len=0/0 wire=%d ttl=0 id=-1 ts=false,0,0 mss=-1 ws=-1 sack=false cut=false fo=-1 hints=0"
                    + " t=0 n=7 bad=false";

    @Test
    void icmpErrorTellsWhatItQuotesAndNothingElse() {
        byte[] error = ethernet(ip("10.9.0.1", "10.1.0.1", 1, Frames.icmpUnreachable(Decoding.v4())));

        assertThat(Decoding.describeError(error(error)))
                .isEqualTo("icmp 303 by 10.9.0.1 about 10.1.0.1:1111>10.1.0.2:2222 seq=1"
                        + String.format(EMPTY, error.length));
    }

    @Test
    void icmpV6ErrorIsMarkedAsOne() {
        byte[] error = ethernet(ip("fe80::1", "2001:db8::1", 58, concat(hex("01040000 00000000"), Decoding.v6())));

        assertThat(Decoding.describeError(error(error)))
                .isEqualTo("icmp 10104 by fe80::1 about 2001:db8::1:1111>2001:db8::2:2222 seq=1"
                        + String.format(EMPTY, error.length));
    }

    @Test
    void eightOctetsOfTheTcpHeaderAreEnoughAndLessIsOnlyCounted() {
        byte[] quoted = Decoding.v4();
        for (int octets = 20; octets < quoted.length; octets++) {
            byte[] icmp = Frames.icmpUnreachable(Arrays.copyOf(quoted, octets));
            Decoding decoding = Decoding.of(Decoding.ETHERNET, ethernet(ip("10.9.0.1", "10.1.0.1", 1, icmp)));
            assertThat(decoding.problem()).isEqualTo(DecodeProblem.TCP_IN_ICMP);
            assertThat(decoding.icmpErrors()).as("%d", octets).hasSize(octets >= 28 ? 1 : 0);
        }
    }

    @Test
    void optionsInTheQuotedIpv4HeaderAreSkipped() {
        byte[] tcp = Arrays.copyOfRange(Decoding.v4(), 20, 45);
        byte[] quoted = Frames.ipv4(
                IpAddress.parse("10.1.0.1"), IpAddress.parse("10.1.0.2"), 6, 64, 1, 0, hex("94040000 01010101"), tcp);

        TcpSegment error = error(ethernet(ip("10.9.0.1", "10.1.0.1", 1, Frames.icmpUnreachable(quoted))));

        assertThat(error.srcPort).isEqualTo(1111);
        assertThat(error.dstPort).isEqualTo(2222);
    }

    @Test
    void extensionHeadersOfTheQuotedIpv6HeaderAreSkipped() {
        byte[] tcp = Arrays.copyOfRange(Decoding.v6(), 40, 65);
        byte[] options = hex("2C00 010400000000"); // then a fragment header
        byte[] firstFragment = hex("3300 0001 00000001"); // then authentication
        byte[] authentication = hex("0601 0000 00000001 00000001");
        byte[] quoted = ip("2001:db8::1", "2001:db8::2", 60, concat(options, firstFragment, authentication, tcp));

        TcpSegment error = error(ethernet(ip("fe80::1", "2001:db8::1", 58, concat(hex("01030000 00000000"), quoted))));

        assertThat(error.icmp).isEqualTo(TcpSegment.ICMP_V6 | 0x103);
        assertThat(error.srcPort).isEqualTo(1111);
    }

    @Test
    void laterFragmentHasNoPortsToQuote() {
        byte[] quoted = Frames.ipv4(
                IpAddress.parse("10.1.0.1"), IpAddress.parse("10.1.0.2"), 6, 64, 1, 5, new byte[0], new byte[60]);
        Decoding decoding =
                Decoding.of(Decoding.ETHERNET, ethernet(ip("10.9.0.1", "10.1.0.1", 1, Frames.icmpUnreachable(quoted))));

        assertThat(decoding.problem()).isEqualTo(DecodeProblem.TCP_IN_ICMP);
        assertThat(decoding.icmpErrors()).isEmpty();
    }

    @Test
    void echoThatHoldsATcpPacketQuotesNothing() {
        byte[] echo = concat(hex("08000000 00000000"), Decoding.v4());
        assertThat(Decoding.problemOf(ethernet(ip("10.9.0.1", "10.1.0.1", 1, echo))))
                .isEqualTo(DecodeProblem.NOT_TCP);
        byte[] echo6 = concat(hex("80000000 00000000"), Decoding.v6());
        assertThat(Decoding.problemOf(ethernet(ip("fe80::1", "fe80::2", 58, echo6))))
                .isEqualTo(DecodeProblem.NOT_TCP);
    }

    @Test
    void segmentAfterAnErrorIsNoError() {
        var reused = new TcpSegment();
        var decoder = new FrameDecoder(false, new SegmentSink() {
            @Override
            public TcpSegment claim() {
                return reused;
            }

            @Override
            public void publish() {}
        });
        var frame = new Frame();
        byte[] error = ethernet(ip("10.9.0.1", "10.1.0.1", 1, Frames.icmpUnreachable(Decoding.v4())));
        CapturedFrame.ethernet(0, error).fill(frame, 1);
        decoder.decode(frame);
        assertThat(reused.icmp).isEqualTo(0x303);

        CapturedFrame.ethernet(0, Decoding.inner()).fill(frame, 2);
        decoder.decode(frame);

        assertThat(reused.icmp).isEqualTo(-1);
    }

    /** Frames and addresses as tshark shows them. */
    @Test
    void errorsOfARealCaptureAreHandedOn() throws IOException {
        var collector = new SegmentCollector();
        var decoder = new FrameDecoder(false, collector);
        var frame = new Frame();
        List<CapturedFrame> frames = PlainReader.read(Pcaps.required("lab/icmp_unreach.pcap"));
        for (int i = 0; i < frames.size(); i++) {
            frames.get(i).fill(frame, i + 1);
            decoder.decode(frame);
        }

        assertThat(collector.icmpErrors()).isNotEmpty().allSatisfy(error -> {
            TcpSegment syn = collector.segments().stream()
                    .filter(s -> s.seq == error.seq && s.srcPort == error.srcPort)
                    .findFirst()
                    .orElseThrow();
            assertThat(syn.has(TcpSegment.SYN)).isTrue();
            assertThat(syn.frame).isLessThan(error.frame);
            assertThat(syn.dstLow).isEqualTo(error.dstLow);
            assertThat(error.icmp >> 8).isEqualTo(3);
        });
    }

    private static TcpSegment error(byte[] ethernetFrame) {
        return Decoding.of(Decoding.ETHERNET, ethernetFrame).icmpError();
    }
}
