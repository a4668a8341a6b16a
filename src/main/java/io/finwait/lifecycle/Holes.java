package io.finwait.lifecycle;

import io.finwait.decode.SeqNum;

/**
 * What was not captured of an end's sequence space, as far as it was sent or acknowledged: what was lost or overtaken before the
 * capture point, and what the capture missed. A few stretches at a time; others are not followed.
 */
final class Holes {
    /** Segments that go missing one by one of what is under way at a time; a sender that loses more sends less. */
    private static final int MOST = 8;

    private final int[] from = new int[MOST];
    private final int[] to = new int[MOST];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /** From {@code first} up to, not including, {@code end}. */
    void open(int first, int end) {
        if (count < MOST) {
            from[count] = first;
            to[count] = end;
            count++;
        }
    }

    /**
     * A segment from {@code first} up to {@code end} came.
     *
     * @return how many of its numbers had been missing
     */
    int fill(int first, int end) {
        int filled = 0;
        for (int i = count - 1; i >= 0; i--) {
            int begin = SeqNum.later(first, from[i]);
            int stop = SeqNum.before(end, to[i]) ? end : to[i];
            if (SeqNum.before(begin, stop)) {
                filled += SeqNum.distance(stop, begin);
                cut(i, begin, stop);
            }
        }
        return filled;
    }

    private void cut(int i, int begin, int stop) {
        int rest = to[i];
        if (begin == from[i]) {
            from[i] = stop;
        } else {
            to[i] = begin;
            if (stop != rest) {
                open(stop, rest);
            }
        }
        if (from[i] == to[i]) {
            count--;
            from[i] = from[count];
            to[i] = to[count];
        }
    }

    /** Whether anything is missing before {@code end}. */
    boolean anyBefore(int end) {
        for (int i = 0; i < count; i++) {
            if (SeqNum.before(from[i], end)) {
                return true;
            }
        }
        return false;
    }
}
