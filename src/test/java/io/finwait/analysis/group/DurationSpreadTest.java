package io.finwait.analysis.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationSpreadTest {
    @Test
    void withoutDurationsNothingIsKnown() {
        assertThat(new DurationSpread().spread()).isEqualTo(new Group.Spread(0, -1, -1, -1));
    }

    @Test
    void ofOneDurationAllAreThatOne() {
        assertThat(spread(LongStream.of(7))).isEqualTo(new Group.Spread(1, 7, 7, 7));
    }

    @Test
    void aSmallGroupIsExact() {
        assertThat(spread(LongStream.rangeClosed(1, DurationSpread.MOST_EXACT).map(i -> 1_000_003 * i)))
                .isEqualTo(new Group.Spread(512, 256 * 1_000_003L, 487 * 1_000_003L, 512 * 1_000_003L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 77_777, 60_000_000})
    void aLargeOneIsWithinOnePercent(long step) {
        Group.Spread spread = spread(LongStream.rangeClosed(1, 10_000).map(i -> i * step));

        assertThat(spread.count()).isEqualTo(10_000);
        assertThat(spread.medianNanos()).isCloseTo(5_000 * step, withPercentage(1));
        assertThat(spread.p95Nanos()).isCloseTo(9_500 * step, withPercentage(1));
        assertThat(spread.maxNanos()).isEqualTo(10_000 * step);
    }

    @Test
    void microsecondsStayMicroseconds() {
        Group.Spread spread = spread(LongStream.rangeClosed(1, 10_000).map(i -> i * 1_000));

        assertThat(spread.medianNanos() % 1_000).isZero();
        assertThat(spread.p95Nanos() % 1_000).isZero();
    }

    private static Group.Spread spread(LongStream nanos) {
        var spread = new DurationSpread();
        nanos.forEach(spread::add);
        return spread.spread();
    }
}
