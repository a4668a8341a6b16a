package io.finwait.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeBoundTest {
    private static final long SECOND = 1_000_000_000;
    private static final long FIRST = nanos("2026-11-22T08:30:00Z");

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * SECOND;
    }

    private static long resolve(TimeBound.Kind kind, long nanos) {
        return new TimeBound(kind, nanos).resolve(FIRST, Long.MAX_VALUE);
    }

    @Test
    void noBoundStandsForWhatTheCallerSays() {
        assertThat(TimeBound.NONE.resolve(FIRST, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(TimeBound.NONE.resolve(FIRST, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void instantStandsForItself() {
        assertThat(resolve(TimeBound.Kind.INSTANT, 12345)).isEqualTo(12345);
    }

    @Test
    void offsetCountsFromTheFirstFrame() {
        assertThat(resolve(TimeBound.Kind.SINCE_FIRST_FRAME, 90 * SECOND)).isEqualTo(nanos("2026-11-22T08:31:30Z"));
        assertThat(resolve(TimeBound.Kind.SINCE_FIRST_FRAME, 0)).isEqualTo(FIRST);
    }

    @Test
    void timeOfDayIsOfTheFirstFramesDayInUtc() {
        assertThat(resolve(TimeBound.Kind.TIME_OF_FIRST_DAY, 9 * 3600 * SECOND))
                .isEqualTo(nanos("2026-11-22T09:00:00Z"));
        assertThat(resolve(TimeBound.Kind.TIME_OF_FIRST_DAY, 0)).isEqualTo(nanos("2026-11-22T00:00:00Z"));
        long beforeTheEpoch = nanos("1969-12-31T10:00:00Z");
        assertThat(new TimeBound(TimeBound.Kind.TIME_OF_FIRST_DAY, 3600 * SECOND).resolve(beforeTheEpoch, 0))
                .isEqualTo(nanos("1969-12-31T01:00:00Z"));
    }
}
