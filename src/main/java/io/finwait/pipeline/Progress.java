package io.finwait.pipeline;

import io.finwait.capture.CaptureInput;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** How far the reading of one input has come, or of several one after the other; may be asked from any thread. */
public final class Progress {
    /** Those that are being read, and those that have been. */
    private final List<CaptureInput> inputs = new CopyOnWriteArrayList<>();

    private final AtomicLong frames = new AtomicLong();
    private volatile long expectedBytes;
    private volatile long firstFrameNanos;

    /** Nothing is read yet. */
    public Progress() {}

    /** So much will be read in all, octets as stored; without this it is what has been opened. */
    void expect(long bytes) {
        expectedBytes = bytes;
    }

    void reading(CaptureInput opened) {
        inputs.add(opened);
    }

    void firstFrame(long nanos) {
        firstFrameNanos = nanos;
    }

    /** Time of the first frame, nanoseconds since the epoch; means something from the first connection on. */
    long firstFrameNanos() {
        return firstFrameNanos;
    }

    /** So many more frames have been read. */
    void more(int count) {
        frames.addAndGet(count);
    }

    /** Octets of the files read so far, as stored. */
    public long bytesRead() {
        return inputs.stream().mapToLong(CaptureInput::bytesRead).sum();
    }

    /** Octets of all files as stored; -1 where that is not known. */
    public long totalBytes() {
        if (expectedBytes != 0) {
            return expectedBytes;
        }
        long[] sizes = inputs.stream().mapToLong(CaptureInput::totalBytes).toArray();
        return sizes.length == 0 || LongStream.of(sizes).anyMatch(size -> size < 0)
                ? -1
                : LongStream.of(sizes).sum();
    }

    /** Frames read so far, to within a batch. */
    public long frames() {
        return frames.get();
    }
}
