package io.finwait.pipeline;

import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Hands batches of segments from the reading thread to the tracking thread and the empty ones back. A few batches bound how far
 * the reader may run ahead.
 */
final class SegmentExchange implements SegmentSink {
    private static final int BATCHES = 8;

    /** Where nothing comes, time is told so often; timers are no finer anyway. */
    private static final long TELL_EVERY_NANOS = 200_000_000;

    private final ArrayBlockingQueue<SegmentBatch> full = new ArrayBlockingQueue<>(BATCHES + 1);
    private final ArrayBlockingQueue<SegmentBatch> empty = new ArrayBlockingQueue<>(BATCHES + 1);

    /** Stands for the end; never filled. */
    private final SegmentBatch end = new SegmentBatch();

    private SegmentBatch filling;
    private long toldNanos;

    /** Whether something went to the tracker that does not know yet that there may be a pause behind it. */
    private boolean unannounced;

    SegmentExchange() {
        for (int i = 1; i < BATCHES; i++) {
            empty.add(new SegmentBatch());
        }
        filling = new SegmentBatch();
    }

    @Override
    public TcpSegment claim() {
        return filling.get(filling.size);
    }

    @Override
    public void publish() {
        if (++filling.size == SegmentBatch.CAPACITY) {
            flush();
        }
    }

    /** Reader: passes on what has been published so far. */
    void flush() {
        if (filling.size > 0) {
            pass();
            unannounced = true;
        }
    }

    private void pass() {
        try {
            full.put(filling);
            filling = empty.take();
        } catch (InterruptedException e) {
            throw new AbandonedException(e);
        }
    }

    /**
     * Reader: passes on what has been published so far, and where that is nothing, from time to time, what time it is.
     *
     * @param nanos the time of the last segment, or later if no earlier one can come; nanoseconds since the epoch
     */
    void handOver(long nanos) {
        if (filling.size == 0 && !unannounced && nanos - toldNanos < TELL_EVERY_NANOS) {
            return;
        }
        unannounced = false;
        toldNanos = nanos;
        filling.handOver(nanos);
        pass();
    }

    /** Reader: no more segments come. */
    void end() {
        flush();
        full.add(end);
    }

    /** Tracker: the next batch; null at the end. */
    @Nullable
    SegmentBatch take() throws InterruptedException {
        SegmentBatch batch = full.take();
        return batch == end ? null : batch;
    }

    /** Tracker: gives a batch back. */
    void giveBack(SegmentBatch batch) {
        batch.clear();
        empty.add(batch);
    }

    /** The other side has stopped and interrupted this one. */
    static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AbandonedException(InterruptedException cause) {
            super(cause);
        }
    }
}
