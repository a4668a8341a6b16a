package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The segments that matter to a connection's life, as they came: the first ones and the last ones, if there are many. Reusable;
 * grows with what it holds. Five words each, so that a connection's log is one array.
 */
final class SegmentLog {
    /** So many of the first are kept, and as many of the last. */
    static final int FIRST = 16;

    static final int LAST = 24;

    static final int WORDS = 5;
    private static final int[] SIZES = {4 * WORDS, 10 * WORDS, FIRST * WORDS, (FIRST + LAST) * WORDS};
    private static final long[] NOTHING = {};

    private static final int MARKS_SHIFT = 9;
    private static final int FROM_A = 1 << 17;
    private static final int TIMESTAMPS = 1 << 18;
    private static final int IPV6 = 1 << 19;
    static final int FRAME_SHIFT = 20;
    static final long BITS = (1L << FRAME_SHIFT) - 1;
    private static final int MOST_PAYLOAD = (1 << 24) - 1;

    private long[] words = NOTHING;
    private int count;

    void clear() {
        count = 0;
    }

    /** How many were noted, kept or not. */
    int count() {
        return count;
    }

    /** How many are kept. */
    int kept() {
        return Math.min(count, FIRST + LAST);
    }

    /** Notes {@code s}, which end A sent if {@code fromA}. */
    void add(TcpSegment s, boolean fromA, int marks) {
        int at = claim();
        long bits = s.flags & 0x1FFL | (long) marks << MARKS_SHIFT;
        bits |= (fromA ? FROM_A : 0) | (s.hasTimestamps ? TIMESTAMPS : 0) | (s.ipId < 0 ? IPV6 : 0);
        words[at] = s.timeNanos;
        words[at + 1] = s.frame << FRAME_SHIFT | bits;
        words[at + 2] = (long) s.seq << 32 | s.ack & 0xFFFF_FFFFL;
        words[at + 3] = header(s.payloadLength, s.ttl, s.window, s.ipId & 0xFFFF);
        words[at + 4] = (long) s.tsVal << 32 | s.tsEcr & 0xFFFF_FFFFL;
    }

    /** Notes an ICMP error that quotes a segment of end A, or of B. */
    void addIcmpError(TcpSegment error, boolean ofA) {
        int at = claim();
        long bits = (long) Milestone.ICMP << MARKS_SHIFT | (ofA ? FROM_A : 0);
        bits |= (error.icmp & TcpSegment.ICMP_V6) != 0 ? IPV6 : 0;
        words[at] = error.timeNanos;
        words[at + 1] = error.frame << FRAME_SHIFT | bits;
        words[at + 2] = (long) error.seq << 32;
        words[at + 3] = (error.icmp & 0xFFFFL) << 32;
        words[at + 4] = 0;
    }

    /** Where the next one goes; the words there are to be overwritten. */
    private int claim() {
        int slot = count < FIRST ? count : FIRST + (count - FIRST) % LAST;
        int at = slot * WORDS;
        if (at + WORDS > words.length) {
            words = Arrays.copyOf(words, sizeFor(at + WORDS));
        }
        count++;
        return at;
    }

    private static int sizeFor(int length) {
        for (int size : SIZES) {
            if (size >= length) {
                return size;
            }
        }
        throw new IllegalStateException("no log is that long: " + length);
    }

    /** The words of the kept ones in the order they came: the index of the first of {@link #WORDS} of the {@code index}-th. */
    private int at(int index) {
        int slot = index;
        if (index >= FIRST && count > FIRST + LAST) {
            slot = FIRST + (index - FIRST + (count - FIRST) % LAST) % LAST;
        }
        return slot * WORDS;
    }

    /** One word of a kept one; {@code index} in the order they came. */
    long word(int index, int which) {
        return words[at(index) + which];
    }

    int payloadLength(int index) {
        return (int) word(index, 3) & MOST_PAYLOAD;
    }

    int ttl(int index) {
        return (int) (word(index, 3) >>> 24) & 0xFF;
    }

    int window(int index) {
        return (int) (word(index, 3) >>> 32) & 0xFFFF;
    }

    /** IPv4 identification; means nothing for IPv6. */
    int ipId(int index) {
        return (int) (word(index, 3) >>> 48);
    }

    private static long header(int payloadLength, int ttl, int window, int ipId) {
        return (long) ipId << 48 | (long) window << 32 | (long) ttl << 24 | Math.min(payloadLength, MOST_PAYLOAD);
    }

    /** Takes what another log held: to be called once for each kept one, in order. */
    void restore(
            long time,
            long frameAndBits,
            long numbers,
            long timestamps,
            int payloadLength,
            int ttl,
            int window,
            int ipId) {
        int at = claim();
        words[at] = time;
        words[at + 1] = frameAndBits;
        words[at + 2] = numbers;
        words[at + 3] = header(payloadLength, ttl, window, ipId);
        words[at + 4] = timestamps;
    }

    /** Says how many were noted before it was restored from the kept ones. */
    void restoreCount(int noted) {
        if (noted
                > FIRST + LAST) { // the oldest of the last ones is now in the first slot of the ring; turn it to where
            // it was
            int turn = (noted - FIRST) % LAST;
            long[] turned = words.clone();
            for (int i = 0; i < LAST; i++) {
                int to = FIRST + (i + turn) % LAST;
                System.arraycopy(words, (FIRST + i) * WORDS, turned, to * WORDS, WORDS);
            }
            words = turned;
        }
        count = noted;
    }

    static boolean isFromA(long frameAndBits) {
        return (frameAndBits & FROM_A) != 0;
    }

    /** All that are kept, for the rules. */
    List<Milestone> milestones(boolean clientIsA) {
        var all = new ArrayList<Milestone>(kept());
        for (int i = 0; i < kept(); i++) {
            all.add(milestone(i, clientIsA));
        }
        return all;
    }

    private Milestone milestone(int index, boolean clientIsA) {
        int at = at(index);
        long bits = words[at + 1];
        return new Milestone(
                words[at],
                bits >>> FRAME_SHIFT,
                isFromA(bits) == clientIsA ? Role.CLIENT : Role.SERVER,
                (int) bits & 0x1FF,
                (int) (words[at + 2] >>> 32),
                (int) words[at + 2],
                payloadLength(index),
                window(index),
                ttl(index),
                (bits & IPV6) != 0 ? -1 : ipId(index),
                (bits & TIMESTAMPS) != 0,
                (int) (words[at + 4] >>> 32),
                (int) words[at + 4],
                (int) (bits >>> MARKS_SHIFT) & 0xFF);
    }
}
