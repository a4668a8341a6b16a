package io.finwait.pipeline;

import io.finwait.capture.CaptureInput;
import org.jspecify.annotations.Nullable;

/** How far an analysis has come; may be asked from any thread. */
public final class Progress {
    private volatile @Nullable CaptureInput input;
    private volatile long frames;
    private volatile long firstFrameNanos;

    Progress() {}

    void reading(CaptureInput opened) {
        input = opened;
    }

    void firstFrame(long nanos) {
        firstFrameNanos = nanos;
    }

    /** Time of the first frame, nanoseconds since the epoch; means something from the first connection on. */
    long firstFrameNanos() {
        return firstFrameNanos;
    }

    void frames(long count) {
        frames = count;
    }

    /** Octets of the files read so far, as stored. */
    public long bytesRead() {
        CaptureInput reading = input;
        return reading == null ? 0 : reading.bytesRead();
    }

    /** Octets of all files as stored; -1 where that is not known. */
    public long totalBytes() {
        CaptureInput reading = input;
        return reading == null ? -1 : reading.totalBytes();
    }

    /** Frames read so far, to within a batch. */
    public long frames() {
        return frames;
    }
}
