package io.finwait.lifecycle;

import io.finwait.decode.SeqNum;

/**
 * The copies of one SYN, SYN-ACK or FIN that the capture holds, so that a proof of receipt can be dated back to the copy that
 * arrived. Bounded: the first copy and the latest ones are kept. Made only when there is more than one.
 */
final class Copies {
    private static final int KEPT = 12;

    private final long[] nanos = new long[KEPT];
    private final int[] tsVals = new int[KEPT];
    private int count;

    void add(long atNanos, int tsVal) {
        if (count == KEPT) {
            System.arraycopy(nanos, 2, nanos, 1, KEPT - 2);
            System.arraycopy(tsVals, 2, tsVals, 1, KEPT - 2);
            count--;
        }
        nanos[count] = atNanos;
        tsVals[count] = tsVal;
        count++;
    }

    long latestNanos() {
        return nanos[count - 1];
    }

    /**
     * The copy that caused an answer: with timestamps the latest one whose TSval is not after the answer's TSecr (RFC 7323 §4.3);
     * without them the latest one.
     *
     * @param hasTimestamps whether {@code tsEcr} is meaningful
     */
    long answeredBy(boolean hasTimestamps, int tsEcr) {
        if (!hasTimestamps) {
            return latestNanos();
        }
        for (int i = count - 1; i > 0; i--) {
            if (!SeqNum.after(tsVals[i], tsEcr)) {
                return nanos[i];
            }
        }
        return nanos[0];
    }
}
