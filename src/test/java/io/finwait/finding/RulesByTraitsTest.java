package io.finwait.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesByTraitsTest {
    private final List<ConnectionRule> all = Catalog.connectionRules();
    private final RulesByTraits rules = new RulesByTraits(all);

    @Test
    void choosesThoseAboutAnyOfTheTraitsInTheirOrder() {
        int traits = 0b1011;
        assertThat(rules.of(traits)).containsExactlyElementsOf(about(traits).toList());
    }

    @Test
    void isRightForEveryCombinationHoweverManyThereAre() {
        for (int round = 0; round < 2; round++) {
            for (int traits = 0; traits < 1 << 12; traits++) {
                assertThat(rules.of(traits)).hasSameElementsAs(about(traits).toList());
            }
        }
    }

    @Test
    void aPlainConnectionHasNoRules() {
        assertThat(rules.of(0)).isEmpty();
    }

    @Test
    void choosesOnceForTheSameTraits() {
        assertThat(rules.of(3)).isSameAs(rules.of(3));
    }

    private Stream<ConnectionRule> about(int traits) {
        return all.stream().filter(rule -> (rule.traits() & traits) != 0);
    }
}
