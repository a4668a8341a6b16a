package io.finwait.decode;

import static io.finwait.testing.Frames.concat;
import static io.finwait.testing.Frames.ethernet;
import static io.finwait.testing.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.flow.IpAddress;
import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Frames;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpHeaderTest {
    private static final IpAddress A = IpAddress.parse("10.1.0.1");
    private static final IpAddress B = IpAddress.parse("10.1.0.2");
    private static final byte[] NO_OPTIONS = {};

    @Test
    void everyFieldOfThePlainestFrameIsFilled() {
        byte[] tcp = Frames.tcp(A, 65535, B, 1, 0xFFFF_FFFE, 0x8000_0000, 0x1FF, 0xFFFF, NO_OPTIONS, new byte[3]);
        byte[] octets = ethernet(Frames.ip(A, B, Frames.TCP, 255, 0xABCD, tcp));

        TcpSegment segment = Decoding.of(new CapturedFrame(123L, octets, octets.length, 1), false)
                .segment();

        assertThat(Decoding.describe(segment))
                .isEqualTo(
                        "10.1.0.1:65535>10.1.0.2:1 seq=fffffffe ack=80000000 flags=1ff win=65535 len=3/3 wire=57 ttl=255 id=43981"
                                + " ts=false,0,0 mss=-1 ws=-1 sack=false cut=false fo=-1 hints=0 t=123 n=7");
    }

    @Test
    void everyFieldOverIpv6IsFilled() {
        IpAddress from = IpAddress.parse("2001:db8::1");
        IpAddress to = IpAddress.parse("fe80::2:3");
        byte[] tcp = Frames.tcp(from, 5, to, 6, 7, 8, TcpSegment.SYN, 9, NO_OPTIONS, new byte[0]);

        TcpSegment segment = Decoding.segmentOf(ethernet(Frames.ip(from, to, Frames.TCP, 3, 0, tcp)));

        assertThat(Decoding.describe(segment))
                .isEqualTo("2001:db8::1:5>fe80::2:3:6 seq=7 ack=8 flags=2 win=9 len=0/0 wire=74 ttl=3 id=-1"
                        + " ts=false,0,0 mss=-1 ws=-1 sack=false cut=false fo=-1 hints=0 t=0 n=7");
    }

    @Test
    void fieldsOfTheSegmentBeforeDoNotShineThrough() {
        var collector = new io.finwait.testing.SegmentCollector();
        var reused = new TcpSegment();
        var decoder = new FrameDecoder(false, new SegmentSink() {
            @Override
            public TcpSegment claim() {
                return reused;
            }

            @Override
            public void publish() {
                assertThat(collector.segments()).isEmpty();
            }
        });
        var frame = new io.finwait.capture.Frame();
        byte[] rich = segment(TcpSegment.SYN, hex("020405B4 0402080A 01020304 05060708 01030307"), 0);
        CapturedFrame.ethernet(1, rich).cutTo(rich.length - 2).fill(frame, 1);
        decoder.decode(frame);
        assertThat(reused.mss).isEqualTo(1460);
        CapturedFrame.ethernet(2, segment(TcpSegment.ACK_FLAG, NO_OPTIONS, 4)).fill(frame, 2);
        decoder.decode(frame);

        assertThat(Decoding.describe(reused))
                .isEqualTo(Decoding.describe(Decoding.segmentOf(segment(TcpSegment.ACK_FLAG, NO_OPTIONS, 4)))
                        .replace("t=0 n=7", "t=2 n=2"));
    }

    @Test
    void paddingOfAShortFrameIsNoPayload() {
        byte[] padded = Arrays.copyOf(segment(TcpSegment.ACK_FLAG, NO_OPTIONS, 0), 60);
        assertThat(Decoding.segmentOf(padded).payloadLength).isZero();
        assertThat(Decoding.segmentOf(padded).payloadCaptured).isZero();
    }

    @Test
    void optionsOfLinuxSynAreRead() {
        TcpSegment syn =
                Decoding.segmentOf(segment(TcpSegment.SYN, hex("020405B4 0402080A FFFFFFFF 80000000 0103030E"), 0));
        assertThat(syn.mss).isEqualTo(1460);
        assertThat(syn.sackPermitted).isTrue();
        assertThat(syn.hasTimestamps).isTrue();
        assertThat(syn.tsVal).isEqualTo(-1);
        assertThat(syn.tsEcr).isEqualTo(0x8000_0000);
        assertThat(syn.windowScale).isEqualTo(14);
    }

    @Test
    void timestampsAreReadInTheUsualAndInAnyOtherPlace() {
        for (String options : new String[] {
            "0101080A 0A0B0C0D 01020304",
            "080A0A0B 0C0D0102 03040101",
            "01080A0A 0B0C0D01 02030401",
            "0101050A 00000001 00000002 0101080A 0A0B0C0D 01020304"
        }) {
            TcpSegment segment = Decoding.segmentOf(segment(TcpSegment.ACK_FLAG, hex(options), 1));
            assertThat(segment.hasTimestamps).as(options).isTrue();
            assertThat(segment.tsVal).isEqualTo(0x0A0B0C0D);
            assertThat(segment.tsEcr).isEqualTo(0x01020304);
        }
    }

    @Test
    void fastOpenOptionTellsTheLengthOfItsCookie() {
        assertThat(fastOpen(TcpSegment.SYN, "020405B4")).isEqualTo(-1);
        assertThat(fastOpen(TcpSegment.SYN, "020405B4 2202")).isZero();
        assertThat(fastOpen(TcpSegment.SYN, "220A 0102030405060708 0101")).isEqualTo(8);
        assertThat(fastOpen(TcpSegment.SYN | TcpSegment.ACK_FLAG, "2206 01020304"))
                .isEqualTo(4);
        assertThat(fastOpen(TcpSegment.ACK_FLAG, "2206 01020304")).isEqualTo(-1);
    }

    @Test
    void fastOpenIsReadInItsExperimentalFormToo() {
        assertThat(fastOpen(TcpSegment.SYN, "FE04 F989")).isZero();
        assertThat(fastOpen(TcpSegment.SYN, "FE0C F989 0102030405060708")).isEqualTo(8);
        assertThat(fastOpen(TcpSegment.SYN, "FE04 F98A"))
                .as("another experiment")
                .isEqualTo(-1);
        assertThat(fastOpen(TcpSegment.SYN, "FE03 F9 89")).isEqualTo(-1);
    }

    private static int fastOpen(int flags, String options) {
        return Decoding.segmentOf(segment(flags, hex(options), 0)).fastOpen;
    }

    @Test
    void handshakeOptionsMeanNothingOutsideASyn() {
        TcpSegment segment = Decoding.segmentOf(segment(TcpSegment.ACK_FLAG, hex("020405B4 01030307 04020101"), 0));
        assertThat(segment.mss).isEqualTo(-1);
        assertThat(segment.windowScale).isEqualTo(-1);
        assertThat(segment.sackPermitted).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0800080A 01020304 05060708", // zero length
                "0801080A 01020304 05060708", // length one
                "080B0101 01020304 05060708", // known kind, wrong length
                "00000000 0101080A 01020304 05060708", // after the end of the list
                "FDFF0101 0101080A 01020304 05060708", // longer than the header
                "01010101 01010101 01010108" // kind without a length
            })
    void garbageInOptionsEndsTheList(String options) {
        TcpSegment segment = Decoding.segmentOf(segment(TcpSegment.ACK_FLAG, hex(options), 0));
        assertThat(segment.hasTimestamps).isFalse();
    }

    @Test
    void unknownOptionsAreSkipped() {
        TcpSegment segment = Decoding.segmentOf(segment(TcpSegment.SYN, hex("FD06AAAA BBBB0204 05B40101"), 0));
        assertThat(segment.mss).isEqualTo(1460);
    }

    @Test
    void snapLengthInThePayloadLeavesLengthsOfTheWire() {
        byte[] octets = segment(TcpSegment.ACK_FLAG, NO_OPTIONS, 100);
        TcpSegment segment =
                Decoding.of(CapturedFrame.ethernet(0, octets).cutTo(64), false).segment();
        assertThat(segment.payloadLength).isEqualTo(100);
        assertThat(segment.payloadCaptured).isEqualTo(10);
        assertThat(segment.wireLength).isEqualTo(154);
        assertThat(segment.headerCut).isFalse();
    }

    @Test
    void snapLengthInTheOptionsIsSaidAndWhatIsThereIsRead() {
        byte[] octets = segment(TcpSegment.SYN, hex("020405B4 0101080A 01020304 05060708"), 0);
        TcpSegment segment =
                Decoding.of(CapturedFrame.ethernet(0, octets).cutTo(60), false).segment();
        assertThat(segment.headerCut).isTrue();
        assertThat(segment.mss).isEqualTo(1460);
        assertThat(segment.hasTimestamps).isFalse();
        assertThat(segment.payloadLength).isZero();
        assertThat(segment.payloadCaptured).isZero();
    }

    @Test
    void snapLengthInTheFixedHeaderIsTruncation() {
        for (int snap = 34; snap < 54; snap++) {
            CapturedFrame cut = CapturedFrame.ethernet(0, Decoding.inner()).cutTo(snap);
            assertThat(Decoding.of(cut, false).problem()).as("%d", snap).isEqualTo(DecodeProblem.TCP_HEADER_TRUNCATED);
        }
    }

    @Test
    void dataOffsetThatCannotBeIsMalformed() {
        byte[] tooSmall = Decoding.inner();
        tooSmall[14 + 20 + 12] = 0x40;
        assertThat(Decoding.problemOf(tooSmall)).isEqualTo(DecodeProblem.TCP_BAD_DATA_OFFSET);
        byte[] beyondTheSegment = Decoding.inner();
        beyondTheSegment[14 + 20 + 12] = 0x70;
        assertThat(Decoding.problemOf(beyondTheSegment)).isEqualTo(DecodeProblem.TCP_BAD_DATA_OFFSET);
    }

    @Test
    void checksumsAreVerifiedOnlyWhenAsked() {
        byte[] good = segment(TcpSegment.ACK_FLAG, NO_OPTIONS, 7);
        byte[] badTcp = good.clone();
        badTcp[60] ^= 1;
        byte[] badIp = good.clone();
        badIp[14 + 8] ^= 1;

        assertThat(verified(good)).isFalse();
        assertThat(verified(badTcp)).isTrue();
        assertThat(verified(badIp)).isTrue();
        assertThat(Decoding.segmentOf(badTcp).badChecksum).isFalse();
        assertThat(Decoding.of(CapturedFrame.ethernet(0, badTcp), true)
                        .counters()
                        .badChecksums())
                .isEqualTo(1);
    }

    @Test
    void checksumsHoldForEveryLengthAndOverIpv6() {
        for (int length = 0; length < 9; length++) {
            byte[] data = new byte[length];
            Arrays.fill(data, (byte) 0xFE);
            byte[] v4 = Frames.tcpPacket("255.254.253.252", 9, "10.0.0.1", 8, -1, -2, 0x1FF, NO_OPTIONS, data);
            byte[] v6 = Frames.tcpPacket("fe80::1", 9, "2001:db8:ffff:fffe::fffd", 8, -1, -2, 0x1FF, NO_OPTIONS, data);
            assertThat(verified(ethernet(v4))).isFalse();
            assertThat(verified(ethernet(v6))).isFalse();
            v6[39] ^= 4;
            assertThat(verified(ethernet(v6))).as("other address").isTrue();
        }
    }

    @Test
    void checksumOfACutSegmentIsNotVerified() {
        byte[] bad = segment(TcpSegment.ACK_FLAG, NO_OPTIONS, 50);
        bad[60] ^= 1;
        assertThat(Decoding.of(CapturedFrame.ethernet(0, bad).cutTo(80), true).segment().badChecksum)
                .isFalse();
    }

    private static boolean verified(byte[] octets) {
        return Decoding.of(CapturedFrame.ethernet(0, octets), true).segment().badChecksum;
    }

    private static byte[] segment(int flags, byte[] options, int dataLength) {
        byte[] padding = new byte[(4 - options.length % 4) % 4];
        return ethernet(Frames.tcpPacket(
                "10.1.0.1", 1111, "10.1.0.2", 2222, 1, 2, flags, concat(options, padding), new byte[dataLength]));
    }
}
