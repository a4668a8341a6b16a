package io.finwait.pipeline;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.CaptureCurves;
import io.finwait.analysis.ConnectionHistory;
import io.finwait.analysis.Curves;
import io.finwait.analysis.Summary;
import io.finwait.analysis.SummaryCollector;
import io.finwait.anonymise.AnonymousListener;
import io.finwait.anonymise.AnonymousRecords;
import io.finwait.capture.CaptureFile;
import io.finwait.capture.CaptureInput;
import io.finwait.finding.CaptureEnd;
import io.finwait.finding.FindingEngine;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the stages: reads and decodes on one thread, tracks on the caller's, judges on a third, and, where somebody listens, makes
 * and writes records on a fourth. The result does not depend on how the threads run.
 */
public final class Analysis {
    /** The share of the heap that connections may take; the rest is for buffers, tables that grow, and the collector. */
    private static final double SHARE_OF_HEAP = 0.6;

    /** Who hears of connections as they end, of segments, and of what curves are drawn from; null where nobody does. */
    private record Ears(
            List<AnalysisListener> readers,
            @Nullable SegmentWatch watch,
            @Nullable ConnectionHistory history) {}

    /** What listeners are told at the end; curves only where they are wanted. */
    private record Told(AnalysisResult result, @Nullable Curves curves) {}

    /** What opens the input. */
    @FunctionalInterface
    public interface Opening {
        /** Opens it; called once. */
        CaptureInput open() throws IOException;
    }

    private final AnalysisRequest request;
    private final Opening opening;
    private final long heapLimitBytes;
    private final Progress progress = new Progress();

    public Analysis(AnalysisRequest request) {
        this(request, heapLimitBytes());
    }

    /** @param opening opens what is named in the request */
    public Analysis(AnalysisRequest request, Opening opening) {
        this(request, opening, heapLimitBytes());
    }

    /** @param heapLimitBytes how much heap connections may take */
    Analysis(AnalysisRequest request, long heapLimitBytes) {
        this(request, () -> CaptureInput.open(request.inputs(), System.in), heapLimitBytes);
    }

    private Analysis(AnalysisRequest request, Opening opening, long heapLimitBytes) {
        this.request = request;
        this.opening = opening;
        this.heapLimitBytes = heapLimitBytes;
    }

    public Progress progress() {
        return progress;
    }

    /**
     * Reads everything and tells {@code listeners}; they and the result have pseudonyms for addresses where the request has.
     *
     * @throws io.finwait.capture.CaptureException if an input cannot be read at all
     * @throws io.finwait.capture.filter.FilterException if the filter cannot be compiled
     * @throws IOException if reading, or a listener's writing, fails
     */
    public AnalysisResult run(List<AnalysisListener> listeners) throws IOException {
        AnonymousRecords anonymous = request.anonymous();
        return anonymous == null
                ? run(listeners, null)
                : anonymous.of(run(List.of(new AnonymousListener(anonymous, listeners)), null));
    }

    /** The same for this package: addresses are told as they are, whatever was asked. */
    AnalysisResult run(List<AnalysisListener> listeners, @Nullable SegmentWatch watch) throws IOException {
        try (CaptureInput input = opening.open()) {
            progress.reading(input);
            var sources = new Sources(request, input); // before any output is begun: this may find the input unreadable
            var context = new AnalysisContext(
                    request.inputs(),
                    request.filter(),
                    request.isPartOfTime(),
                    sources.isWholeSingleFile(),
                    input.locator(),
                    request.names(),
                    false,
                    input.isLive(),
                    request.version());
            for (AnalysisListener listener : listeners) {
                listener.begin(context, input.files());
            }
            List<AnalysisListener> readers = listeners.stream()
                    .filter(AnalysisListener::wantsConnections)
                    .toList();
            boolean curves = listeners.stream().anyMatch(AnalysisListener::wantsCurves);
            Told told = run(sources, input, new Ears(readers, watch, curves ? new ConnectionHistory() : null));
            for (AnalysisListener listener : listeners) {
                if (told.curves() != null && listener.wantsCurves()) {
                    listener.curves(told.curves());
                }
                listener.end(told.result());
            }
            return told.result();
        }
    }

    private Told run(Sources sources, CaptureInput input, Ears ears) throws IOException {
        List<AnalysisListener> readers = ears.readers();
        var summary = new SummaryCollector();
        var findings = new FindingEngine(request.findings(), request.profiles());
        var works = new ArrayList<TurnWork>();
        var judge = new Judge(summary, findings, new SoFar(findings, request.profiles(), progress), ears.history());
        works.add(judge);
        if (!readers.isEmpty()) {
            works.add(new RecordWriter(readers, request.profiles()));
        }
        try (var turns = new TurnExchange(works)) {
            var tracker = new ConnectionTracker(
                    request.profiles(), turns, heapLimitBytes, id -> AnalysisListener.isZeekWantedByAny(readers, id));
            turns.returnTo(tracker::release);
            SegmentWatch watch = ears.watch();
            if (watch != null) {
                tracker.watch(watch);
            }
            if (!sources.isWholeSingleFile()) {
                tracker.idsDiffer();
            }
            if (input.isLive() && readers.stream().anyMatch(AnalysisListener::wantsClosed)) {
                tracker.tellClosed();
            }
            Moments moments = input.isLive() && readers.stream().anyMatch(AnalysisListener::wantsMoments)
                    ? new Moments(input, progress, System::nanoTime)
                    : null;
            Reader reader = track(input, sources, new Tracking(tracker, turns, moments));
            AnalysisResult result = result(input, reader, tracker, judge, summary.summary(), findings);
            ConnectionHistory history = ears.history();
            return new Told(
                    result,
                    history == null
                            ? null
                            : new CaptureCurves(result, summary, history, findings.book(), request.profiles()));
        }
    }

    /** Reads and tracks everything. */
    private Reader track(CaptureInput input, Sources sources, Tracking tracking) throws IOException {
        var exchange = new SegmentExchange();
        var reader = new Reader(sources.source(), request.verifyChecksums(), exchange, progress);
        input.whileLive(reader);
        var thread = new Thread(reader, "finwait-reader");
        thread.setDaemon(true);
        thread.start();
        try {
            tracking.run(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            thread.interrupt();
        }
        reader.rethrow();
        tracking.finish(reader);
        return reader;
    }

    private AnalysisResult result(
            CaptureInput input,
            Reader reader,
            ConnectionTracker tracker,
            Judge judge,
            Summary summary,
            FindingEngine findings) {
        long first = reader.sawFrames() ? reader.firstNanos() : 0;
        long last = reader.sawFrames() ? reader.lastNanos() : 0;
        return new AnalysisResult(
                input.files(),
                reader.decoder().counters(),
                first,
                last,
                summary,
                findings.end(new CaptureEnd(
                        first,
                        last,
                        summary.connections(),
                        reader.decoder().counters(),
                        request.profiles(),
                        input.files().stream().map(Analysis::described).toList())),
                tracker.idsEqualTcpStream(),
                judge.givenUp(),
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

    /** How much heap connections may take. */
    static long heapLimitBytes() {
        return (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP);
    }
}
