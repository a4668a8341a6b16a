package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConnectionSampleTest {
    private static final int RECORD = "#000000".length();

    @Test
    void allAreKeptWhileThereIsRoom() throws IOException {
        assertThat(sample(100 * RECORD, IntStream.range(0, 100)))
                .isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void whereThereIsNoRoomItIsFullAndSpreadOverAll() throws IOException {
        List<Integer> kept = sample(1_000 * RECORD, IntStream.range(0, 100_000));

        assertThat(kept).hasSize(1_000).isSorted();
        for (int tenth = 0; tenth < 10; tenth++) {
            int from = tenth * 10_000;
            assertThat(kept.stream()
                            .filter(id -> id >= from && id < from + 10_000)
                            .count())
                    .as("of the ids from %d", from)
                    .isBetween(50L, 150L);
        }
    }

    @Test
    void theSameOnesAreKeptWhateverTheOrder() throws IOException {
        int most = 300 * RECORD;

        assertThat(sample(most, IntStream.range(0, 5_000).map(i -> 4_999 - i)))
                .isEqualTo(sample(most, IntStream.range(0, 5_000)));
    }

    @Test
    void whatIsNamedInTheEndIsKeptWhateverItsSize() throws IOException {
        try (var sample = new ConnectionSample(10 * RECORD)) {
            for (int id = 0; id < 1_000; id++) {
                sample.add(id, record(id));
            }
            int absent = IntStream.range(0, 1_000)
                    .filter(id -> !sample.contains(id))
                    .findFirst()
                    .orElseThrow();
            sample.keep(absent, record(absent));

            assertThat(written(sample)).hasSize(11).contains(absent);
            assertThat(sample.count()).isEqualTo(11);
        }
    }

    @Test
    void whatCouldNotBeKeptIsNotAskedFor() throws IOException {
        try (var sample = new ConnectionSample(10 * RECORD)) {
            for (int id = 0; id < 100_000; id++) {
                sample.add(id, record(id));
            }
            assertThat(IntStream.range(0, 100_000).filter(sample::mayTake).count())
                    .isLessThan(20);
        }
    }

    private static List<Integer> sample(long mostBytes, IntStream ids) throws IOException {
        try (var sample = new ConnectionSample(mostBytes)) {
            for (int id : ids.toArray()) {
                if (sample.mayTake(id)) {
                    sample.add(id, record(id));
                }
            }
            return written(sample);
        }
    }

    private static FieldText record(int id) {
        return new FieldText().append("#" + Integer.toString(1_000_000 + id).substring(1));
    }

    private static List<Integer> written(ConnectionSample sample) throws IOException {
        var out = new ByteArrayOutputStream();
        sample.writeTo(out, new byte[0]);
        return Stream.of(out.toString(StandardCharsets.US_ASCII).split("#", -1))
                .skip(1)
                .map(Integer::valueOf)
                .toList();
    }
}
