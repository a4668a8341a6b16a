package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdOrderedSpillTest {
    @Test
    void givesRecordsBackInOrderOfIdWhateverTheOrderTheyCameIn() throws IOException {
        // From all in memory, over part of it, to every record on its own in the file.
        for (int memoryBytes : new int[] {1 << 20, 5_000, 100, 1}) {
            var ids =
                    IntStream.range(0, 3_000).filter(id -> id % 7 != 3).boxed().collect(Collectors.toList());
            Collections.shuffle(ids, new Random(memoryBytes));
            try (var spill = new IdOrderedSpill(memoryBytes)) {
                for (int id : ids) {
                    byte[] record = record(id).getBytes(StandardCharsets.UTF_8);
                    spill.add(id, record, record.length);
                }
                var out = new ByteArrayOutputStream();
                spill.writeTo(out, ",".getBytes(StandardCharsets.UTF_8));

                assertThat(out.toString(StandardCharsets.UTF_8))
                        .isEqualTo(ids.stream()
                                .sorted()
                                .map(IdOrderedSpillTest::record)
                                .collect(Collectors.joining(",")));
            }
        }
    }

    @Test
    void givesNothingBackOfNothing() throws IOException {
        try (var spill = new IdOrderedSpill()) {
            var out = new ByteArrayOutputStream();
            spill.writeTo(out, new byte[] {','});
            assertThat(out.size()).isZero();
        }
    }

    private static String record(int id) {
        return id + "x".repeat(id % 50);
    }
}
