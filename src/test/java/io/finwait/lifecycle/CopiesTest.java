package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopiesTest {
    private static Copies copies(int firstTsVal, int step, int count) {
        var copies = new Copies();
        for (int i = 0; i < count; i++) {
            copies.add(100L * i, firstTsVal + step * i);
        }
        return copies;
    }

    @Test
    void echoedTimestampNamesTheCopy() {
        Copies copies = copies(1000, 10, 4);

        assertThat(copies.answeredBy(true, 1000)).isEqualTo(0);
        assertThat(copies.answeredBy(true, 1010)).isEqualTo(100);
        assertThat(copies.answeredBy(true, 1019)).isEqualTo(100);
        assertThat(copies.answeredBy(true, 1030)).isEqualTo(300);
        assertThat(copies.answeredBy(true, 5000)).isEqualTo(300);
    }

    @Test
    void echoOlderThanEveryCopyNamesTheFirst() {
        assertThat(copies(1000, 10, 4).answeredBy(true, 1)).isZero();
    }

    @Test
    void withoutTimestampsTheLatestIsTheSafeChoice() {
        assertThat(copies(0, 0, 4).answeredBy(false, 0)).isEqualTo(300);
    }

    @Test
    void timestampsWrap() {
        Copies copies = copies(-15, 10, 4); // -15, -5, 5, 15

        assertThat(copies.answeredBy(true, -5)).isEqualTo(100);
        assertThat(copies.answeredBy(true, 4)).isEqualTo(100);
        assertThat(copies.answeredBy(true, 5)).isEqualTo(200);
    }

    @Test
    void firstAndLatestCopiesAreKeptOfMany() {
        Copies copies = copies(0, 1, 1000);

        assertThat(copies.latestNanos()).isEqualTo(99_900);
        assertThat(copies.answeredBy(true, 0)).isZero();
        assertThat(copies.answeredBy(true, 995)).isEqualTo(99_500);
        assertThat(copies.answeredBy(true, 500)).as("between what is kept").isZero();
    }
}
