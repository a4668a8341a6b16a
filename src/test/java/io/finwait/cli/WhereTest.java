package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finwait.pipeline.TimeBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhereTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "client",
                "client=",
                "client=10.0.0",
                "client=10.0.0.0/33",
                "client=10.0.0.1:",
                "client=10.0.0.1:65536",
                "server=[10.0.0.1:80",
                "host=[::1]",
                "port=65536",
                "port=9-5",
                "id=a",
                "colour=red",
                "kind=gone",
                "closer>=client",
                "state=WAITING",
                "duration=2s",
                "duration>=2",
                "closing>=fast"
            })
    void nonsenseIsRefusedInOneLine(String condition) {
        assertThatThrownBy(() -> Where.parse(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25:00", "2026-13-01T00:00:00Z", "12", "x", "12.5parsecs", "9999-01-01T00:00:00Z"})
    void timesThatAreNoneAreRefused(String text) {
        assertThatThrownBy(() -> TimeValue.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesAreInstantsTimesOfDayOrOffsets() {
        assertThat(TimeValue.parse("1970-01-01T00:00:01.5Z"))
                .isEqualTo(new TimeBound(TimeBound.Kind.INSTANT, 1_500_000_000L));
        assertThat(TimeValue.parse("1970-01-01 01:00:01+01:00"))
                .isEqualTo(new TimeBound(TimeBound.Kind.INSTANT, 1_000_000_000L));
        assertThat(TimeValue.parse("0:00:02"))
                .isEqualTo(new TimeBound(TimeBound.Kind.TIME_OF_FIRST_DAY, 2_000_000_000L));
        assertThat(TimeValue.parse("+12.5s"))
                .isEqualTo(TimeValue.parse("12.5s"))
                .isEqualTo(new TimeBound(TimeBound.Kind.SINCE_FIRST_FRAME, 12_500_000_000L));
    }

    @Test
    void durationsHaveUnits() {
        assertThat(DurationValue.nanos("250us")).isEqualTo(250_000);
        assertThat(DurationValue.nanos("1.5 ms")).isEqualTo(1_500_000);
        assertThat(DurationValue.nanos("2m")).isEqualTo(120_000_000_000L);
        assertThatThrownBy(() -> DurationValue.nanos("999999999999d")).isInstanceOf(IllegalArgumentException.class);
    }
}
