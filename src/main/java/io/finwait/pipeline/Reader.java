package io.finwait.pipeline;

import io.finwait.capture.Frame;
import io.finwait.capture.FrameSource;
import io.finwait.capture.Heartbeat;
import io.finwait.decode.FrameDecoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The reading thread: frames in, decoded segments out. */
final class Reader implements Runnable, Heartbeat {
    private static final int PROGRESS_EVERY = 1 << 14;

    /** What was captured so long ago has been read, where nothing has come since. */
    private static final long SETTLED_NANOS = 1_000_000_000;

    private final FrameSource source;
    private final FrameDecoder decoder;
    private final SegmentExchange exchange;
    private final Progress progress;
    private volatile @Nullable Throwable failure;

    /** Frames that {@link #progress} does not know of yet. */
    private int untold;

    /** Time of the first frame and the latest of any frame, or that of the capture's end where it is known. */
    private long firstNanos = Long.MAX_VALUE;

    private long lastNanos = Long.MIN_VALUE;

    Reader(FrameSource source, boolean verifyChecksums, SegmentExchange exchange, Progress progress) {
        this.source = source;
        this.decoder = new FrameDecoder(verifyChecksums, exchange);
        this.exchange = exchange;
        this.progress = progress;
    }

    @Override
    public void run() {
        try {
            readAndCatch();
            exchange.end();
        } catch (SegmentExchange.AbandonedException e) {
            // Nobody waits for more.
        }
    }

    private void readAndCatch() {
        try {
            read();
        } catch (SegmentExchange.AbandonedException e) {
            throw e;
        } catch (Throwable e) { // carried to the thread that waits for the result
            failure = e;
        }
    }

    private void read() throws IOException {
        var frame = new Frame();
        while (source.next(frame)) {
            if (!sawFrames()) {
                progress.firstFrame(frame.timeNanos);
            }
            decoder.decode(frame);
            if (frame.timeNanos > lastNanos) {
                lastNanos = frame.timeNanos;
            }
            if (frame.timeNanos < firstNanos) {
                firstNanos = frame.timeNanos;
            }
            if (++untold == PROGRESS_EVERY) {
                tellProgress();
            }
        }
        tellProgress();
        if (sawFrames()) {
            lastNanos = Math.max(lastNanos, source.endNanos());
        }
    }

    private void tellProgress() {
        progress.more(untold);
        untold = 0;
    }

    /** Passes on what there is, and that time goes on where nothing comes. */
    @Override
    public void beat(long quietNanos) {
        tellProgress();
        exchange.handOver(sawFrames() ? lastNanos + Math.max(0, quietNanos - SETTLED_NANOS) : Long.MIN_VALUE);
    }

    /** Throws what made reading fail, if anything did. */
    void rethrow() throws IOException {
        Throwable thrown = failure;
        if (thrown instanceof IOException e) {
            throw e;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    FrameDecoder decoder() {
        return decoder;
    }

    boolean sawFrames() {
        return lastNanos != Long.MIN_VALUE;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }
}
