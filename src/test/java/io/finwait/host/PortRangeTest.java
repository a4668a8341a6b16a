package io.finwait.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortRangeTest {
    @ParameterizedTest
    @CsvSource({
        "'', 28232",
        "'8080', 28232",
        "'80-90,60998-65535', 28230",
        "'32768', 28231",
        "'1-65535', 0",
        "'40000-40009,40005-40019', 28212",
        "'rubbish,40000', 28231"
    })
    void reservedPortsOfTheRangeAreNotToPickFrom(String reserved, int usable) {
        PortRange range = Objects.requireNonNull(PortRange.parse("32768\t60999", reserved));

        assertThat(range.usable()).isEqualTo(usable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "5 4", "0 9", "1 65536", "a b", "1 2 3"})
    void whatIsNoRangeIsNotTakenForOne(String range) {
        assertThat(PortRange.parse(range, null)).isNull();
    }

    @Test
    void aReservedPortIsNotOneThatTheSystemPicked() {
        PortRange range = Objects.requireNonNull(PortRange.parse("1000 1009", "1005"));

        assertThat(range.contains(1004)).isTrue();
        assertThat(range.contains(1005)).isFalse();
        assertThat(range.contains(1010)).isFalse();
    }
}
