package io.finwait.pipeline;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameSource;
import io.finwait.decode.FrameDecoder;
import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.SegmentWatch;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A capture that is read and tracked segment by segment, as its reader asks for them: so two can be read side by side. On one thread. */
final class TrackedCapture implements Closeable, SegmentSink {
    private final CaptureInput input;
    private final FrameSource source;
    private final FrameDecoder decoder;
    private final ConnectionTracker tracker;
    private final Frame frame = new Frame();
    private final TcpSegment segment = new TcpSegment();
    private boolean published;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    /**
     * Opens a capture.
     *
     * @throws io.finwait.capture.CaptureException if it cannot be read at all
     */
    TrackedCapture(AnalysisRequest request, ConnectionListener listener, SegmentWatch watch, long heapLimitBytes)
            throws IOException {
        input = CaptureInput.open(request.inputs(), InputStream.nullInputStream());
        try {
            source = new Sources(request, input).source();
        } catch (IOException e) {
            input.close();
            throw e;
        }
        decoder = new FrameDecoder(request.verifyChecksums(), this);
        tracker = new ConnectionTracker(request.profiles(), listener, heapLimitBytes, false);
        tracker.watch(watch);
    }

    /** Reads on to the next segment; false at the end. */
    boolean next() throws IOException {
        published = false;
        while (!published && source.next(frame)) {
            firstNanos = Math.min(firstNanos, frame.timeNanos);
            lastNanos = Math.max(lastNanos, frame.timeNanos);
            decoder.decode(frame);
        }
        return published;
    }

    /** When the segment at hand was captured. */
    long timeNanos() {
        return segment.timeNanos;
    }

    /** Gives the segment at hand to its connection. */
    void track() {
        tracker.segment(segment);
    }

    /** There is no more. */
    void finish() {
        if (sawFrames()) {
            tracker.finish(lastNanos);
        }
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

    List<CaptureFile> files() {
        return input.files();
    }

    @Override
    public TcpSegment claim() {
        return segment;
    }

    @Override
    public void publish() {
        published = true;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
