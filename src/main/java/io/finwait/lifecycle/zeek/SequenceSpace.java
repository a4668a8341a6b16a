package io.finwait.lifecycle.zeek;

import java.util.Arrays;

/**
 * One side's sequence space in full, for the connections that need it: data that arrived beyond a hole, more than 4 GiB, SYN,
 * FIN or RST repeated with other numbers. {@link ZeekView} makes one only when its own few fields cannot say it.
 *
 * <p>Follows Zeek's TCP_Reassembler and Reassembler: octets are delivered in order, wait beyond a hole, or are given up when
 * the peer acknowledges them although they were never captured.
 */
final class SequenceSpace {
    /**
     * Zeek's tcp_max_above_hole_without_any_acks: with more than this from the first missing octet on and no ACK ever, it stops
     * looking.
     */
    private static final int MAX_BEYOND_HOLE_BYTES = 16_384;

    /** Zeek's tcp_excessive_data_without_further_acks: with more than this not acknowledged, it stops looking. */
    private static final int MAX_UNACKNOWLEDGED_BYTES = 10 << 20;

    /** Runs of octets kept beyond holes; the farthest two become one when there are more. Zeek has no such limit. */
    private static final int MAX_RUNS = 32;

    /** The highest acknowledgement of the peer, and how often it and the sequence number have wrapped. */
    int ack;

    int ackWraps;
    int seqWraps;

    /** The next octet that is missing. */
    long next;

    /** Up to here nothing is looked at any more. */
    private long trimmed;

    /** Sequence number after the latest FIN; 0 without one. */
    long finEnd;

    /** Where the latest SYN and RST were, and the end of the latest FIN's data; 0 without one. */
    long lastSyn;

    long lastFin;
    long lastRst;

    /** How often this side repeated data, advertised a zero window, had a gap. */
    int repeats;

    int zeroWindows;
    int gaps;

    /** Runs beyond {@link #next}: begin and end by turns, ascending, disjoint and not adjacent. */
    private long[] runs = {};

    private int bounds;
    private boolean gaveUp;

    SequenceSpace(long next) {
        this.next = next;
        this.trimmed = next;
    }

    /** Counts one more and gives the new count; see {@link PackedEnds#count}. */
    int count(int counter) {
        return switch (counter) {
            case PackedEnds.REPEATS -> ++repeats;
            case PackedEnds.ZERO_WINDOWS -> ++zeroWindows;
            default -> ++gaps;
        };
    }

    /** Takes captured octets {@code from} to before {@code upper}. */
    void received(long from, long upper, boolean anyAcked) {
        if (gaveUp) {
            return;
        }
        long begin = Math.max(from, Math.max(trimmed, next));
        if (begin >= upper) {
            return;
        }
        if (begin == next) {
            next = upper;
            deliverRuns();
        } else {
            insert(begin, upper);
        }
        long waiting = bounds == 0 ? 0 : runs[bounds - 1] - next;
        if (!anyAcked && waiting > MAX_BEYOND_HOLE_BYTES || kept() > MAX_UNACKNOWLEDGED_BYTES) {
            bounds = 0;
            gaveUp = true;
        }
    }

    /**
     * The peer acknowledged everything before {@code upTo}.
     *
     * @param partial whether the first octet may be missing because the connection began before the capture
     * @return how many holes are given up with it
     */
    int acknowledged(long upTo, boolean partial) {
        long end = finEnd > 0 && upTo >= finEnd ? finEnd - 1 : upTo;
        if (end <= trimmed) {
            return 0;
        }
        int holes = 0;
        if (end > next && !(partial && end <= 2)) {
            while (bounds > 0 && runs[0] < end) {
                holes++;
                next = runs[0];
                deliverRuns();
            }
            if (end > next) {
                holes++;
                next = end;
            }
            deliverRuns();
        }
        trimmed = end;
        return gaveUp ? 0 : holes;
    }

    /** Octets kept until the peer acknowledges them. */
    private long kept() {
        long octets = Math.max(0, next - trimmed);
        for (int i = 0; i < bounds; i += 2) {
            octets += runs[i + 1] - runs[i];
        }
        return octets;
    }

    private void deliverRuns() {
        int delivered = 0;
        while (delivered < bounds && runs[delivered] <= next) {
            next = Math.max(next, runs[delivered + 1]);
            delivered += 2;
        }
        if (delivered > 0) {
            System.arraycopy(runs, delivered, runs, 0, bounds - delivered);
            bounds -= delivered;
        }
    }

    private void insert(long begin, long upper) {
        int first = 0;
        while (first < bounds && runs[first + 1] < begin) {
            first += 2;
        }
        int after = first;
        long low = begin;
        long high = upper;
        while (after < bounds && runs[after] <= high) {
            low = Math.min(low, runs[after]);
            high = Math.max(high, runs[after + 1]);
            after += 2;
        }
        int change = first + 2 - after;
        if (bounds + change > runs.length) {
            runs = Arrays.copyOf(runs, Math.min(Math.max(8, 2 * runs.length), 2 * MAX_RUNS + 2));
        }
        System.arraycopy(runs, after, runs, first + 2, bounds - after);
        runs[first] = low;
        runs[first + 1] = high;
        bounds += change;
        if (bounds > 2 * MAX_RUNS) {
            runs[bounds - 3] = runs[bounds - 1];
            bounds -= 2;
        }
    }
}
