package io.finwait.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.tally.Levels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeGridTest {
    private static final long SECOND = 1_000_000_000;
    private static final long T0 = 1_763_800_000L * SECOND;
    private static final int MOST = 600;

    @Test
    void levelsWithStepsOfTheirOwnAreLookedAtTogether() {
        var coarse = new Levels();
        var fine = new Levels();
        for (int i = 0; i < 1000; i++) {
            coarse.step(T0 + i * SECOND);
        }
        fine.step(T0 + 500 * SECOND);
        fine.step(T0 + 501 * SECOND);

        TimeGrid grid = TimeGrid.over(List.of(coarse, fine), T0 + 1000 * SECOND, MOST);

        assertThat(grid.count()).isLessThanOrEqualTo(MOST);
        assertThat(grid.values(coarse)).startsWith(0).endsWith(1000);
        assertThat(grid.values(fine)).startsWith(0).endsWith(2).isSorted();
        assertThat(Arrays.stream(grid.rises(coarse)).sum()).isEqualTo(1000);
    }

    @Test
    void theNumberOfInstantsIsBoundedWhateverLiesBetweenTheFirstAndTheLast() {
        var early = new Levels();
        var late = new Levels();
        early.step(T0);
        early.step(T0 + SECOND / 500);
        late.step(T0 + 400 * 86_400 * SECOND);
        late.step(T0 + 400 * 86_400 * SECOND + SECOND / 500);

        TimeGrid grid = TimeGrid.over(List.of(early, late), 0, MOST);

        assertThat(grid.count()).isBetween(MOST / 2, MOST);
        assertThat(grid.values(early)).startsWith(0).endsWith(2);
        assertThat(grid.values(late)).startsWith(0).endsWith(2);
    }

    @Test
    void withoutAnyLevelsThereIsNoInstant() {
        assertThat(TimeGrid.over(List.of(new Levels()), T0, MOST).count()).isZero();
    }
}
