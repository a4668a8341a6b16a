package io.finwait.pipeline;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameSource;
import io.finwait.decode.Datagram;
import io.finwait.decode.FrameDecoder;
import io.finwait.decode.HeaderTrail;
import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.SegmentWatch;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A capture that is read again, segment by segment as its reader asks for them: each can be looked at, passed over, or given to its
 * connection, which the tracker finds as in {@link Analysis}. On one thread, so that the frame is still there when its connection is
 * known, and two captures can be read side by side.
 */
final class TrackedCapture implements Closeable, SegmentSink {
    private static final int PROGRESS_EVERY = 1 << 14;

    private final CaptureInput input;
    private final FrameSource source;
    private final FrameDecoder decoder;
    private final ConnectionTracker tracker;
    private final Progress progress;
    private final Frame frame = new Frame();
    private final TcpSegment segment = new TcpSegment();
    private final HeaderTrail trail = new HeaderTrail();
    private boolean published;
    private boolean fragment;
    private long frames;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    /**
     * Opens a capture.
     *
     * @param watch sees each segment that {@link #track} gives to its connection
     * @param withZeek of which connections Zeek's view is kept
     * @param heapLimitBytes how much heap its connections may take
     * @throws io.finwait.capture.CaptureException if it cannot be read at all
     */
    TrackedCapture(
            AnalysisRequest request,
            ConnectionListener listener,
            SegmentWatch watch,
            IntPredicate withZeek,
            long heapLimitBytes,
            Progress progress)
            throws IOException {
        input = CaptureInput.open(request.inputs(), InputStream.nullInputStream());
        Sources sources;
        try {
            sources = new Sources(request, input);
        } catch (IOException e) {
            input.close();
            throw e;
        }
        source = sources.source();
        decoder = new FrameDecoder(request.verifyChecksums(), this);
        tracker = new ConnectionTracker(request.profiles(), listener, heapLimitBytes, withZeek);
        tracker.watch(watch);
        if (!sources.isWholeSingleFile()) {
            tracker.idsDiffer();
        }
        this.progress = progress;
        progress.reading(input);
    }

    /** Opens one whose connections may go as they end. */
    TrackedCapture(AnalysisRequest request, SegmentWatch watch, long heapLimitBytes, Progress progress)
            throws IOException {
        this(request, (connection, ending) -> true, watch, id -> false, heapLimitBytes, progress);
    }

    /** Reads on to the next segment; false at the end. */
    boolean next() throws IOException {
        boolean more = nextFrame();
        while (more && !published) {
            more = nextFrame();
        }
        return more;
    }

    /** Reads on to the next frame, whether it holds a segment or not; false at the end. */
    boolean nextFrame() throws IOException {
        published = false;
        if (!source.next(frame)) {
            return false;
        }
        firstNanos = Math.min(firstNanos, frame.timeNanos);
        lastNanos = Math.max(lastNanos, frame.timeNanos);
        long fragments = decoder.counters().fragments();
        decoder.decode(frame);
        fragment = decoder.counters().fragments() > fragments;
        if ((++frames & PROGRESS_EVERY - 1) == 0) {
            progress.more(PROGRESS_EVERY);
        }
        return true;
    }

    /** Whether the frame at hand holds a segment. */
    boolean hasSegment() {
        return published;
    }

    /** The datagram with TCP that the frame at hand holds a fragment of, the first or a later one; null if it does not. */
    @Nullable
    Datagram datagram() {
        return fragment && trail.follow(frame) ? trail.datagram() : null;
    }

    /** The segment at hand; valid until the next one. */
    TcpSegment segment() {
        return segment;
    }

    /** The frame that holds it, likewise. */
    Frame frame() {
        return frame;
    }

    /** Gives the segment at hand to its connection. */
    void track() {
        tracker.segment(segment);
    }

    /** There is no more. */
    void finish() {
        if (sawFrames()) {
            tracker.finish(Math.max(lastNanos, source.endNanos()));
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
