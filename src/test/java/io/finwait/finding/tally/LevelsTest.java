package io.finwait.finding.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelsTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = 1_700_000_000 * SECOND;

    @Test
    void theMostAtOnceIsThePeak() {
        var levels = new Levels();
        levels.add(START, START + 10 * SECOND);
        levels.add(START + 2 * SECOND, START + 4 * SECOND);
        levels.add(START + 3 * SECOND, START + 8 * SECOND);

        assertThat(levels.peak()).isEqualTo(3);
        assertThat(levels.lookNanos(levels.peakLook())).isBetween(START + 3 * SECOND, START + 4 * SECOND);
    }

    @Test
    void whatEndsBeforeTheNextLookIsNotSeen() {
        var levels = new Levels();
        levels.add(START, START + 100 * SECOND);
        levels.add(START + 50 * SECOND, START + 50 * SECOND + 1);

        assertThat(levels.peak()).isEqualTo(1);
    }

    @Test
    void whatNeverEndsIsThereAtTheLastLook() {
        var levels = new Levels();
        levels.add(START, START + 5 * SECOND);
        levels.add(START + SECOND, Levels.NEVER);

        long[] values = levels.values();
        assertThat(values[values.length - 1]).isEqualTo(1);
    }

    @Test
    void anIntervalThatEndsBeforeItBeginsIsNone() {
        var levels = new Levels();
        levels.add(START, START);
        levels.add(START, START - SECOND);

        assertThat(levels.looks()).isZero();
        assertThat(levels.peak()).isZero();
    }

    @Test
    void theOrderInWhichIntervalsComeMakesNoDifference() {
        var random = new Random(7);
        List<long[]> intervals = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            long from = START + (long) (random.nextDouble() * 86_400 * SECOND);
            intervals.add(new long[] {from, from + (long) (random.nextDouble() * 900 * SECOND)});
        }
        Levels first = of(intervals);
        Collections.shuffle(intervals, random);
        Levels second = of(intervals);

        assertThat(second.values()).isEqualTo(first.values());
        assertThat(second.lookNanos(0)).isEqualTo(first.lookNanos(0));
        assertThat(first.looks()).isLessThanOrEqualTo(Levels.MOST_BUCKETS);
    }

    @Test
    void levelsAreExactAtEachLook() {
        var random = new Random(11);
        List<long[]> intervals = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long from = START + (long) (random.nextDouble() * 100 * SECOND);
            intervals.add(new long[] {from, from + (long) (random.nextDouble() * 60 * SECOND) + 1});
        }
        Levels levels = of(intervals);

        long[] values = levels.values();
        for (int i = 0; i < values.length; i++) {
            long at = levels.lookNanos(i);
            long there = intervals.stream()
                    .filter(interval -> interval[0] < at && at <= interval[1])
                    .count();
            assertThat(values[i]).as("at look %d", i).isEqualTo(there);
        }
    }

    private static Levels of(List<long[]> intervals) {
        var levels = new Levels();
        intervals.forEach(interval -> levels.add(interval[0], interval[1]));
        return levels;
    }
}
