package io.finwait.finding.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubjectsTest {
    private static final class Count implements Tally {
        private long count;

        void add() {
            count++;
        }

        @Override
        public long count() {
            return count;
        }
    }

    private final Subjects<Integer, Count> subjects = new Subjects<>(100, key -> new Count());

    @Test
    void thoseThatComeOnceNeverPushOutThoseThatComeOften() {
        for (int i = 0; i < 10; i++) {
            subjects.of(-1).add();
        }
        for (int i = 0; i < 1_000_000; i++) {
            subjects.of(i).add();
        }

        assertThat(subjects.of(-1).count()).isEqualTo(10);
        assertThat(subjects.all()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void aBusyOneStaysThoughItWasNotAskedForAgain() {
        Count busy = subjects.of(-1); // as somebody does who remembers the last one
        for (int i = 0; i < 1000; i++) {
            busy.add();
        }
        for (int i = 0; i < 1000; i++) {
            subjects.of(i).add();
        }

        assertThat(subjects.of(-1)).isSameAs(busy);
    }

    @Test
    void theBusiestComesFirst() {
        subjects.of(1).add();
        for (int i = 0; i < 3; i++) {
            subjects.of(2).add();
        }

        assertThat(subjects.all()).extracting(Count::count).containsExactly(3L, 1L);
    }
}
