package io.finwait.pipeline;

import io.finwait.analysis.Moment;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tracker's side of the threads behind it: hands turns to the first of them, and takes back from the last what connections
 * nobody needs any more. A few batches bound how far the tracker may run ahead.
 */
final class TurnExchange implements ConnectionListener, AutoCloseable {
    static final int BATCHES = 12;

    /** Stands for the end; never filled. */
    static final TurnBatch END = new TurnBatch(0);

    private final ArrayBlockingQueue<TurnBatch> used = new ArrayBlockingQueue<>(BATCHES + 1);

    /** In the order in which they get a batch. */
    private final List<TurnWorker> workers = new ArrayList<>();

    private Consumer<Connection> owner = connection -> {};
    private TurnBatch filling = new TurnBatch(TurnBatch.CAPACITY);
    private int batches = 1;
    private boolean ended;
    private boolean unannounced;

    /** @param works what is done with each batch, each on a thread of its own, one after the other */
    TurnExchange(List<TurnWork> works) {
        Consumer<TurnBatch> next = used::add;
        for (int i = works.size() - 1; i >= 0; i--) {
            var worker = new TurnWorker(works.get(i), next);
            workers.add(0, worker);
            next = worker::take;
        }
    }

    /** {@code owner} gets each finished connection back, on the tracker's thread, when all work on it is done. */
    void returnTo(Consumer<Connection> owner) {
        this.owner = owner;
    }

    @Override
    public void opened(Connection connection, TcpSegment syn) {
        next().opened(connection, syn);
    }

    @Override
    public void timeWaitEntered(Connection connection, Role holder, long nanos) {
        next().timeWaitEntered(connection, holder, nanos);
    }

    @Override
    public void timeWaitLeft(Connection connection, Role holder, long nanos) {
        next().timeWaitLeft(connection, holder, nanos);
    }

    @Override
    public boolean finished(Connection connection, Ending ending) {
        next().finished(connection, ending);
        return false;
    }

    @Override
    public void closed(Connection copy, Ending soFar) {
        next().closed(copy, soFar);
    }

    /**
     * Hands over what there is, since it may be long until there is more.
     *
     * @param moment how things stand; null where nobody looked
     */
    void handOver(@Nullable Moment moment) {
        if (filling.size() > 0 || unannounced || moment != null) {
            filling.setMoment(moment);
            filling.beLast();
            flush();
            unannounced = false;
        }
    }

    private Turn next() {
        if (filling.isFull()) {
            flush();
        }
        return filling.next();
    }

    private void flush() {
        unannounced = true;
        workers.get(0).take(filling);
        TurnBatch free = used.poll();
        if (free == null) {
            free = batches < BATCHES ? another() : awaitUsed();
        }
        takeBack(free);
        filling = free;
    }

    private TurnBatch another() {
        batches++;
        return new TurnBatch(TurnBatch.CAPACITY);
    }

    private TurnBatch awaitUsed() {
        try {
            return used.take();
        } catch (InterruptedException e) {
            throw new SegmentExchange.AbandonedException(e);
        }
    }

    private void takeBack(TurnBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Turn turn = batch.get(i);
            if (turn.kind().isWhole()) {
                owner.accept(turn.connection());
            }
        }
        batch.clear();
    }

    /** Whether a worker has failed, so that there is no use in going on. */
    boolean failed() {
        for (TurnWorker worker : workers) {
            if (worker.failed()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits until everything handed over is worked on.
     *
     * @throws IOException if a worker failed
     */
    void finish() throws IOException {
        workers.get(0).take(filling);
        try {
            end();
        } catch (InterruptedException e) {
            throw new SegmentExchange.AbandonedException(e);
        }
        for (TurnWorker worker : workers) {
            worker.rethrow();
        }
    }

    private void end() throws InterruptedException {
        ended = true;
        workers.get(0).take(END);
        for (TurnWorker worker : workers) {
            worker.join();
        }
    }

    /** Gives up what is not worked on yet and waits for the threads to stop; after {@link #finish} there is nothing to do. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        workers.forEach(TurnWorker::stop);
        try {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
