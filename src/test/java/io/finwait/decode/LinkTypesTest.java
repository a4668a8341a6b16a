package io.finwait.decode;

import static io.finwait.decode.Decoding.inner;
import static io.finwait.decode.Decoding.v4;
import static io.finwait.decode.Decoding.v6;
import static io.finwait.testing.Frames.concat;
import static io.finwait.testing.Frames.ethernet;
import static io.finwait.testing.Frames.hex;
import static io.finwait.testing.Frames.snap;
import static io.finwait.testing.Frames.tag;
import static io.finwait.testing.Frames.u16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.finwait.testing.Frames;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinkTypesTest {
    private static final String MACS = "020000000002 020000000001";
    private static final byte[] WLAN = hex("0801 2C00 020000000001 020000000002 020000000003 3000");

    @ParameterizedTest(name = "{1} (link type {0})")
    @MethodSource("frames")
    void segmentIsFoundBehindTheLinkHeader(int linkType, String name, byte[] octets) {
        assertThat(FrameDecoder.supports(linkType)).isTrue();
        Decoding.assertInner(Decoding.segmentOf(linkType, octets));
    }

    static Stream<Arguments> frames() {
        return Stream.of(ethernetFamily(), raw(), loopback(), ppp(), wlan(), wrapped(), rare())
                .flatMap(s -> s);
    }

    private static Stream<Arguments> ethernetFamily() {
        byte[] length = concat(hex(MACS), u16(snap(v4()).length), snap(v4()));
        return Stream.of(
                arguments(1, "Ethernet, IPv4", inner()),
                arguments(1, "Ethernet, IPv6", ethernet(v6())),
                arguments(1, "802.1Q", Frames.vlan(100, v4())),
                arguments(1, "802.1ad and 802.1Q", ethernet(0x88A8, tag(5, 0x8100, tag(6, 0x86DD, v6())))),
                arguments(1, "0x9100 twice", ethernet(0x9100, tag(5, 0x9100, tag(6, 0x0800, v4())))),
                arguments(1, "LLC and SNAP", length),
                arguments(1, "802.1Q, LLC and SNAP", ethernet(0x8100, tag(7, snap(v4()).length, snap(v4())))),
                arguments(1, "LLC with the SAP of IP", ethernet(3 + v4().length, concat(hex("060603"), v4()))),
                arguments(1, "MPLS, IPv4", ethernet(0x8847, concat(hex("00010040 00020140"), v4()))),
                arguments(1, "MPLS, IPv6", ethernet(0x8848, concat(hex("00002140"), v6()))),
                arguments(1, "MPLS, pseudowire", ethernet(0x8847, concat(hex("00010140"), inner()))),
                arguments(1, "MPLS, control word", ethernet(0x8847, concat(hex("00010140 00000007"), inner()))),
                arguments(1, "E-TAG", ethernet(0x893F, concat(hex("00000001 0000 0800"), v4()))),
                arguments(1, "VN-TAG", ethernet(0x8926, concat(hex("00000001 0800"), v4()))),
                arguments(1, "I-TAG", ethernet(0x88E7, concat(hex("00000001"), inner()))),
                arguments(1, "FabricPath", ethernet(0x8903, concat(hex("4020"), inner()))),
                arguments(1, "PPPoE", ethernet(0x8864, pppoe(concat(u16(0x0021), v4())))),
                arguments(113, "Linux cooked v1, IPv4", Frames.linuxCooked(v4())),
                arguments(113, "Linux cooked v1, IPv6", Frames.linuxCooked(v6())),
                arguments(
                        113,
                        "Linux cooked v1, 802.1Q",
                        concat(hex("0000 0001 0006 020000000001 0000 8100"), tag(1, 0x0800, v4()))),
                arguments(
                        113, "Linux cooked v1, LLC", concat(hex("0000 0001 0006 020000000001 0000 0004"), snap(v4()))),
                arguments(276, "Linux cooked v2, IPv4", Frames.linuxCooked2(v4())),
                arguments(276, "Linux cooked v2, IPv6", Frames.linuxCooked2(v6())));
    }

    private static Stream<Arguments> raw() {
        Stream<Arguments> either = Stream.of(12, 14, 101)
                .flatMap(type -> Stream.of(arguments(type, "raw IPv4", v4()), arguments(type, "raw IPv6", v6())));
        return Stream.concat(either, Stream.of(arguments(228, "IPv4", v4()), arguments(229, "IPv6", v6())));
    }

    private static Stream<Arguments> loopback() {
        Stream<Arguments> families = Stream.of(
                        "00000018", "18000000", "1C000000", "0000001E", "1E000000", "0A000000", "17000000")
                .map(family -> arguments(0, "NULL, IPv6 as " + family, concat(hex(family), v6())));
        return Stream.concat(
                families,
                Stream.of(
                        arguments(0, "NULL, little-endian", concat(hex("02000000"), v4())),
                        arguments(0, "NULL, big-endian", concat(hex("00000002"), v4())),
                        arguments(108, "LOOP", concat(hex("00000002"), v4())),
                        arguments(109, "ENC", concat(hex("02000000 00001234 00000000"), v4())),
                        arguments(117, "PFLOG", concat(hex("3D 02"), new byte[62], v4()))));
    }

    private static Stream<Arguments> ppp() {
        return Stream.of(
                arguments(9, "PPP", concat(hex("FF03 0021"), v4())),
                arguments(9, "PPP without address and control", concat(hex("0057"), v6())),
                arguments(9, "PPP, short protocol", concat(hex("FF03 21"), v4())),
                arguments(9, "PPP, MPLS", concat(hex("FF03 0281 00010140"), v4())),
                arguments(9, "PPP's number, Cisco HDLC", concat(hex("0F00 0800"), v4())),
                arguments(50, "PPP in HDLC", concat(hex("FF03 0057"), v6())),
                arguments(51, "PPPoE without Ethernet", pppoe(concat(u16(0x0021), v4()))),
                arguments(166, "PPP of pppd", concat(hex("0103 0021"), v4())),
                arguments(204, "PPP with direction", concat(hex("00 FF03 0021"), v4())),
                arguments(104, "Cisco HDLC", concat(hex("0F00 0800"), v4())),
                arguments(104, "Cisco HDLC, MPLS", concat(hex("0F00 8847 00010140"), v4())),
                arguments(205, "Cisco HDLC with direction", concat(hex("01 8F00 86DD"), v6())));
    }

    private static Stream<Arguments> wlan() {
        byte[] qos = concat(hex("8803"), subarray(WLAN, 2), new byte[6], hex("0000"), snap(v4()));
        byte[] part = concat(hex(MACS), u16(snap(v4()).length), snap(v4()));
        byte[] aggregate = concat(hex("8801"), subarray(WLAN, 2), hex("8000"), part);
        byte[] padded = concat(hex("8801"), subarray(WLAN, 2), hex("0000 0000"), snap(v4()));
        return Stream.of(
                arguments(105, "802.11", concat(WLAN, snap(v4()))),
                arguments(105, "802.11, QoS, four addresses", qos),
                arguments(105, "802.11, aggregate", aggregate),
                arguments(127, "radiotap", concat(hex("0000 0800 00000000"), WLAN, snap(v6()))),
                arguments(
                        127,
                        "radiotap, time and flags, padded",
                        concat(hex("0000 1200 03000000"), new byte[8], hex("20 00"), padded)),
                arguments(127, "radiotap, two words, padded", concat(hex("0000 0D00 02000080 00000000 20"), padded)),
                arguments(119, "Prism", concat(hex("00000044 00000090"), new byte[136], WLAN, snap(v4()))),
                arguments(
                        119,
                        "AVS under Prism's number",
                        concat(hex("80211001 00000040"), new byte[56], WLAN, snap(v4()))),
                arguments(163, "AVS", concat(hex("80211001 00000040"), new byte[56], WLAN, snap(v4()))),
                arguments(192, "PPI, 802.11", concat(hex("0000 0800 69000000"), WLAN, snap(v4()))));
    }

    private static Stream<Arguments> wrapped() {
        byte[] little = hex("02 00 0000 0800 0100 00000000 0600 0A00 6F6E 0000");
        return Stream.of(
                arguments(239, "NFLOG, little-endian", concat(little, hex("3100 0900"), v4())),
                arguments(239, "NFLOG, big-endian", concat(hex("0A 00 0000 0008 0001 00000000 0045 0009"), v6())),
                arguments(258, "PKTAP, Ethernet", concat(hex("10000000 01000000 01000000 00000000"), inner())),
                arguments(258, "PKTAP, raw", concat(hex("10000000 01000000 0C000000 00000000"), v6())),
                arguments(240, "netANALYZER", concat(new byte[4], inner())),
                arguments(241, "netANALYZER, transparent", concat(new byte[4], hex("55555555555555D5"), inner())),
                arguments(274, "mPacket", concat(hex("55555555555555D5"), inner())));
    }

    private static Stream<Arguments> rare() {
        return Stream.of(
                arguments(6, "token ring", concat(hex("1040 020000000002 020000000001"), snap(v4()))),
                arguments(
                        6,
                        "token ring, routed",
                        concat(hex("1040 020000000002 820000000001 06 00 0000 0000"), snap(v4()))),
                arguments(7, "ARCnet, RFC 1051", concat(hex("0102 F0"), v4())),
                arguments(7, "ARCnet, RFC 1201", concat(hex("0102 D4 00 0001"), v4())),
                arguments(129, "ARCnet of Linux", concat(hex("0102 0000 D4 00 0001"), v4())),
                arguments(10, "FDDI", concat(hex("50"), hex(MACS), snap(v4()))),
                arguments(100, "ATM, RFC 1483", snap(v4())),
                arguments(122, "IP over Fibre Channel", concat(new byte[16], snap(v4()))),
                arguments(138, "IP over FireWire", concat(new byte[16], u16(0x0800), v4())),
                arguments(242, "IP over InfiniBand", concat(new byte[40], u16(0x0800), u16(0), v4())));
    }

    @Test
    void unsupportedLinkTypesAreCountedAsSuch() {
        IntStream.range(-1, 400).filter(type -> !FrameDecoder.supports(type)).forEach(type -> assertThat(
                        Decoding.problemOf(type, inner()))
                .isEqualTo(DecodeProblem.UNSUPPORTED_LINK_TYPE));
    }

    @Test
    void everySupportedLinkTypeIsTestedHere() {
        assertThat(frames().map(arguments -> (Integer) arguments.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1000)
                        .filter(FrameDecoder::supports)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest(name = "{1} (link type {0})")
    @MethodSource("frames")
    void everyCutOfAFrameIsTruncationOrNothingKnown(int linkType, String name, byte[] octets) {
        for (int length = 0; length < octets.length - 5 - 20; length++) {
            assertThat(Decoding.problemOf(linkType, java.util.Arrays.copyOf(octets, length)))
                    .as("%s cut to %d", name, length)
                    .isNotIn(
                            DecodeProblem.UNSUPPORTED_LINK_TYPE,
                            DecodeProblem.TOO_MANY_HEADERS,
                            DecodeProblem.TCP_BAD_DATA_OFFSET);
        }
    }

    @Test
    void encryptedAndManagementFramesAreNotIp() {
        byte[] encrypted = concat(WLAN, snap(v4()));
        encrypted[1] |= 0x40;
        byte[] beacon = concat(WLAN, snap(v4()));
        beacon[0] = (byte) 0x80;
        byte[] laterFragment = concat(WLAN, snap(v4()));
        laterFragment[22] |= 1;
        assertThat(Decoding.problemOf(105, encrypted)).isEqualTo(DecodeProblem.NOT_IP);
        assertThat(Decoding.problemOf(105, beacon)).isEqualTo(DecodeProblem.NOT_IP);
        assertThat(Decoding.problemOf(105, laterFragment)).isEqualTo(DecodeProblem.NOT_IP);
    }

    @Test
    void whatIsNotIpIsSaidToBeSo() {
        assertThat(Decoding.problemOf(0, concat(hex("07000000"), v4()))).isEqualTo(DecodeProblem.NOT_IP);
        assertThat(Decoding.problemOf(9, concat(hex("FF03 C021"), v4()))).isEqualTo(DecodeProblem.NOT_IP);
        assertThat(Decoding.problemOf(1, ethernet(100, concat(hex("FFFF"), v4()))))
                .isEqualTo(DecodeProblem.NOT_IP);
        assertThat(Decoding.problemOf(1, ethernet(0x8863, new byte[40]))).isEqualTo(DecodeProblem.NOT_IP);
        assertThat(Decoding.problemOf(101, hex("FF"))).isEqualTo(DecodeProblem.NOT_IP);
    }

    private static byte[] pppoe(byte[] payload) {
        return concat(hex("1100 0001"), u16(payload.length), payload);
    }

    private static byte[] subarray(byte[] octets, int from) {
        return java.util.Arrays.copyOfRange(octets, from, octets.length);
    }
}
