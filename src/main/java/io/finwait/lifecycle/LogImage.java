package io.finwait.lifecycle;

/**
 * Writes a connection's {@link SegmentLog} as a few octets for each segment, and reads it back: numbers as their difference from
 * what the ends have sent by now, header fields from the same end's segment before. Reusable; not thread-safe.
 */
final class LogImage {
    private final NumberCoder coder;

    /** What the latest segment of each end had. */
    private final int[] tsVal = new int[2];

    private final int[] ttl = new int[2];
    private final int[] window = new int[2];
    private final int[] ipId = new int[2];

    LogImage(NumberCoder coder) {
        this.coder = coder;
    }

    private void clear() {
        for (int end = 0; end < 2; end++) {
            tsVal[end] = 0;
            ttl[end] = 0;
            window[end] = 0;
            ipId[end] = 0;
        }
    }

    void write(SegmentLog log, Connection c) {
        clear();
        coder.put(log.count());
        long time = c.firstNanos;
        long frame = c.firstFrame;
        for (int i = 0; i < log.kept(); i++) {
            long frameAndBits = log.word(i, 1);
            boolean fromA = SegmentLog.isFromA(frameAndBits);
            coder.put(log.word(i, 0) - time);
            time = log.word(i, 0);
            coder.put((frameAndBits >> SegmentLog.FRAME_SHIFT) - frame);
            frame = frameAndBits >> SegmentLog.FRAME_SHIFT;
            coder.put(frameAndBits & SegmentLog.BITS);
            writeNumbers(log.word(i, 2), fromA, c);
            writeTimestamps(log.word(i, 4), fromA ? 0 : 1);
            coder.put(log.payloadLength(i));
            writeHeader(log, i, fromA ? 0 : 1);
        }
    }

    void read(SegmentLog log, Connection c) {
        clear();
        int noted = (int) coder.get();
        int kept = Math.min(noted, SegmentLog.FIRST + SegmentLog.LAST);
        long time = c.firstNanos;
        long frame = c.firstFrame;
        for (int i = 0; i < kept; i++) {
            time += coder.get();
            frame += coder.get();
            long bits = coder.get();
            boolean fromA = SegmentLog.isFromA(bits);
            int end = fromA ? 0 : 1;
            long numbers = readNumbers(fromA, c);
            long timestamps = readTimestamps(end);
            int payloadLength = (int) coder.get();
            ttl[end] += (int) coder.get();
            window[end] += (int) coder.get();
            ipId[end] += (int) coder.get();
            log.restore(
                    time,
                    frame << SegmentLog.FRAME_SHIFT | bits,
                    numbers,
                    timestamps,
                    payloadLength,
                    ttl[end],
                    window[end],
                    ipId[end]);
        }
        log.restoreCount(noted);
    }

    private void writeHeader(SegmentLog log, int index, int end) {
        coder.put(log.ttl(index) - ttl[end]);
        coder.put(log.window(index) - window[end]);
        coder.put(log.ipId(index) - ipId[end]);
        ttl[end] = log.ttl(index);
        window[end] = log.window(index);
        ipId[end] = log.ipId(index);
    }

    /** Sequence numbers are near what their senders have sent by now. */
    private void writeNumbers(long numbers, boolean fromA, Connection c) {
        coder.put((int) (numbers >>> 32) - (fromA ? c.a : c.b).sndNxt);
        coder.put((int) numbers - (fromA ? c.b : c.a).sndNxt);
    }

    private long readNumbers(boolean fromA, Connection c) {
        int seq = (int) coder.get() + (fromA ? c.a : c.b).sndNxt;
        int ack = (int) coder.get() + (fromA ? c.b : c.a).sndNxt;
        return (long) seq << 32 | ack & 0xFFFF_FFFFL;
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
