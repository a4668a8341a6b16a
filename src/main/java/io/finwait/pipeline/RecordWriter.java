package io.finwait.pipeline;

import io.finwait.analysis.AnalysisListener;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.lifecycle.RecordBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes records of finished connections and gives them to the listeners, on a thread of its own. */
final class RecordWriter implements AutoCloseable {
    private static final int BATCH = 256;
    private static final int AHEAD = 16;

    /** Connections on their way to the writing thread. */
    private static final class Finished {
        final Connection[] connections = new Connection[BATCH];
        final Ending[] endings = new Ending[BATCH];
        final List<List<Finding>> findings = new ArrayList<>(BATCH);
        int count;
    }

    /** Stands for the end; never filled. */
    private final Finished end = new Finished();

    private final List<AnalysisListener> listeners;
    private final RecordBuilder builder;
    private final ArrayBlockingQueue<Finished> queue = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread = new Thread(this::run, "finwait-writer");

    /** Batches that are written, on their way back; room for all there can be: those ahead, one being written, one being filled. */
    private final ArrayBlockingQueue<Finished> written = new ArrayBlockingQueue<>(AHEAD + 3);

    private Consumer<Connection> owner = connection -> {};
    private Finished filling = new Finished();
    private volatile @Nullable Throwable failure;

    RecordWriter(List<AnalysisListener> listeners, HostProfiles profiles) {
        this.listeners = listeners;
        this.builder = new RecordBuilder(profiles);
        thread.setDaemon(true);
        thread.start();
    }

    /** Tracker: {@code owner} gets each connection back, on the tracker's thread, when its record is written. */
    void returnTo(Consumer<Connection> owner) {
        this.owner = owner;
    }

    /** Tracker: whether any listener wants this connection. */
    boolean wants(int id) {
        for (int i = 0; i < listeners.size(); i++) {
            if (listeners.get(i).wants(id)) {
                return true;
            }
        }
        return false;
    }

    /** Tracker: hands over a finished connection. */
    void add(Connection connection, Ending ending, List<Finding> findings) {
        filling.findings.add(findings);
        filling.connections[filling.count] = connection;
        filling.endings[filling.count] = ending;
        if (++filling.count == BATCH) {
            flush();
        }
    }

    private void flush() {
        put(filling);
        Finished used = written.poll();
        filling = used == null ? new Finished() : used;
        for (int i = 0; i < filling.count; i++) {
            owner.accept(filling.connections[i]);
        }
        filling.count = 0;
        filling.findings.clear();
    }

    private void put(Finished finished) {
        try {
            queue.put(finished);
        } catch (InterruptedException e) {
            throw new SegmentExchange.AbandonedException(e);
        }
    }

    /** Whether writing has failed, so that there is no use in going on. */
    boolean failed() {
        return failure != null;
    }

    /** Tracker: waits until everything handed over is written. */
    void finish() throws IOException {
        flush();
        put(end);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new SegmentExchange.AbandonedException(e);
        }
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

    /** Tracker: gives up what is not written yet and waits for the thread to stop; after {@link #finish} there is nothing to do. */
    @Override
    public void close() {
        queue.clear();
        queue.add(end); // only this thread adds, so there is room
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Finished finished = queue.take(); finished != end; finished = queue.take()) {
                if (failure == null) {
                    write(finished);
                }
                written.add(finished);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Finished finished) {
        try {
            for (int i = 0; i < finished.count; i++) {
                var record = builder.build(finished.connections[i], finished.endings[i]);
                for (int j = 0; j < listeners.size(); j++) {
                    listeners.get(j).connection(record, finished.findings.get(i));
                }
            }
        } catch (Throwable e) { // carried to the tracker's thread; the queue is still emptied so that nobody waits for
            // ever
            failure = e;
        }
    }
}
