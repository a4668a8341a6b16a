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
    private static final int[] SIZES = {10 * WORDS, FIRST * WORDS, (FIRST + LAST) * WORDS};
    private static final long[] NOTHING = {};

    static final int FLAG_BITS = 9;
    static final int FLAGS = (1 << FLAG_BITS) - 1;
    private static final int FROM_A = 1 << 9;
    private static final int TIMESTAMPS = 1 << 10;
    private static final int IPV6 = 1 << 11;
    private static final int MARKS_SHIFT = 12;
    private static final int MARKS = 0xFF;
    static final int FRAME_SHIFT = 20;
    static final long BITS = (1L << FRAME_SHIFT) - 1;
    private static final int MOST_PAYLOAD = (1 << 24) - 1;

    private long[] words = NOTHING;
    private int noted;
    private int kept;

    void clear() {
        noted = 0;
        kept = 0;
    }

    /** How many were noted, kept or not. */
    int noted() {
        return noted;
    }

    /** How many are kept. */
    int kept() {
        return kept;
    }

    /** Keeps no more than so many of the first and of the last ones. */
    void thin(int first, int last) {
        int surplus = kept - first - last;
        if (surplus > 0) {
            System.arraycopy(words, (first + surplus) * WORDS, words, first * WORDS, last * WORDS);
            kept -= surplus;
        }
    }

    /** Notes {@code s}, which end A sent if {@code fromA}. */
    void add(TcpSegment s, boolean fromA, int marks) {
        int at = claim();
        long bits = s.flags & FLAGS | (long) marks << MARKS_SHIFT;
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
        if (kept == FIRST + LAST) {
            thin(FIRST, LAST - 1);
        }
        int at = kept * WORDS;
        if (at + WORDS > words.length) {
            words = Arrays.copyOf(words, sizeFor(at + WORDS));
        }
        kept++;
        noted++;
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

    /** One word of a kept one; {@code index} in the order they came. */
    long word(int index, int which) {
        return words[index * WORDS + which];
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

    /** Says how many were noted before those that are kept were restored. */
    void restoreNoted(int count) {
        noted = count;
    }

    /** The sequence number after a segment. */
    static int end(int seq, int payloadLength, int flags) {
        return seq + payloadLength + Integer.bitCount(flags & (TcpSegment.SYN | TcpSegment.FIN));
    }

    /**
     * Whether a kept one is the same packet as {@code s}, captured at most {@code nanos} before or after it: one with the same
     * identification, or without one of its own the same at another hop.
     */
    boolean holdsCopyOf(TcpSegment s, boolean fromA, long nanos) {
        long numbers = (long) s.seq << 32 | s.ack & 0xFFFF_FFFFL;
        long timestamps = (long) s.tsVal << 32 | s.tsEcr & 0xFFFF_FFFFL;
        for (int i = 0; i < kept(); i++) {
            long bits = word(i, 1);
            if (word(i, 2) == numbers
                    && word(i, 4) == timestamps
                    && isFromA(bits) == fromA
                    && (bits & 0x1FF) == s.flags
                    && Math.abs(s.timeNanos - word(i, 0)) <= nanos
                    && (s.ipId > 0 ? ipId(i) == s.ipId : ttl(i) != s.ttl)) {
                return true;
            }
        }
        return false;
    }

    static boolean isFromA(long frameAndBits) {
        return (frameAndBits & FROM_A) != 0;
    }

    /** All that are kept, for the rules. */
    List<Milestone> milestones(boolean clientIsA) {
        var all = new ArrayList<Milestone>(kept);
        for (int i = 0; i < kept; i++) {
            all.add(milestone(i, clientIsA));
        }
        return all;
    }

    private Milestone milestone(int index, boolean clientIsA) {
        int at = index * WORDS;
        long bits = words[at + 1];
        return new Milestone(
                words[at],
                bits >>> FRAME_SHIFT,
                isFromA(bits) == clientIsA ? Role.CLIENT : Role.SERVER,
                (int) bits & FLAGS,
                (int) (words[at + 2] >>> 32),
                (int) words[at + 2],
                payloadLength(index),
                window(index),
                ttl(index),
                (bits & IPV6) != 0 ? -1 : ipId(index),
                (bits & TIMESTAMPS) != 0,
                (int) (words[at + 4] >>> 32),
                (int) words[at + 4],
                (int) (bits >>> MARKS_SHIFT) & MARKS);
    }
}
