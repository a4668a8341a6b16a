package io.finwait.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.GivenUp;
import io.finwait.flow.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnonymousRecordsTest {
    private final AnonymousRecords records = new AnonymousRecords(
            new Pseudonyms("0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII)));

    @Test
    void amongEqualsTheOrderTellsNothingOfTheAddresses() {
        var sources = IntStream.rangeClosed(1, 10)
                .mapToObj(i -> new GivenUp.Source(IpAddress.parse("10.0.0." + i), 7))
                .toList();

        GivenUp shown = records.of(new GivenUp(70, 70, 10, sources));

        assertThat(shown.sources())
                .extracting(GivenUp.Source::address)
                .isSorted()
                .hasSize(10);
    }
}
