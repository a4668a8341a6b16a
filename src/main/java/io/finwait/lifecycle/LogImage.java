package io.finwait.lifecycle;

import java.util.Arrays;

/**
 * Writes a connection's {@link SegmentLog} as a few octets for each segment, and reads it back: every field as its difference
 * from what the segments before lead one to expect. Reusable; not thread-safe.
 */
final class LogImage {
    private static final int NANOS_PER_MICRO = 1_000;

    private final NumberCoder coder;

    /** What is expected of the next segment of each end: its number, and the rest as in the one before. */
    private final int[] next = new int[2];

    private final int[] tsVal = new int[2];
    private final int[] ttl = new int[2];
    private final int[] window = new int[2];
    private final int[] ipId = new int[2];

    LogImage(NumberCoder coder) {
        this.coder = coder;
    }

    private void start(Connection c) {
        next[0] = c.a.isn;
        next[1] = c.b.isn;
        Arrays.fill(tsVal, 0);
        Arrays.fill(ttl, 0);
        Arrays.fill(window, 0);
        Arrays.fill(ipId, 0);
    }

    void write(SegmentLog log, Connection c) {
        start(c);
        coder.put(log.noted());
        coder.put(log.kept());
        long unit = unit(log, c);
        coder.put(unit);
        long time = c.firstNanos;
        long frame = c.firstFrame;
        for (int i = 0; i < log.kept(); i++) {
            long frameAndBits = log.word(i, 1);
            int end = SegmentLog.isFromA(frameAndBits) ? 0 : 1;
            coder.put((log.word(i, 0) - time) / unit);
            time = log.word(i, 0);
            coder.put((frameAndBits >> SegmentLog.FRAME_SHIFT) - frame);
            frame = frameAndBits >> SegmentLog.FRAME_SHIFT;
            int flags = (int) frameAndBits & SegmentLog.FLAGS;
            coder.put(flags);
            coder.put((frameAndBits & SegmentLog.BITS) >> SegmentLog.FLAG_BITS);
            int payloadLength = log.payloadLength(i);
            coder.put(payloadLength);
            int seq = (int) (log.word(i, 2) >>> 32);
            coder.put(seq - next[end]);
            coder.put((int) log.word(i, 2) - next[1 - end]);
            next[end] = SegmentLog.end(seq, payloadLength, flags);
            writeTimestamps(log.word(i, 4), end);
            writeHeader(log, i, end);
        }
    }

    void read(SegmentLog log, Connection c) {
        start(c);
        int noted = (int) coder.get();
        int kept = (int) coder.get();
        long unit = coder.get();
        long time = c.firstNanos;
        long frame = c.firstFrame;
        for (int i = 0; i < kept; i++) {
            time += coder.get() * unit;
            frame += coder.get();
            int flags = (int) coder.get();
            long bits = coder.get() << SegmentLog.FLAG_BITS | flags;
            int end = SegmentLog.isFromA(bits) ? 0 : 1;
            int payloadLength = (int) coder.get();
            int seq = next[end] + (int) coder.get();
            int ack = next[1 - end] + (int) coder.get();
            next[end] = SegmentLog.end(seq, payloadLength, flags);
            long timestamps = readTimestamps(end);
            ttl[end] += (int) coder.get();
            window[end] += (int) coder.get();
            ipId[end] += (int) coder.get();
            log.restore(
                    time,
                    frame << SegmentLog.FRAME_SHIFT | bits,
                    (long) seq << 32 | ack & 0xFFFF_FFFFL,
                    timestamps,
                    payloadLength,
                    ttl[end],
                    window[end],
                    ipId[end]);
        }
        log.restoreNoted(noted);
    }

    /** The coarsest unit in which the times can be told: most captures have microseconds. */
    private static long unit(SegmentLog log, Connection c) {
        for (int i = 0; i < log.kept(); i++) {
            if ((log.word(i, 0) - c.firstNanos) % NANOS_PER_MICRO != 0) {
                return 1;
            }
        }
        return NANOS_PER_MICRO;
    }

    private void writeHeader(SegmentLog log, int index, int end) {
        coder.put(log.ttl(index) - ttl[end]);
        coder.put(log.window(index) - window[end]);
        coder.put(log.ipId(index) - ipId[end]);
        ttl[end] = log.ttl(index);
        window[end] = log.window(index);
        ipId[end] = log.ipId(index);
    }

    /** A TSval is near the sender's one before, a TSecr near the peer's latest TSval. */
    private void writeTimestamps(long timestamps, int end) {
        coder.put((int) (timestamps >>> 32) - tsVal[end]);
        coder.put((int) timestamps - tsVal[1 - end]);
        tsVal[end] = (int) (timestamps >>> 32);
    }

    private long readTimestamps(int end) {
        int sent = (int) coder.get() + tsVal[end];
        int echoed = (int) coder.get() + tsVal[1 - end];
        tsVal[end] = sent;
        return (long) sent << 32 | echoed & 0xFFFF_FFFFL;
    }
}
