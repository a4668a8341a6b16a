package io.finwait.pipeline;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.GivenUpTally;
import io.finwait.analysis.Summary;
import io.finwait.analysis.SummaryCollector;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureInput;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.CaptureEnd;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingEngine;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the stages: reads and decodes on one thread, tracks on the caller's, and, where somebody listens, makes and writes
 * records on a third. The result does not depend on how the threads run.
 */
public final class Analysis {
    /** The share of the heap that connections may take; the rest is for buffers, tables that grow, and the collector. */
    private static final double SHARE_OF_HEAP = 0.6;

    private final AnalysisRequest request;
    private final Progress progress = new Progress();

    public Analysis(AnalysisRequest request) {
        this.request = request;
    }

    public Progress progress() {
        return progress;
    }

    /**
     * Reads everything and tells {@code listeners}.
     *
     * @throws io.finwait.capture.CaptureException if an input cannot be read at all
     * @throws io.finwait.capture.filter.FilterException if the filter cannot be compiled
     * @throws IOException if reading, or a listener's writing, fails
     */
    public AnalysisResult run(List<AnalysisListener> listeners) throws IOException {
        return run(listeners, null);
    }

    AnalysisResult run(List<AnalysisListener> listeners, @Nullable SegmentWatch watch) throws IOException {
        try (CaptureInput input = CaptureInput.open(request.inputs(), System.in)) {
            progress.reading(input);
            var sources = new Sources(request, input); // before any output is begun: this may find the input unreadable
            var context = new AnalysisContext(
                    request.inputs(),
                    request.filter(),
                    request.isPartOfTime(),
                    sources.isWholeSingleFile(),
                    input.locator(),
                    request.version());
            for (AnalysisListener listener : listeners) {
                listener.begin(context, input.files());
            }
            List<AnalysisListener> readers = listeners.stream()
                    .filter(AnalysisListener::wantsConnections)
                    .toList();
            AnalysisResult result = run(sources, input, readers, watch);
            for (AnalysisListener listener : listeners) {
                listener.end(result);
            }
            return result;
        }
    }

    private AnalysisResult run(
            Sources sources, CaptureInput input, List<AnalysisListener> readers, @Nullable SegmentWatch watch)
            throws IOException {
        try (RecordWriter writer = readers.isEmpty() ? null : new RecordWriter(readers, request.profiles())) {
            var collector = new Collector(writer, new FindingEngine(request.findings(), request.profiles()));
            var tracker = new ConnectionTracker(request.profiles(), collector, heapLimitBytes(), writer != null);
            if (writer != null) {
                writer.returnTo(tracker::release);
            }
            if (watch != null) {
                tracker.watch(watch);
            }
            if (!sources.isWholeSingleFile()) {
                tracker.idsDiffer();
            }
            return run(sources, input, tracker, collector);
        }
    }

    private AnalysisResult run(Sources sources, CaptureInput input, ConnectionTracker tracker, Collector collector)
            throws IOException {
        var exchange = new SegmentExchange();
        var reader = new Reader(sources.source(), request.verifyChecksums(), exchange, progress);
        var thread = new Thread(reader, "finwait-reader");
        thread.setDaemon(true);
        thread.start();
        try {
            track(exchange, tracker, collector);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            thread.interrupt();
        }
        reader.rethrow();
        if (reader.sawFrames()) {
            tracker.finish(reader.lastNanos());
        }
        collector.finish();
        long first = reader.sawFrames() ? reader.firstNanos() : 0;
        long last = reader.sawFrames() ? reader.lastNanos() : 0;
        Summary summary = collector.summary.summary();
        return new AnalysisResult(
                input.files(),
                reader.decoder().counters(),
                first,
                last,
                summary,
                collector.findings.end(new CaptureEnd(
                        first,
                        last,
                        summary.connections(),
                        reader.decoder().counters(),
                        request.profiles(),
                        input.files().stream().map(Analysis::described).toList())),
                tracker.idsEqualTcpStream(),
                collector.givenUp.summary(),
                tracker.duplicates());
    }

    private static CaptureEnd.Input described(CaptureFile file) {
        return new CaptureEnd.Input(
                file.name(),
                file.snapLength(),
                file.backwardSteps(),
                file.largestBackwardStepNanos(),
                file.droppedByCapture());
    }

    private static void track(SegmentExchange exchange, ConnectionTracker tracker, Collector collector)
            throws InterruptedException, IOException {
        for (SegmentBatch batch = exchange.take(); batch != null; batch = exchange.take()) {
            for (int i = 0; i < batch.size; i++) {
                tracker.segment(batch.get(i));
            }
            exchange.giveBack(batch);
            if (collector.failed()) {
                collector.finish();
            }
        }
    }

    /** How much heap connections may take. */
    static long heapLimitBytes() {
        return (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP);
    }

    /** Passes finished connections on: to the sums at once, to the writer in batches. */
    private static final class Collector implements ConnectionListener {
        private final SummaryCollector summary = new SummaryCollector();
        private final GivenUpTally givenUp = new GivenUpTally();
        private final @Nullable RecordWriter writer;
        private final FindingEngine findings;

        Collector(@Nullable RecordWriter writer, FindingEngine findings) {
            this.writer = writer;
            this.findings = findings;
        }

        @Override
        public void opened(Connection connection, TcpSegment syn) {
            findings.opened(connection, syn);
        }

        @Override
        public void timeWaitEntered(Connection connection, Role holder, long nanos) {
            summary.timeWaitEntered(connection, holder, nanos);
            findings.timeWaitEntered(connection, holder, nanos);
        }

        @Override
        public void timeWaitLeft(Connection connection, Role holder, long nanos) {
            summary.timeWaitLeft(connection, holder);
        }

        @Override
        public boolean finished(Connection connection, Ending ending) {
            List<Finding> found = findings.finished(connection, ending);
            summary.add(findings.life().outline());
            if (ending.reason() == Ending.Reason.EVICTED) {
                givenUp.add(findings.life().outline());
            }
            if (writer == null) {
                return true;
            }
            writer.add(connection, ending, found);
            return false;
        }

        boolean failed() {
            return writer != null && writer.failed();
        }

        void finish() throws IOException {
            if (writer != null) {
                writer.finish();
            }
        }
    }
}
