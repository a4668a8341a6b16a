package io.finwait.capture;

import java.io.IOException;
import java.util.List;

/**
 * Passes on only the frames of a span of time; they keep their numbers. Reads its source to the end even so: a clock may step
 * back, and the files are to be described whole.
 */
public final class TimeWindow implements FrameSource {
    private final FrameSource source;
    private final long fromNanos;
    private final long toNanos;

    /**
     * @param fromNanos first instant that is passed on, nanoseconds since the epoch
     * @param toNanos first instant that no longer is
     */
    public TimeWindow(FrameSource source, long fromNanos, long toNanos) {
        this.source = source;
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        while (source.next(frame)) {
            if (frame.timeNanos >= fromNanos && frame.timeNanos < toNanos) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<CaptureFile> files() {
        return source.files();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
