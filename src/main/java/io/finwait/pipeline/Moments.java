package io.finwait.pipeline;

import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureInput;
import io.finwait.lifecycle.ConnectionTracker;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks at how things stand once a second, or less often where looking takes long. On the tracker's thread. */
final class Moments {
    private static final long EVERY_NANOS = 1_000_000_000;

    /** Looking takes at most one part in so many of the time. */
    private static final int SHARE = 10;

    private final CaptureInput input;
    private final Progress progress;
    private final LongSupplier nanoClock;
    private long nextNanos;

    /** @param nanoClock only ever goes forward, as {@link System#nanoTime} */
    Moments(CaptureInput input, Progress progress, LongSupplier nanoClock) {
        this.input = input;
        this.progress = progress;
        this.nanoClock = nanoClock;
        nextNanos = nanoClock.getAsLong();
    }

    /** How things stand, if it is time for that; null if not. */
    @Nullable
    Moment next(ConnectionTracker tracker) {
        long start = nanoClock.getAsLong();
        if (start - nextNanos < 0) {
            return null;
        }
        Moment moment = now(tracker);
        long end = nanoClock.getAsLong();
        nextNanos = Math.max(start + EVERY_NANOS, end + (end - start) * (SHARE - 1));
        return moment;
    }

    /** How things stand. */
    Moment now(ConnectionTracker tracker) {
        return new Moment(tracker.census(), progress.frames(), input.droppedSoFar(), List.of());
    }
}
