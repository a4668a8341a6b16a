package io.finwait.pair;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Segments that have waited for their counterparts for long enough, and of which it is still open what became of them: a connection may be
 * silent for hours between a gap in a capture and the acknowledgement that shows the gap.
 */
final class Overdue {
    /** Whoever is not acknowledged repeats less often than this; of more, the rest shows whether the capture has gaps. */
    private static final int MOST = 64;

    private final Deque<Passage> waiting = new ArrayDeque<>(0);

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** @param dropped takes the oldest of too many */
    void add(Passage p, Consumer<Passage> dropped) {
        waiting.add(p);
        if (waiting.size() > MOST) {
            dropped.accept(waiting.remove());
        }
    }

    /** Tells of those that hold some of the octets that {@code p} does. */
    void overlapping(Passage p, Consumer<Passage> older) {
        for (Passage o : waiting) {
            if (o.overlap(p) > 0) {
                older.accept(o);
            }
        }
    }

    /** Gives up those of which it is known by now. */
    void settle(Predicate<Passage> known, Consumer<Passage> settled) {
        for (Iterator<Passage> i = waiting.iterator(); i.hasNext(); ) {
            Passage p = i.next();
            if (known.test(p)) {
                i.remove();
                settled.accept(p);
            }
        }
    }
}
