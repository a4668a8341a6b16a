package io.finwait.analysis.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {
    @ParameterizedTest
    @CsvSource({
        "client, client, client",
        "Server, server, server",
        "service, service, server",
        "net/24, net/24, client",
        "net/128, net/128, client",
        "kind, kind, kind",
        "CLOSER, closer, closer"
    })
    void saysItselfAndWhichConditionItsGroupsAre(String text, String name, String field) {
        assertThat(Grouping.parse(text)).hasToString(name);
        assertThat(Grouping.parse(text).field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "net", "net/", "net/0", "net/129", "net/24/7", "port", "clients", "net/-1", "net/9999"})
    void whatIsNothingToGroupByIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grouping.parse(text))
                .withMessageContaining("'" + text);
    }
}
