package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.cli.CommandRun.Result;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a capture, finwait ends by itself, with a status it promises, and with reports that are whole. */
class DamagedSamplesTest {
    private static final int MUTATIONS = 200;
    private static final int MOST_CHANGES = 12;

    /** A run of all mutations takes about a second; this is for a machine that does much else. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Values that lengths, counts and offsets go wrong at. */
    private static final int[] EXTREMES = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0xFFFF, 0x8000, 0x01000000};

    private final JsonMapper mapper = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any-sll2.pcap",
                "compressed.pcapng.gz",
                "compressed.pcapng.lz4",
                "compressed.pcapng.xz",
                "compressed.pcapng.zst",
                "ipv6-close.pcap",
                "nat-time-wait.pcap",
                "simultaneous-close.pcap",
                "two-tier.pcapng",
                "vlan-mirror.pcap"
            })
    void damageEndsInAReportOrARefusal(String name, @TempDir Path folder) throws IOException {
        byte[] sample = Files.readAllBytes(Path.of(Samples.path(name)));
        var random = new Random(name.hashCode());
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = mutate(sample, random);
                assertWhole(name + ", mutation " + i, Files.write(folder.resolve("mutated"), mutated), folder);
            }
        });
    }

    private void assertWhole(String what, Path capture, Path folder) throws IOException {
        Path ndjson = folder.resolve("ndjson");
        Path text = folder.resolve("text");
        Files.deleteIfExists(ndjson);
        Result result = CommandRun.inProcess(
                "analyze", "-f", "ndjson", "-o", ndjson.toString(), "-o", text.toString(), capture.toString());

        assertThat(result.status())
                .as("%s: %s", what, result.err())
                .isIn(ExitCode.DONE, ExitCode.UNREADABLE, ExitCode.DAMAGED);
        assertThat(result.err().lines().count())
                .as("%s: %s", what, result.err())
                .isLessThan(2);
        if (result.status() == ExitCode.UNREADABLE) {
            assertThat(result.err()).as(what).isNotEmpty();
            return;
        }
        List<String> lines = Files.readAllLines(ndjson);
        for (String line : lines) {
            assertThat(mapper.readTree(line).path("type").asText()).as(what).isNotEmpty();
        }
        assertThat(lines.get(lines.size() - 1)).as(what).startsWith("{\"type\":\"summary\"");
        assertThat(text).as(what).content().contains("mutated  pcap");
    }

    /** Changes octets or words, cuts, repeats or removes a piece; mostly near the beginning, where most headers are. */
    private static byte[] mutate(byte[] sample, Random random) {
        byte[] mutated = sample.clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int reach = random.nextBoolean() ? Math.min(mutated.length, 400) : mutated.length;
            int at = random.nextInt(reach);
            switch (random.nextInt(6)) {
                case 0, 1 -> mutated[at] = (byte) random.nextInt();
                case 2 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> {
                    int extreme = EXTREMES[random.nextInt(EXTREMES.length)];
                    for (int i = at; i < Math.min(at + 4, mutated.length); i++) {
                        mutated[i] = (byte) (extreme >>> 8 * (i - at));
                    }
                }
                case 4 -> {
                    int to = random.nextInt(mutated.length);
                    System.arraycopy(mutated, at, mutated, to, Math.min(64, mutated.length - Math.max(at, to)));
                }
                default -> mutated = random.nextInt(8) == 0 ? Arrays.copyOf(mutated, at + 1) : mutated;
            }
        }
        return mutated;
    }
}
