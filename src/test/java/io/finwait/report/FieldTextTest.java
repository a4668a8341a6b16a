package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.flow.IpAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldTextTest {
    private final FieldText text = new FieldText();

    @Test
    void instantsAreThoseOfTheLibrary() {
        var random = new Random(1);
        var format = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
        text.nanosecondInstants();
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong() >> random.nextInt(40);
            assertThat(text.clear().appendInstant(nanos).toString())
                    .isEqualTo(format.format(Instant.ofEpochSecond(
                            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))));
        }
    }

    @Test
    void instantsHaveSixDigitsUnlessThatWouldLoseSome() {
        assertThat(text.clear().appendInstant(1_000).toString()).isEqualTo("1970-01-01T00:00:00.000001Z");
        assertThat(text.clear().appendInstant(1_001).toString()).isEqualTo("1970-01-01T00:00:00.000001001Z");
    }

    @Test
    void millisecondsAreExactDecimals() {
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            long nanos = random.nextLong() >> random.nextInt(63);
            if (nanos == Long.MIN_VALUE) {
                continue;
            }
            assertThat(new BigDecimal(text.clear().appendMillis(nanos).toString()))
                    .isEqualByComparingTo(BigDecimal.valueOf(nanos, 6));
        }
        assertThat(text.clear().appendMillis(287_000).toString()).isEqualTo("0.287");
        assertThat(text.clear().appendMillis(60_000_000_000L).toString()).isEqualTo("60000");
    }

    @Test
    void numbersAreDecimal() {
        for (long number : new long[] {0, 9, 10, -1, 65_535, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(text.clear().append(number).toString()).isEqualTo(Long.toString(number));
        }
        for (long power = 1; power > 0 && power < Long.MAX_VALUE / 10; power *= 10) {
            for (long number : new long[] {power - 1, power, power * 7 + 1, Integer.MAX_VALUE + power}) {
                assertThat(text.clear().append(number).toString()).isEqualTo(Long.toString(number));
            }
        }
    }

    @Test
    void addressesAreThoseOfTheirType() {
        for (String address : new String[] {"0.0.0.0", "255.255.255.255", "10.77.0.2", "2001:db8::1"}) {
            assertThat(text.clear().append(IpAddress.parse(address)).toString()).isEqualTo(address);
        }
    }
}
