package io.finwait.extract;

import io.finwait.capture.Frame;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Writes frames to a capture file, in the order they come. Not thread-safe. */
public interface CaptureWriter extends Closeable {
    /**
     * Writes one frame as it was captured: its octets, its length on the wire, its time, its link type.
     *
     * @param comments lines about it; a format that has no place for them leaves them out
     * @return whether it was written; not where it is not certain that a copy would mean the same
     * @throws MixedLinkTypesException if the format has no place for another link type than that of the frames before
     */
    boolean write(Frame frame, List<String> comments) throws IOException;

    /** Says that a frame is left out: what follows the last one was not only silence, so when the capture ended is not written. */
    void leaveOut();

    /** Writes what is still to be written, an empty capture's header included, and closes the file. */
    @Override
    void close() throws IOException;
}
