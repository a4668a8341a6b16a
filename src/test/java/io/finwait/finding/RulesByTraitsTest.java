package io.finwait.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesByTraitsTest {
    private final List<ConnectionRule> all = Catalog.connectionRules();
    private final RulesByTraits<ConnectionRule> rules =
            new RulesByTraits<>(all, ConnectionRule::traits, ConnectionRule[]::new);

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

    @Test
    void aRuleAboutEveryConnectionIsChosenForEachAmongTheOthersInTheirOrder() {
        var some = new RulesByTraits<>(List.of(1, RulesByTraits.EVERY, 2, 0), Integer::intValue, Integer[]::new);

        assertThat(some.of(0)).containsExactly(RulesByTraits.EVERY);
        assertThat(some.of(2)).containsExactly(RulesByTraits.EVERY, 2);
        assertThat(some.of(3)).containsExactly(1, RulesByTraits.EVERY, 2);
    }

    private Stream<ConnectionRule> about(int traits) {
        return all.stream().filter(rule -> (rule.traits() & traits) != 0);
    }
}
