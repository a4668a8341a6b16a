package io.finwait.capture;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One feed of a {@link LiveSource}: its pipe, its stream, and, where there are several, the frame that waits for its turn. */
final class LiveMember {
    final LiveFeed feed;
    final OctetPipe pipe;
    final Frame pending = new Frame();
    boolean isPending;
    boolean isOver;
    private @Nullable CaptureStream stream;
    private @Nullable Damage failure;

    LiveMember(LiveFeed feed, LivePulse pulse) {
        this.feed = feed;
        pipe = new OctetPipe(pulse);
    }

    /** Waits for the header. */
    void open(int windowBytes, AtomicLong bytesRead) throws IOException {
        stream =
                CaptureStream.open(feed.name(), new RawInput(feed.name(), pipe.stream(), true, bytesRead), windowBytes);
    }

    private CaptureStream stream() {
        if (stream == null) {
            throw new IllegalStateException("not open");
        }
        return stream;
    }

    /** As {@link FrameSource#next}; a feed that fails is over, and what came before is worth its report. */
    boolean next(Frame frame) throws IOException {
        try {
            isOver = !stream().next(frame);
        } catch (IOException e) {
            fail(e);
        }
        return !isOver;
    }

    /** Makes the next frame pending if it is there by now, without waiting for it. */
    void look() throws IOException {
        if (isPending || isOver) {
            return;
        }
        try {
            if (!stream().isReady(pipe)) {
                return;
            }
        } catch (IOException e) {
            fail(e);
            return;
        }
        isPending = next(pending);
    }

    private void fail(IOException thrown) throws IOException {
        IOException cause = pipe.failure();
        if (cause == null) {
            throw thrown; // the reader was interrupted
        }
        CaptureFile file = stream().describe();
        failure = new Damage(file.frames(), file.bytesRead(), false, String.valueOf(cause.getMessage()));
        isOver = true;
    }

    void close() {
        pipe.abandon();
        feed.close();
    }

    CaptureFile describe() {
        CaptureFile file = stream().describe();
        Damage damage = failure != null ? failure : file.damage();
        // Whoever stops in the middle of somebody's writing knows why the last record is not whole.
        boolean cutByUs = feed.isStopped() && damage != null && damage.cutShort();
        return new CaptureFile(
                file.name(),
                feed.isDevice() ? CaptureFormat.LIVE : file.format(),
                file.compression(),
                file.linkTypes(),
                file.snapLength(),
                file.nanosecondResolution(),
                file.frames(),
                file.bytesRead(),
                file.firstNanos(),
                file.lastNanos(),
                file.backwardSteps(),
                file.largestBackwardStepNanos(),
                feed.dropped() < 0 ? file.droppedByCapture() : feed.dropped(),
                cutByUs ? null : damage);
    }
}
