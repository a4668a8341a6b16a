package io.finwait.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.CapturedFrame;
import io.finwait.testing.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Frames of every kind, damaged in every way: decoding never throws and depends on nothing but the frame (which {@link Decoding} checks).
 */
class DecoderFuzzTest {
    private static final int MUTATIONS_PER_FRAME = 300;

    @Test
    void damagedFramesAreDecodedOrCountedAndNothingOutsideThemIsRead() {
        var random = new Random(20261122);
        List<CapturedFrame> seeds = seeds();
        for (CapturedFrame seed : seeds) {
            for (int i = 0; i < MUTATIONS_PER_FRAME; i++) {
                byte[] octets = mutate(
                        seed.octets(), seeds.get(random.nextInt(seeds.size())).octets(), random);
                int wireLength = random.nextInt(4) == 0 ? random.nextInt() : octets.length;
                var captured = new CapturedFrame(0, octets, wireLength, seed.linkType());
                Decoding plain = Decoding.of(captured, false);
                assertThat(plain.counters().segments()
                                + plain.counters().skipped().size())
                        .isEqualTo(1);
                // Verifying takes the long way for every frame: both ways must find the same.
                assertThat(withoutVerdict(Decoding.of(captured, true))).isEqualTo(withoutVerdict(plain));
            }
        }
    }

    @Test
    void noiseOfEveryLinkTypeIsDecodedOrCounted() {
        var random = new Random(9293);
        for (int linkType = 0; linkType < 300; linkType++) {
            for (int i = 0; FrameDecoder.supports(linkType) && i < 300; i++) {
                byte[] octets = new byte[random.nextInt(120)];
                random.nextBytes(octets);
                Decoding decoding = Decoding.of(linkType, octets);
                assertThat(decoding.counters().frames()).isEqualTo(1);
            }
        }
    }

    private static String withoutVerdict(Decoding decoding) {
        return decoding.describe().replace("bad=true", "bad=false");
    }

    private static List<CapturedFrame> seeds() {
        var seeds = new ArrayList<CapturedFrame>();
        LinkTypesTest.frames().forEach(a -> seeds.add(frame((Integer) a.get()[0], (byte[]) a.get()[2])));
        TunnelsTest.packets().forEach(a -> seeds.add(frame(1, Frames.ethernet((byte[]) a.get()[1]))));
        seeds.add(
                frame(1, Frames.ethernet(Frames.ip("10.9.0.1", "10.1.0.1", 1, Frames.icmpUnreachable(Decoding.v4())))));
        byte[] icmpV6 = Frames.concat(Frames.hex("01040000 00000000"), Decoding.v6());
        seeds.add(frame(1, Frames.ethernet(Frames.ip("fe80::1", "2001:db8::1", 58, icmpV6))));
        byte[] syn = Frames.hex("020405B4 0402080A 01020304 05060708 01030307");
        for (int i = 0; i < 20; i++) {
            seeds.add(frame(
                    1,
                    Frames.ethernet(
                            Frames.tcpPacket("10.0.0.1", 1, "10.0.0.2", 2, 3, 4, TcpSegment.SYN, syn, new byte[i]))));
        }
        return seeds;
    }

    private static CapturedFrame frame(int linkType, byte[] octets) {
        return new CapturedFrame(0, octets, octets.length, linkType);
    }

    private static byte[] mutate(byte[] original, byte[] other, Random random) {
        byte[] octets = original.clone();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(octets.length);
            switch (random.nextInt(6)) {
                case 0 -> octets[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> octets[at] = (byte) random.nextInt();
                case 2 -> octets[at] = random.nextBoolean() ? 0 : (byte) 0xFF;
                case 3 -> octets = Arrays.copyOf(octets, at + 1);
                case 4 ->
                    octets =
                            Frames.concat(Arrays.copyOf(octets, at), Arrays.copyOfRange(octets, at / 2, octets.length));
                default -> octets = Frames.concat(Arrays.copyOf(octets, at), other);
            }
        }
        return octets;
    }
}
