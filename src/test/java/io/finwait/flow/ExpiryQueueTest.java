package io.finwait.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiryQueueTest {
    private static final class Entry extends FlowEntry {}

    /** What is in a queue, in order. */
    private static List<FlowEntry> entries(ExpiryQueue queue) {
        var all = new ArrayList<FlowEntry>();
        for (FlowEntry entry = queue.head(); entry != null; entry = entry.next()) {
            all.add(entry);
        }
        return all;
    }

    @Test
    void emptyQueueIsNeverDue() {
        var queue = new ExpiryQueue();

        assertThat(queue.head()).isNull();
        assertThat(queue.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(queue.size()).isZero();
        ExpiryQueue.leave(new Entry()); // leaving nothing is allowed
    }

    @Test
    void entryIsDueByItsDeadlineAndOnlyInAQueue() {
        var entry = new Entry();
        assertThat(entry.isDueBy(Long.MAX_VALUE)).isFalse();
        new ExpiryQueue().add(entry, 100);

        assertThat(entry.isDueBy(99)).isFalse();
        assertThat(entry.isDueBy(100)).isTrue();
        ExpiryQueue.leave(entry);
        assertThat(entry.isDueBy(100)).isFalse();
    }

    /** Held against lists that are sorted anew; of equal deadlines the one added first stays first. */
    @Test
    void keepsTheOrderOfDeadlinesWhateverComesAndGoes() {
        var random = new Random(3);
        var queues = List.of(new ExpiryQueue(), new ExpiryQueue());
        List<List<FlowEntry>> models = List.of(new ArrayList<>(), new ArrayList<>());
        var entries = new Entry[40];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Entry();
        }
        for (int step = 0; step < 20_000; step++) {
            Entry entry = entries[random.nextInt(entries.length)];
            models.forEach(model -> model.remove(entry));
            if (random.nextInt(4) == 0) {
                ExpiryQueue.leave(entry);
            } else {
                int which = random.nextInt(2);
                queues.get(which).add(entry, step + random.nextInt(random.nextInt(10) == 0 ? 50 : 3));
                models.get(which).add(entry);
                models.get(which).sort(Comparator.comparingLong(FlowEntry::deadlineNanos));
            }
            for (int i = 0; i < 2; i++) {
                assertThat(entries(queues.get(i))).isEqualTo(models.get(i));
                assertThat(queues.get(i).size()).isEqualTo(models.get(i).size());
                @Nullable
                FlowEntry head = models.get(i).isEmpty() ? null : models.get(i).get(0);
                assertThat(queues.get(i).nextDeadlineNanos())
                        .isEqualTo(head == null ? Long.MAX_VALUE : head.deadlineNanos());
            }
        }
    }
}
