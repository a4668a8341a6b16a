package io.finwait.capture;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One input of a {@link MergedSource}: waiting to be opened, open, or read to its end. */
final class MergeMember {
    private static final int PEEK_BYTES = 8 << 10;

    private final InputFile input;
    private final Frame pending = new Frame();
    private @Nullable CaptureStream stream;
    private CaptureFile known;
    private boolean isPending;
    private boolean finished;

    /** Place among the inputs, by the time of the first frame. */
    int index;

    /** Time of the next frame; {@link Long#MAX_VALUE} where there is none. */
    long nextNanos;

    /**
     * Opens the input and looks at its first frame. What can be opened again is closed until its turn.
     *
     * @throws CaptureException if it holds no capture
     */
    MergeMember(InputFile input, int windowBytes, AtomicLong totalRead) throws IOException {
        this.input = input;
        boolean again = input.reopenable();
        CaptureStream opened = again ? input.open(PEEK_BYTES, new AtomicLong()) : input.open(windowBytes, totalRead);
        try {
            known = opened.describe();
            isPending = opened.next(pending);
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
        nextNanos = isPending ? pending.timeNanos : Long.MAX_VALUE;
        if (again) {
            opened.close();
            pending.buffer = new byte[0];
            isPending = false;
        } else {
            stream = opened;
        }
    }

    /** Opens the input if it is closed, and takes its next frame; false at its end. */
    boolean start(Frame frame, int windowBytes, AtomicLong totalRead) throws IOException {
        if (isPending) {
            isPending = false;
            frame.copyFrom(pending);
            return true;
        }
        if (stream == null && !finished) {
            stream = input.open(windowBytes, totalRead);
        }
        return next(frame);
    }

    /** Takes the next frame of the open input; false at its end. */
    boolean next(Frame frame) throws IOException {
        CaptureStream from = stream;
        if (from == null) {
            return false;
        }
        if (from.next(frame)) {
            return true;
        }
        known = from.describe();
        close();
        finished = true;
        return false;
    }

    /** Keeps a frame that was taken until its turn comes. Its octets stay where they are: nothing else is read meanwhile. */
    void putBack(Frame frame) {
        pending.copyFrom(frame);
        isPending = true;
        nextNanos = frame.timeNanos;
    }

    CaptureFile describe() {
        CaptureStream open = stream;
        return open == null ? known : open.describe();
    }

    void close() throws IOException {
        CaptureStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}
