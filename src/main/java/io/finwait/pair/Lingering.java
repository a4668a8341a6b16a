package io.finwait.pair;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** What is over and may yet be heard of: kept for a time after it was last heard of, a shorter one while there is very much of it. */
final class Lingering<T> {
    /** @param nanos when it had been heard of when it was put into the queue */
    private record Place<T>(T one, long nanos) {}

    private final int most;
    private final long nanos;
    private final long shorterNanos;
    private final ToLongFunction<T> lastNanos;
    private final Deque<Place<T>> queue = new ArrayDeque<>();

    /**
     * An empty one.
     *
     * @param most of more than these each is kept for {@code shorterNanos}, no longer for {@code nanos}
     * @param lastNanos when one was last heard of
     */
    Lingering(int most, long nanos, long shorterNanos, ToLongFunction<T> lastNanos) {
        this.most = most;
        this.nanos = nanos;
        this.shorterNanos = Math.min(nanos, shorterNanos);
        this.lastNanos = lastNanos;
    }

    /** Keeps one that is over. */
    void add(T one) {
        queue.add(new Place<>(one, lastNanos.applyAsLong(one)));
    }

    /** Gives up those that have not been heard of for long; one that has must not hold up the others. */
    void letGo(long nowNanos, Consumer<T> gone) {
        for (Place<T> oldest = queue.peek(); oldest != null; oldest = queue.peek()) {
            long before = nowNanos - (queue.size() > most ? shorterNanos : nanos);
            if (oldest.nanos >= before) {
                return;
            }
            queue.remove();
            if (lastNanos.applyAsLong(oldest.one) < before) {
                gone.accept(oldest.one);
            } else {
                add(oldest.one);
            }
        }
    }
}
