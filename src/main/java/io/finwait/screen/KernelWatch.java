package io.finwait.screen;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.host.HostChange;
import io.finwait.host.HostSample;
import io.finwait.lifecycle.Census;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.report.KernelFeed;
import io.finwait.report.KernelLook;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what the kernel has while a capture goes on: at its start, every ten seconds, and at its end, each time when sockets have just
 * been counted, so that the two can be held against each other. Looks are taken on a thread of their own, but for the first: where no
 * packet comes, no listener that begins later is called again, so that it is there when they begin.
 */
public final class KernelWatch implements AnalysisListener, AutoCloseable {
    private static final long EVERY_NANOS = 10_000_000_000L;
    private static final long PATIENCE_SECONDS = 5;

    private final Sampler sampler;
    private final ExecutorService looks = Executors.newSingleThreadExecutor(KernelWatch::thread);
    private final KernelFeed told;
    private volatile @Nullable HostSample first;
    private volatile @Nullable Look latest;
    private @Nullable Moment moment;
    private long nextNanos = Long.MIN_VALUE;

    /** What the kernel has at one time. */
    @FunctionalInterface
    public interface Sampler {
        /**
         * Takes a look.
         *
         * @throws IOException if there is nothing to read
         */
        HostSample sample() throws IOException;
    }

    /** What was inferred at one time, and what the kernel had right after it. */
    record Look(Census inferred, HostSample kernel) {}

    /** @param told hears of each look */
    public KernelWatch(Sampler sampler, KernelFeed told) {
        this.sampler = sampler;
        this.told = told;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "finwait-host");
        thread.setDaemon(true);
        return thread;
    }

    /** The look before the capture; null where there is nothing to look at. */
    @Nullable
    HostSample first() {
        return first;
    }

    /** For any thread; null where there is none yet. */
    @Nullable
    Look latest() {
        return latest;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        HostSample kernel = sample();
        first = kernel;
        if (kernel != null) {
            told.put(new KernelLook(null, -1, -1, kernel, null));
        }
    }

    @Override
    public boolean wants(int id) {
        return false;
    }

    @Override
    public boolean wantsZeek(int id) {
        return false;
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        // Sockets are counted by others.
    }

    @Override
    public boolean wantsMoments() {
        return true;
    }

    @Override
    public void moment(Moment moment) {
        this.moment = moment;
        if (moment.census().nanos() >= nextNanos) {
            nextNanos = moment.census().nanos() + EVERY_NANOS;
            look(moment);
        }
    }

    private void look(Moment moment) {
        try {
            looks.execute(() -> {
                HostSample kernel = sample();
                if (kernel != null) {
                    Census inferred = moment.census();
                    latest = new Look(inferred, kernel);
                    HostSample before = first;
                    HostChange grown = before == null ? null : HostChange.between(before, kernel);
                    told.put(new KernelLook(inferred, moment.frames(), moment.dropped(), kernel, grown));
                }
            });
        } catch (RejectedExecutionException e) {
            // It is over.
        }
    }

    private @Nullable HostSample sample() {
        try {
            return sampler.sample();
        } catch (IOException e) {
            return null; // not Linux, or no /proc: there is nothing to be held against
        }
    }

    /** The latest count is held against one more look. */
    @Override
    public void end(AnalysisResult result) {
        Moment last = moment;
        if (last != null) {
            look(last);
        }
        close();
    }

    /** Waits for looks that have begun. */
    @Override
    public void close() {
        looks.shutdown();
        try {
            looks.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
