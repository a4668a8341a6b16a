package io.finwait.decode;

import static io.finwait.decode.Decoding.inner;
import static io.finwait.decode.Decoding.v4;
import static io.finwait.decode.Decoding.v6;
import static io.finwait.testing.Frames.concat;
import static io.finwait.testing.Frames.ethernet;
import static io.finwait.testing.Frames.hex;
import static io.finwait.testing.Frames.ip;
import static io.finwait.testing.Frames.snap;
import static io.finwait.testing.Frames.u16;
import static io.finwait.testing.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TunnelsTest {
    private static final byte[] VXLAN = hex("08000000 00002A00");

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void segmentIsFoundInsideTheTunnel(String name, byte[] packet) {
        Decoding decoding = Decoding.of(1, ethernet(packet));
        Decoding.assertInner(decoding.segment());
        assertThat(decoding.counters().tunnelled()).isEqualTo(1);
    }

    static Stream<Arguments> packets() {
        return Stream.of(inIp(), inGre(), inUdp()).flatMap(s -> s);
    }

    private static Stream<Arguments> inIp() {
        return Stream.of(
                arguments("IP in IP", over(4, v4())),
                arguments("6in4", over(41, v6())),
                arguments("4in6", ip("fe80::1", "fe80::2", 4, v4())),
                arguments("6in6", ip("fe80::1", "fe80::2", 41, v6())),
                arguments(
                        "authentication header",
                        over(51, concat(hex("0404 0000 00000001 00000002"), new byte[12], v4()))),
                arguments("Ethernet in IP", over(97, concat(hex("3000"), inner()))),
                arguments("MPLS in IP", over(137, concat(hex("00010140"), v4()))),
                arguments("IP in IP in IP", over(4, over(4, v4()))));
    }

    private static Stream<Arguments> inGre() {
        return Stream.of(
                arguments("GRE", over(47, concat(hex("0000 0800"), v4()))),
                arguments("GRE, IPv6", over(47, concat(hex("0000 86DD"), v6()))),
                arguments("GRE, key", over(47, concat(hex("2000 0800 00000001"), v4()))),
                arguments("GRE, all fields", over(47, concat(hex("B000 0800 00000000 00000001 00000002"), v4()))),
                arguments("GRE, bridging", over(47, concat(hex("2000 6558 00000001"), inner()))),
                arguments("GRE, MPLS", over(47, concat(hex("0000 8847 00010140"), v4()))),
                arguments("ERSPAN I", over(47, concat(hex("0000 88BE"), inner()))),
                arguments("ERSPAN II", over(47, concat(hex("1000 88BE 00000001 10010000 00000000"), inner()))),
                arguments(
                        "ERSPAN III", over(47, concat(hex("1000 22EB 00000001 20010000 00000000 00000000"), inner()))),
                arguments(
                        "ERSPAN III, more",
                        over(47, concat(hex("1000 22EB 00000001 20010000 00000000 00000001"), new byte[8], inner()))),
                arguments("PPTP", over(47, concat(hex("3001 880B 00310001 00000001 FF03 0021"), v4()))),
                arguments(
                        "PPTP, acknowledging", over(47, concat(hex("3081 880B 00310001 00000001 00000002 21"), v4()))),
                arguments("WCCP 1", over(47, concat(hex("0000 883E"), v4()))),
                arguments("WCCP 2", over(47, concat(hex("0000 883E 00000000"), v4()))),
                arguments("Aruba", over(47, concat(hex("0000 8200 0801 2C00"), new byte[20], snap(v4())))));
    }

    private static Stream<Arguments> inUdp() {
        return Stream.of(
                arguments("VXLAN", overUdp(4789, concat(VXLAN, inner()))),
                arguments("VXLAN on Linux's old port", overUdp(8472, concat(VXLAN, inner()))),
                arguments("VXLAN, answer from the port", over(17, udp(4789, 50000, concat(VXLAN, inner())))),
                arguments("VXLAN-GPE", overUdp(4790, concat(hex("0C000001 00002A00"), v4()))),
                arguments("Geneve", overUdp(6081, concat(hex("0000 6558 00002A00"), inner()))),
                arguments("Geneve, options", overUdp(6081, concat(hex("0200 0800 00002A00"), new byte[8], v4()))),
                arguments("GTP-U", overUdp(2152, concat(hex("30FF 0031 00000001"), v4()))),
                arguments("GTP-U, sequence", overUdp(2152, concat(hex("32FF 0035 00000001 00010000"), v4()))),
                arguments(
                        "GTP-U, two extensions",
                        overUdp(2152, concat(hex("34FF 0041 00000001 00000085 01000085 01000000"), v4()))),
                arguments("Teredo", overUdp(3544, v6())),
                arguments(
                        "Teredo, indications",
                        overUdp(3544, concat(hex("0001 0000 0000000000000000 00 0000 1234 01020304"), v6()))),
                arguments("GRE in UDP", overUdp(4754, concat(hex("0000 0800"), v4()))),
                arguments("MPLS in UDP", overUdp(6635, concat(hex("00010140"), v4()))),
                arguments("L2TP", overUdp(1701, concat(hex("0002 0001 0001 FF03 0021"), v4()))),
                arguments(
                        "L2TP, all fields",
                        overUdp(1701, concat(hex("4A02 0040 0001 0001 0000 0000 0002 0000 FF03 0021"), v4()))),
                arguments(
                        "AYIYA", overUdp(5072, concat(hex("44 52 11 29 00000000"), new byte[16], new byte[20], v6()))),
                arguments("CAPWAP, 802.3", overUdp(5247, concat(hex("00 10 00 00 0000 0000"), inner()))),
                arguments(
                        "CAPWAP, 802.11 swapped",
                        overUdp(
                                5247,
                                concat(hex("00 10 03 00 0000 0000 0108 2C00"), new byte[18], hex("7630"), snap(v4())))),
                arguments(
                        "GTP-U in VXLAN",
                        overUdp(
                                4789,
                                concat(VXLAN, ethernet(overUdp(2152, concat(hex("30FF 0031 00000001"), v4())))))));
    }

    @Test
    void outermostTcpWins() {
        byte[] outer =
                io.finwait.testing.Frames.tcpPacket("10.5.0.1", 4789, "10.5.0.2", 4789, 1, 1, 0x10, new byte[0], v4());
        assertThat(Decoding.segmentOf(ethernet(outer)).srcPort).isEqualTo(4789);
    }

    @Test
    void tunnelWithoutTcpInsideIsNotTcp() {
        assertThat(Decoding.problemOf(ethernet(overUdp(4789, concat(VXLAN, ethernet(0x0806, new byte[28]))))))
                .isEqualTo(DecodeProblem.NOT_TCP);
        assertThat(Decoding.problemOf(ethernet(over(47, hex("0000 0806"))))).isEqualTo(DecodeProblem.NOT_TCP);
    }

    @Test
    void portsAloneMakeNoTunnel() {
        for (int port : new int[] {4789, 4790, 6081, 2152, 3544, 1701, 5072, 5247}) {
            byte[] dns = hex("FFFF 8180 0001 0001 0000 0000");
            assertThat(Decoding.problemOf(ethernet(overUdp(port, concat(dns, v4())))))
                    .as("%d", port)
                    .isEqualTo(DecodeProblem.NOT_TCP);
            assertThat(Decoding.problemOf(ethernet(overUdp(port, new byte[0]))))
                    .as("%d", port)
                    .isEqualTo(DecodeProblem.NOT_TCP);
        }
    }

    @Test
    void nestingHasAnEnd() {
        byte[] packet = v4();
        for (int i = 0; i < 40; i++) {
            packet = over(4, packet);
        }
        assertThat(Decoding.problemOf(ethernet(packet))).isEqualTo(DecodeProblem.TOO_MANY_HEADERS);
    }

    @Test
    void lengthsAreThoseOfTheInnerPacket() {
        byte[] packet = overUdp(4789, concat(VXLAN, inner(), new byte[30]));
        assertThat(Decoding.segmentOf(ethernet(packet)).payloadLength).isEqualTo(5);
        assertThat(Decoding.segmentOf(ethernet(packet)).payloadCaptured).isEqualTo(5);
    }

    private static byte[] over(int protocol, byte[] payload) {
        return ip("10.5.0.1", "10.5.0.2", protocol, payload);
    }

    private static byte[] overUdp(int port, byte[] payload) {
        return over(17, udp(50000, port, concat(payload, u16(0))));
    }
}
