package io.finwait.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MutationTest {
    private static final int ROUNDS = 20_000;
    private static final int[] NASTY = {
        0, 1, 3, 4, 7, 8, 12, 0x7FFFFFFF, 0x80000000, -1, -4, -12, 262_144, 262_145, 65_535
    };

    private static List<byte[]> seeds() throws IOException {
        byte[] littlePcap = CaptureBytes.littlePcap().recordsAt(1, 2, 3).toBytes();
        CaptureBytes options = CaptureBytes.of(ByteOrder.BIG_ENDIAN)
                .option(9, new byte[] {(byte) 0x8A})
                .option8(14, 5);
        byte[] pcapng = CaptureBytes.of(ByteOrder.BIG_ENDIAN)
                .section(ByteOrder.BIG_ENDIAN)
                .describe(1, 96, options)
                .enhanced(0, 1, 60, new byte[11])
                .block(3, CaptureBytes.of(ByteOrder.BIG_ENDIAN).int32(60).int64(7))
                .block(
                        5,
                        CaptureBytes.of(ByteOrder.BIG_ENDIAN).int32(0).int64(0).option8(5, 9))
                .section(ByteOrder.LITTLE_ENDIAN)
                .describe(113)
                .block(99, CaptureBytes.of(ByteOrder.LITTLE_ENDIAN).int64(7))
                .enhanced(0, 2, 60, new byte[12])
                .toBytes();
        var gzipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(gzipped)) {
            gzip.write(littlePcap);
        }
        return List.of(
                littlePcap,
                CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, CaptureBytes.MODIFIED)
                        .recordsAt(5, 4)
                        .toBytes(),
                pcapng,
                gzipped.toByteArray());
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] mutant = seed.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && mutant.length > 8; i++) {
            int at = random.nextInt(mutant.length - 4);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) random.nextInt();
                case 2 -> {
                    int value = NASTY[random.nextInt(NASTY.length)];
                    value = random.nextBoolean() ? Integer.reverseBytes(value) : value;
                    int aligned = at & ~3;
                    for (int b = 0; b < 4; b++) {
                        mutant[aligned + b] = (byte) (value >>> (8 * b));
                    }
                }
                case 3 -> mutant = Arrays.copyOf(mutant, at);
                default -> {
                    byte[] longer = Arrays.copyOf(mutant, mutant.length + 8);
                    System.arraycopy(mutant, at, longer, at + 8, mutant.length - at);
                    mutant = longer;
                }
            }
        }
        return mutant;
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void mutantsAreReadOrRefusedInOneLineAndNothingElse() throws IOException {
        var random = new Random(20261122);
        List<byte[]> seeds = seeds();
        int read = 0;
        int refused = 0;
        int damaged = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] mutant = mutate(seeds.get(i % seeds.size()), random);
            CaptureInput input;
            try {
                input = CaptureInput.open(List.of("-"), new ByteArrayInputStream(mutant));
            } catch (CaptureException e) {
                assertThat(e.getMessage()).doesNotContain("\n").startsWith("-: ");
                refused++;
                continue;
            }
            try (input) {
                ReadCapture capture = ReadCapture.drain(input);
                assertThat(capture.frames().size()).isLessThan(100);
                assertThat(capture.file().frames()).isEqualTo(capture.frames().size());
                damaged += capture.file().damage() == null ? 0 : 1;
                read++;
            }
        }
        // Were one of these rare, the mutants would test little.
        assertThat(read).isGreaterThan(ROUNDS / 4);
        assertThat(refused).isGreaterThan(ROUNDS / 20);
        assertThat(damaged).isGreaterThan(ROUNDS / 10);
    }
}
