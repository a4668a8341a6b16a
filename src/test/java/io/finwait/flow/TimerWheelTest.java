package io.finwait.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    /** A bucket's length. */
    private static final long TICK = 1 << 24;

    private static final class Entry extends FlowEntry {}

    private static List<FlowEntry> entries(EntryList list) {
        var all = new ArrayList<FlowEntry>();
        for (FlowEntry entry = list.head(); entry != null; entry = entry.next()) {
            all.add(entry);
        }
        return all;
    }

    @Test
    void listKeepsTheOrderInWhichEntriesCame() {
        var list = new EntryList();
        var first = new Entry();
        var second = new Entry();
        var third = new Entry();
        list.add(first, 3);
        list.add(second, 2);
        list.add(third, 1);
        list.add(first, 0);

        assertThat(entries(list)).containsExactly(second, third, first);
        EntryList.leave(third);
        assertThat(entries(list)).containsExactly(second, first);
        assertThat(list.size()).isEqualTo(2);
        EntryList.leave(new Entry()); // leaving nothing is allowed
    }

    @Test
    void entryIsDueByItsDeadlineAndOnlyInAList() {
        var entry = new Entry();
        assertThat(entry.isDueBy(Long.MAX_VALUE)).isFalse();
        new EntryList().add(entry, 100);

        assertThat(entry.isDueBy(99)).isFalse();
        assertThat(entry.isDueBy(100)).isTrue();
        EntryList.leave(entry);
        assertThat(entry.isDueBy(100)).isFalse();
    }

    @Test
    void emptyWheelHasNothingToPoll() {
        var wheel = new TimerWheel();

        assertThat(wheel.nextPollNanos()).isEqualTo(Long.MIN_VALUE);
        assertThat(wheel.poll(Long.MAX_VALUE)).isNull();
        assertThat(wheel.first()).isNull();
        assertThat(wheel.all()).isEmpty();
    }

    @Test
    void entriesOfOneBucketComeOutByDeadline() {
        var wheel = new TimerWheel();
        var late = new Entry();
        var early = new Entry();
        wheel.add(late, 10 * TICK + 500, 0);
        wheel.add(early, 10 * TICK + 5, 0);

        assertThat(wheel.poll(10 * TICK + 600))
                .as("before the bucket has passed")
                .isNull();
        assertThat(wheel.poll(11 * TICK)).isSameAs(early);
        EntryList.leave(early);
        assertThat(wheel.poll(11 * TICK)).isSameAs(late);
        EntryList.leave(late);
        assertThat(wheel.poll(11 * TICK)).isNull();
    }

    /** Otherwise a clock that stepped back fills a bucket, which is then sorted again for each entry that is added again. */
    @Test
    void whatIsAddedLateToTheBucketThatIsBeingEmptiedComesOutWithTheNext() {
        var wheel = new TimerWheel();
        var onTime = new Entry();
        var late = new Entry();
        wheel.add(onTime, 0, 0);
        wheel.add(late, -50 * TICK, 0);

        assertThat(wheel.poll(TICK)).isSameAs(late);
        wheel.add(late, -25 * TICK, TICK);
        assertThat(wheel.poll(TICK)).isSameAs(onTime);
        EntryList.leave(onTime);
        assertThat(wheel.poll(TICK)).as("the next bucket has not passed").isNull();
        assertThat(wheel.poll(2 * TICK)).isSameAs(late);
    }

    @Test
    void whatIsLateWhenItIsAddedAfterASilenceComesOutAtOnce() {
        var wheel = new TimerWheel();
        var ahead = new Entry();
        var late = new Entry();
        assertThat(wheel.poll(0)).isNull();
        wheel.add(ahead, 200 * TICK, 100 * TICK);
        wheel.add(late, 50 * TICK, 100 * TICK);

        assertThat(wheel.poll(100 * TICK)).isSameAs(late);
    }

    @Test
    void whatLiesBeyondTheWheelComesOutEarlyAndCanBeAddedAgain() {
        var wheel = new TimerWheel();
        var far = new Entry();
        long deadline = 1_000_000 * TICK;
        wheel.add(far, deadline, 0);

        assertThat(wheel.poll(9_000 * TICK)).isSameAs(far);
        assertThat(far.deadlineNanos()).isEqualTo(deadline);
        wheel.add(far, deadline, 9_000 * TICK);
        assertThat(wheel.poll(9_001 * TICK)).isNull();
    }

    @Test
    void aLongSilenceLosesNothing() {
        var wheel = new TimerWheel();
        var entry = new Entry();
        wheel.add(entry, 100 * TICK, 0);

        assertThat(wheel.poll(1L << 60)).isSameAs(entry);
        EntryList.leave(entry);
        assertThat(wheel.poll(1L << 60)).isNull();
        wheel.add(entry, (1L << 60) + TICK, 1L << 60);
        assertThat(wheel.poll((1L << 60) + 3 * TICK)).isSameAs(entry);
    }

    /** Held against a model: each entry comes out once its bucket has passed, never later, and never before. */
    @Test
    void everyEntryComesOutInItsTimeWhateverComesAndGoes() {
        var random = new Random(3);
        var wheel = new TimerWheel();
        Map<FlowEntry, Long> model = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            entries.add(new Entry());
        }
        long now = 5 * TICK;
        for (int step = 0; step < 50_000; step++) {
            Entry entry = entries.get(random.nextInt(entries.size()));
            if (random.nextInt(5) == 0) {
                EntryList.leave(entry);
                model.remove(entry);
            } else {
                long deadline = now + random.nextInt(40) * (TICK / 4);
                wheel.add(entry, deadline, now);
                model.put(entry, deadline);
            }
            now += random.nextInt(3) == 0 ? random.nextLong(TICK) : 0;
            long previous = Long.MIN_VALUE;
            for (FlowEntry due = wheel.poll(now); due != null; due = wheel.poll(now)) {
                assertThat(due.deadlineNanos() >> 24).isLessThan(now >> 24).isGreaterThanOrEqualTo(previous >> 24);
                assertThat(model.remove(due)).isEqualTo(due.deadlineNanos());
                previous = due.deadlineNanos();
                EntryList.leave(due);
            }
            long present = now >> 24;
            assertThat(model.values()).allMatch(deadline -> deadline >> 24 >= present);
        }
        assertThat(wheel.all()).containsExactlyInAnyOrderElementsOf(model.keySet());
        assertThat(model).isNotEmpty();
        assertThat(Objects.requireNonNull(wheel.first()).deadlineNanos() >> 24)
                .isEqualTo(
                        model.values().stream().min(Comparator.naturalOrder()).orElseThrow() >> 24);
    }
}
