package io.finwait.finding.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class DistinctCountTest {
    @Test
    void fewAreCountedNearlyExactly() {
        for (int many : new int[] {0, 1, 4, 15, 30}) {
            assertThat(of(many)).as("%d", many).isBetween(many - many / 10L, many + many / 10L);
        }
    }

    @Test
    void manyAreCountedWithinAFewPercent() {
        for (int many : new int[] {1000, 20_000, 1_000_000}) {
            assertThat(of(many)).isCloseTo(many, withinPercentage(10));
        }
    }

    @Test
    void whatComesAgainIsNotCountedAgain() {
        var count = new DistinctCount();
        for (int i = 0; i < 10_000; i++) {
            count.add(i % 7);
        }
        assertThat(count.estimate()).isEqualTo(7);
    }

    private static long of(int many) {
        var count = new DistinctCount();
        for (int i = 0; i < many; i++) {
            count.add(0x0A4E_0000L + i);
        }
        return count.estimate();
    }
}
