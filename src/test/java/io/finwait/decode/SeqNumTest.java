package io.finwait.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SeqNumTest {
    @Test
    void comparisonDependsOnDistanceAloneWhereverTheNumbersAre() {
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            int a = random.nextInt();
            int ahead = 1 + random.nextInt(Integer.MAX_VALUE); // 1 to 2^31 - 1
            int b = a + ahead;

            assertThat(SeqNum.before(a, b) && SeqNum.after(b, a) && !SeqNum.before(b, a) && !SeqNum.after(a, b))
                    .as("%x and %x", a, b)
                    .isTrue();
            assertThat(SeqNum.distance(b, a)).isEqualTo(ahead);
            assertThat(SeqNum.later(a, b)).isEqualTo(b);
            assertThat(SeqNum.later(b, a)).isEqualTo(b);
            assertThat(SeqNum.atOrAfter(b, a)).isTrue();
            assertThat(SeqNum.atOrAfter(a, b)).isFalse();
        }
    }

    @Test
    void numberIsNeitherBeforeNorAfterItself() {
        for (int a : new int[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(SeqNum.before(a, a)).isFalse();
            assertThat(SeqNum.after(a, a)).isFalse();
            assertThat(SeqNum.atOrAfter(a, a)).isTrue();
            assertThat(SeqNum.distance(a, a)).isZero();
        }
    }

    @Test
    void zeroFollowsTheLargestNumber() {
        assertThat(SeqNum.after(0, -1)).isTrue();
        assertThat(SeqNum.before(0xFFFF_FFF0, 16)).isTrue();
        assertThat(SeqNum.distance(16, 0xFFFF_FFF0)).isEqualTo(32);
    }
}
