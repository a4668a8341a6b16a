package io.finwait.cli;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.pipeline.Progress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on standard error for runs that take longer than a moment, until everything is read. Has a thread that only looks at
 * counters.
 */
final class ProgressDisplay implements StartListener, AutoCloseable {
    private static final long PATIENCE_MILLIS = 1_000;
    private static final int INTERVAL_MILLIS = 200;
    private static final int MEGABYTE = 1_000_000;

    private final String task;
    private final Progress progress;
    private final boolean unicode;
    private final int width;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread = new Thread(this::show, "finwait-progress");

    /** @param task what is done, in a word or two */
    ProgressDisplay(String task, Progress progress, Terminal terminal) {
        this.task = task;
        this.progress = progress;
        width = terminal.width();
        unicode = terminal.isUnicode();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void show() {
        long started = System.nanoTime();
        try {
            if (done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            try (ProgressBar bar = bar()) {
                do {
                    double seconds = (System.nanoTime() - started) / 1e9;
                    long perSecond = (long) (progress.frames() / seconds);
                    bar.setExtraMessage(" " + rate(perSecond));
                    bar.stepTo(progress.bytesRead());
                } while (!done.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String rate(long packetsPerSecond) {
        if (packetsPerSecond >= 1_000_000) {
            return packetsPerSecond / 1_000_000 + "." + packetsPerSecond / 100_000 % 10 + " M packets/s";
        }
        return packetsPerSecond >= 1_000 ? packetsPerSecond / 1_000 + " k packets/s" : packetsPerSecond + " packets/s";
    }

    /** Draws on one line, and leaves nothing of it: the library's own ends with an empty line. */
    private static final class OneLine extends ConsoleProgressBarConsumer {
        OneLine(int width) {
            super(System.err, width);
        }

        @Override
        public void close() {
            System.err.flush();
        }
    }

    private ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(progress.totalBytes())
                .setUnit(" MB", MEGABYTE)
                .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .setConsumer(new OneLine(width - 1))
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        // The bar shows counters, which need no telling.
    }

    @Override
    public void end(AnalysisResult result) {
        close();
    }

    /** Takes the bar away; returns when it is gone. */
    @Override
    public void close() {
        done.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
