package io.finwait.decode;

import static io.finwait.testing.Frames.concat;
import static io.finwait.testing.Frames.ethernet;
import static io.finwait.testing.Frames.hex;
import static io.finwait.testing.Frames.ip;
import static io.finwait.testing.Frames.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.flow.IpAddress;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Frames;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpHeadersTest {
    private static final IpAddress A = IpAddress.parse("10.1.0.1");
    private static final IpAddress B = IpAddress.parse("10.1.0.2");
    private static final byte[] TCP = Arrays.copyOfRange(Decoding.v4(), 20, 45);
    private static final byte[] TCP6 = Arrays.copyOfRange(Decoding.v6(), 40, 65);
    private static final int MORE_FRAGMENTS = 0x2000;

    @Test
    void ipv4OptionsAreSkipped() {
        byte[] packet = Frames.ipv4(A, B, 6, 64, 1, 0, hex("94040000 01010100"), TCP);
        Decoding.assertInner(Decoding.segmentOf(ethernet(packet)));
    }

    @Test
    void headerLengthThatCannotBeIsMalformed() {
        byte[] packet = Decoding.v4();
        packet[0] = 0x44;
        assertThat(Decoding.problemOf(ethernet(packet))).isEqualTo(DecodeProblem.IP_MALFORMED);
        packet[0] = 0x55;
        assertThat(Decoding.problemOf(ethernet(packet))).isEqualTo(DecodeProblem.IP_MALFORMED);
        packet[0] = 0x45;
        packet[3] = 19;
        packet[2] = 0;
        assertThat(Decoding.problemOf(ethernet(packet))).isEqualTo(DecodeProblem.IP_MALFORMED);
    }

    @Test
    void packetsCutInTheirHeaderAreTruncated() {
        for (int snap = 14; snap < 34; snap++) {
            assertThat(Decoding.problemOf(Arrays.copyOf(Decoding.inner(), snap)))
                    .isEqualTo(DecodeProblem.IP_HEADER_TRUNCATED);
        }
        for (int snap = 14; snap < 54; snap++) {
            assertThat(Decoding.problemOf(Arrays.copyOf(ethernet(Decoding.v6()), snap)))
                    .isEqualTo(DecodeProblem.IP_HEADER_TRUNCATED);
        }
    }

    @Test
    void totalLengthZeroIsOffloadAndTheWireTellsTheLength() {
        byte[] packet = Decoding.v4();
        packet[2] = 0;
        packet[3] = 0;
        byte[] octets = ethernet(packet);
        Decoding decoding = Decoding.of(new CapturedFrame(0, octets, 14 + 20 + 20 + 9000, 1), false);
        assertThat(decoding.segment().payloadLength).isEqualTo(9000);
        assertThat(decoding.segment().payloadCaptured).isEqualTo(5);
        assertThat(decoding.counters().offloaded()).isEqualTo(1);
    }

    @Test
    void payloadLengthZeroOfIpv6IsOffloadToo() {
        byte[] packet = Decoding.v6();
        packet[4] = 0;
        packet[5] = 0;
        Decoding decoding = Decoding.of(Decoding.ETHERNET, ethernet(packet));
        Decoding.assertInner(decoding.segment());
        assertThat(decoding.counters().offloaded()).isEqualTo(1);
    }

    @Test
    void superSegmentsAreCounted() {
        byte[] large = Frames.tcpPacket("10.1.0.1", 1, "10.1.0.2", 2, 1, 1, 0x10, new byte[0], new byte[1461]);
        byte[] largest = Frames.tcpPacket("10.1.0.1", 1, "10.1.0.2", 2, 1, 1, 0x10, new byte[0], new byte[1460]);
        byte[] large6 = Frames.tcpPacket("fe80::1", 1, "fe80::2", 2, 1, 1, 0x10, new byte[0], new byte[1441]);
        assertThat(Decoding.of(1, ethernet(large)).counters().offloaded()).isEqualTo(1);
        assertThat(Decoding.of(1, Frames.vlan(1, large)).counters().offloaded()).isEqualTo(1);
        assertThat(Decoding.of(1, ethernet(large6)).counters().offloaded()).isEqualTo(1);
        assertThat(Decoding.of(1, ethernet(largest)).counters().offloaded()).isZero();
    }

    @Test
    void lengthOfTheHeaderWinsOverAWireLengthThatWasLost() {
        byte[] whole =
                ethernet(Frames.tcpPacket("10.1.0.1", 1, "10.1.0.2", 2, 1, 1, 0x10, new byte[0], new byte[1000]));
        TcpSegment segment = Decoding.segmentOf(Arrays.copyOf(whole, 60));
        assertThat(segment.payloadLength).isEqualTo(1000);
        assertThat(segment.payloadCaptured).isEqualTo(6);
        assertThat(segment.wireLength).isEqualTo(60);
    }

    @Test
    void firstFragmentCarriesTheSegmentAndLaterOnesAreCounted() {
        byte[] first = Frames.ipv4(A, B, 6, 64, 1, MORE_FRAGMENTS, new byte[0], TCP);
        byte[] later = Frames.ipv4(A, B, 6, 64, 1, 3, new byte[0], new byte[40]);
        byte[] laterOfUdp = Frames.ipv4(A, B, 17, 64, 1, 3, new byte[0], new byte[40]);
        Decoding decoding = Decoding.of(CapturedFrame.ethernet(0, ethernet(first)), true);
        Decoding.assertInner(decoding.segment());
        assertThat(decoding.counters().fragments()).isEqualTo(1);
        assertThat(Decoding.problemOf(ethernet(later))).isEqualTo(DecodeProblem.LATER_FRAGMENT);
        assertThat(Decoding.of(1, ethernet(later)).counters().fragments()).isEqualTo(1);
        assertThat(Decoding.problemOf(ethernet(laterOfUdp))).isEqualTo(DecodeProblem.NOT_TCP);
    }

    @Test
    void fragmentTooSmallForTheHeaderIsTruncated() {
        byte[] first = Frames.ipv4(A, B, 6, 64, 1, MORE_FRAGMENTS, new byte[0], Arrays.copyOf(TCP, 16));
        assertThat(Decoding.problemOf(ethernet(first))).isEqualTo(DecodeProblem.TCP_HEADER_TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource({
        "0,  0600 050200000100", // hop-by-hop
        "60, 0601 0000000000000000000000000000", // destination options of 16 octets
        "43, 0600 000000000000", // routing, nothing left
        "44, 0600 000012345678", // atomic fragment
        "44, 0600 000112345678", // first fragment
        "51, 0604 0000 00000001 00000002 0102030405060708090A0B0C", // authentication of 24 octets
        "135, 0600 000000000000", // mobility
        "0, 3c00 050200000100 2b00 000000000000 0600 000000000000" // a chain of three
    })
    void extensionHeadersAreSkipped(int nextHeader, String headers) {
        byte[] packet = ip("2001:db8::1", "2001:db8::2", nextHeader, concat(hex(headers), TCP6));
        Decoding.assertInner(Decoding.segmentOf(ethernet(packet)));
    }

    @Test
    void laterFragmentOfIpv6IsCounted() {
        byte[] packet = ip("2001:db8::1", "2001:db8::2", 44, concat(hex("0600 000912345678"), new byte[30]));
        Decoding decoding = Decoding.of(1, ethernet(packet));
        assertThat(decoding.problem()).isEqualTo(DecodeProblem.LATER_FRAGMENT);
        assertThat(decoding.counters().fragments()).isEqualTo(1);
    }

    @Test
    void extensionHeaderBeyondThePacketIsMalformedAndOneCutOffIsTruncated() {
        byte[] packet = ip("2001:db8::1", "2001:db8::2", 60, concat(hex("06FF 000000000000"), TCP6));
        assertThat(Decoding.problemOf(ethernet(packet))).isEqualTo(DecodeProblem.IP_MALFORMED);
        byte[] whole = ethernet(ip("2001:db8::1", "2001:db8::2", 60, concat(hex("0602"), new byte[22], TCP6)));
        assertThat(Decoding.of(CapturedFrame.ethernet(0, whole).cutTo(64), false)
                        .problem())
                .isEqualTo(DecodeProblem.IP_HEADER_TRUNCATED);
    }

    @Test
    void checksumBehindARouteUnderWayIsNotVerified() {
        byte[] packet = ip("2001:db8::1", "2001:db8::9", 43, concat(hex("0602 0001 00000000"), new byte[16], TCP6));
        assertThat(Decoding.of(CapturedFrame.ethernet(0, ethernet(packet)), true)
                        .segment()
                        .badChecksum)
                .isFalse();
        packet[40 + 3] = 0;
        assertThat(Decoding.of(CapturedFrame.ethernet(0, ethernet(packet)), true)
                        .segment()
                        .badChecksum)
                .isTrue();
    }

    @Test
    void endlessHeadersAreGivenUp() {
        byte[] headers = new byte[40 * 8];
        for (int i = 0; i < headers.length; i += 8) {
            headers[i] = 60;
        }
        byte[] packet = ip("2001:db8::1", "2001:db8::2", 60, concat(headers, TCP6));
        assertThat(Decoding.problemOf(ethernet(packet))).isEqualTo(DecodeProblem.TOO_MANY_HEADERS);
    }

    @Test
    void ipv6AddressThatWouldPassForIpv4IsMalformed() {
        byte[] packet = Decoding.v6();
        Arrays.fill(packet, 8, 16, (byte) 0xFF);
        assertThat(Decoding.problemOf(ethernet(packet))).isEqualTo(DecodeProblem.IP_MALFORMED);
    }

    @Test
    void otherProtocolsAreNotTcp() {
        assertThat(Decoding.problemOf(ethernet(ip("10.1.0.1", "10.1.0.2", 17, Frames.udp(53, 53, new byte[30])))))
                .isEqualTo(DecodeProblem.NOT_TCP);
        assertThat(Decoding.problemOf(ethernet(ip("fe80::1", "fe80::2", 59, new byte[30]))))
                .isEqualTo(DecodeProblem.NOT_TCP);
        assertThat(Decoding.problemOf(ethernet(ip("10.1.0.1", "10.1.0.2", 50, new byte[30]))))
                .isEqualTo(DecodeProblem.NOT_TCP);
    }

    @Test
    void tcpQuotedInAnIcmpErrorIsNoSegment() {
        byte[] error = ip("10.9.0.1", "10.1.0.1", 1, Frames.icmpUnreachable(Decoding.v4()));
        assertThat(Decoding.problemOf(ethernet(error))).isEqualTo(DecodeProblem.TCP_IN_ICMP);
        byte[] error6 = ip("fe80::1", "fe80::2", 58, concat(hex("01040000 00000000"), Decoding.v6()));
        assertThat(Decoding.problemOf(ethernet(error6))).isEqualTo(DecodeProblem.TCP_IN_ICMP);
    }

    @Test
    void arpIsNotIp() {
        assertThat(Decoding.problemOf(ethernet(0x0806, new byte[28]))).isEqualTo(DecodeProblem.NOT_IP);
        assertThat(Decoding.problemOf(concat(hex("020000000002 020000000001"), u16(0x88CC), new byte[40])))
                .isEqualTo(DecodeProblem.NOT_IP);
    }
}
