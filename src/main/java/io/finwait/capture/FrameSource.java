package io.finwait.capture;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Captured frames, one after the other: a file, a pipe, or several files merged in time order. Not thread-safe. */
public interface FrameSource extends Closeable {
    /**
     * Moves {@code frame} to the next captured frame.
     *
     * <p>Damage part-way (a record that cannot be, a file that stops inside a record, a broken compressed stream) is not an
     * exception: the source ends there and says so in {@link CaptureFile#damage}.
     *
     * @return false at the end of the capture; {@code frame} is then undefined
     * @throws CaptureException if an input cannot be read at all (only before its first frame)
     * @throws IOException if the operating system fails to read
     */
    boolean next(Frame frame) throws IOException;

    /**
     * When the capture itself ended, as far as the file says so and can be believed; nanoseconds since the epoch, {@link Long#MIN_VALUE}
     * where nothing is known beyond the frames. To be asked at the end.
     */
    default long endNanos() {
        return Long.MIN_VALUE;
    }

    /** What has been learned of each input file so far, in the order they are read; complete once {@link #next} said false. */
    List<CaptureFile> files();
}
