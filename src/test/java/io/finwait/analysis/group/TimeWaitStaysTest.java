package io.finwait.analysis.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TimeWait;
import org.junit.jupiter.api.Test;

class TimeWaitStaysTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void countsThoseAtOnceInWhateverOrderTheyCome() {
        var stays = new TimeWaitStays(new TimeWaitStays.Room());
        stays.add(stay(30, 40, TimeWait.End.EXPIRED));
        stays.add(stay(0, 10, TimeWait.End.REUSED));
        stays.add(stay(5, 35, TimeWait.End.RESET));
        stays.add(stay(8, 9, TimeWait.End.REUSED));

        assertThat(stays.timeWaits()).isEqualTo(new Group.TimeWaits(4, 3, true, (10 + 10 + 30 + 1) * SECOND));
    }

    @Test
    void whatLastsBeyondTheCaptureIsThereAtItsEnd() {
        var stays = new TimeWaitStays(new TimeWaitStays.Room());
        stays.add(stay(0, 10, TimeWait.End.CAPTURE_END));
        stays.add(stay(10, 10, TimeWait.End.CAPTURE_END));

        assertThat(stays.timeWaits().peak()).isEqualTo(2);
    }

    @Test
    void staysThatEndAsTheyBeginWereThere() {
        var stays = new TimeWaitStays(new TimeWaitStays.Room());
        stays.add(stay(3, 3, TimeWait.End.RESET));
        stays.add(stay(4, 4, TimeWait.End.RESET));

        assertThat(stays.timeWaits()).isEqualTo(new Group.TimeWaits(2, 1, true, 0));
    }

    @Test
    void whereThereIsNoMoreRoomRegularLooksCountThem() {
        var room = new TimeWaitStays.Room(3);
        var large = new TimeWaitStays(room);
        var small = new TimeWaitStays(room);
        small.add(stay(0, 60, TimeWait.End.EXPIRED));
        for (int i = 0; i < 100; i++) {
            large.add(stay(i, i + 60, TimeWait.End.EXPIRED));
        }
        small.add(stay(1, 61, TimeWait.End.EXPIRED));

        assertThat(large.timeWaits()).isEqualTo(new Group.TimeWaits(100, 60, false, 6_000 * SECOND));
        assertThat(small.timeWaits())
                .as("the room that the other one gave up")
                .isEqualTo(new Group.TimeWaits(2, 2, true, 120 * SECOND));
    }

    private static TimeWait stay(long fromSeconds, long toSeconds, TimeWait.End end) {
        long from = fromSeconds * SECOND;
        return new TimeWait(Role.SERVER, from, from, 0, toSeconds * SECOND - from, 60 * SECOND, end, -1);
    }
}
