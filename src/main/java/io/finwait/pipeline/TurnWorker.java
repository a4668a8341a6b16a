package io.finwait.pipeline;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread that works on batches of turns and hands them on. If its work fails it does no more of it, but goes on handing batches on,
 * so that nobody waits for ever.
 */
final class TurnWorker {
    private final TurnWork work;
    private final ArrayBlockingQueue<TurnBatch> queue = new ArrayBlockingQueue<>(TurnExchange.BATCHES + 1);
    private final Consumer<TurnBatch> next;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    /**
     * A worker that waits for batches.
     *
     * @param next takes each batch when it has been worked on, and {@link TurnExchange#END} behind them; never waits
     */
    TurnWorker(TurnWork work, Consumer<TurnBatch> next) {
        this.work = work;
        this.next = next;
        thread = new Thread(this::run, "finwait-" + work.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a batch; never waits, because there is room for all there are. */
    void take(TurnBatch batch) {
        queue.add(batch);
    }

    /** Works no more. */
    void stop() {
        stopped = true;
    }

    /** Whether the work has failed, so that there is no use in going on. */
    boolean failed() {
        return failure != null;
    }

    /** Waits until {@link TurnExchange#END} has gone through. */
    void join() throws InterruptedException {
        thread.join();
    }

    /** Throws what the work failed with, if it did. */
    void rethrow() throws IOException {
        Throwable thrown = failure;
        if (thrown instanceof IOException e) {
            throw e;
        }
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    private void run() {
        try {
            TurnBatch batch;
            do {
                batch = queue.take();
                if (!stopped) {
                    attempt(batch);
                }
                next.accept(batch);
            } while (batch != TurnExchange.END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(TurnBatch batch) {
        try {
            work.on(batch);
        } catch (Throwable e) { // carried to the tracker's thread
            failure = e;
            stopped = true;
        }
    }
}
