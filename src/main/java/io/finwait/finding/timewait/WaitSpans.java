package io.finwait.finding.timewait;

import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Predecessor;
import java.util.Arrays;

/** From when to when TIME_WAITs had lasted that a SYN asked for: all are counted, the latest told of are kept. */
final class WaitSpans {
    /** A power of two. */
    private static final int MOST = 256;

    private static final int FIRST = 16;

    private long[] fromNanos = new long[FIRST];
    private long[] toNanos = new long[FIRST];
    private long[] frames = new long[FIRST];
    private int[] ids = new int[FIRST];
    private long count;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    /** One that had begun with {@code before} and was asked for by the SYN of {@code life}. */
    void add(Life life, Predecessor before) {
        if (count == fromNanos.length && count < MOST) {
            grow();
        }
        int at = (int) (count & fromNanos.length - 1);
        fromNanos[at] = before.armedNanos();
        toNanos[at] = life.synNanos();
        frames[at] = life.firstFrame();
        ids[at] = life.id();
        count++;
        firstNanos = Math.min(firstNanos, toNanos[at]);
        lastNanos = Math.max(lastNanos, toNanos[at]);
    }

    private void grow() {
        int more = 2 * fromNanos.length;
        fromNanos = Arrays.copyOf(fromNanos, more);
        toNanos = Arrays.copyOf(toNanos, more);
        frames = Arrays.copyOf(frames, more);
        ids = Arrays.copyOf(ids, more);
    }

    /** One that began before {@code from} and was asked for after {@code to}; -1 if none is kept. */
    int around(long from, long to) {
        for (int i = 0; i < kept(); i++) {
            if (fromNanos[i] < from && toNanos[i] > to) {
                return i;
            }
        }
        return -1;
    }

    long count() {
        return count;
    }

    int kept() {
        return (int) Math.min(count, fromNanos.length);
    }

    long from(int at) {
        return fromNanos[at];
    }

    long to(int at) {
        return toNanos[at];
    }

    long nanos(int at) {
        return toNanos[at] - fromNanos[at];
    }

    /** The SYN. */
    long frame(int at) {
        return frames[at];
    }

    /** The connection that came with the SYN. */
    int id(int at) {
        return ids[at];
    }

    /** When the first of all was asked for. */
    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }
}
