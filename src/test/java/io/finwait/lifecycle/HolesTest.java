package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HolesTest {
    private static final int NEAR_THE_END = -50;

    @Test
    void whatComesFillsOnlyWhatWasMissing() {
        var holes = new Holes();
        holes.open(100, 200);
        holes.open(300, 400);

        assertThat(holes.fill(50, 350)).isEqualTo(150);
        assertThat(holes.fill(50, 350)).isZero();
        assertThat(holes.anyBefore(351)).isTrue();
        assertThat(holes.anyBefore(350)).isFalse();
        assertThat(holes.fill(350, 400)).isEqualTo(50);
        assertThat(holes.isEmpty()).isTrue();
    }

    @Test
    void aSegmentFromTheMiddleLeavesTwoHoles() {
        var holes = new Holes();
        holes.open(100, 200);

        assertThat(holes.fill(140, 160)).isEqualTo(20);
        assertThat(holes.fill(100, 140)).isEqualTo(40);
        assertThat(holes.anyBefore(161)).isTrue();
        assertThat(holes.fill(160, 200)).isEqualTo(40);
        assertThat(holes.isEmpty()).isTrue();
    }

    @Test
    void numbersMayWrapInAHole() {
        var holes = new Holes();
        holes.open(NEAR_THE_END, 50);

        assertThat(holes.fill(NEAR_THE_END, -10)).isEqualTo(40);
        assertThat(holes.anyBefore(-5)).isTrue();
        assertThat(holes.fill(-20, 50)).isEqualTo(60);
        assertThat(holes.isEmpty()).isTrue();
    }

    @Test
    void moreHolesThanAreFollowedAreNotLookedAt() {
        var holes = new Holes();
        for (int i = 0; i < 100; i++) {
            holes.open(100 * i, 100 * i + 50);
        }

        assertThat(holes.fill(0, 10_000)).isBetween(50, 5_000);
        assertThat(holes.isEmpty()).isTrue();
    }
}
