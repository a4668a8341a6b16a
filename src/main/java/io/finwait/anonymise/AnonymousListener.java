package io.finwait.anonymise;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Curves;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.util.List;

/** Stands between an analysis and its listeners, who get to see pseudonyms alone. */
public final class AnonymousListener implements AnalysisListener {
    private final AnonymousRecords anonymous;
    private final List<AnalysisListener> listeners;
    private List<AnalysisListener> readers = List.of();

    public AnonymousListener(AnonymousRecords anonymous, List<AnalysisListener> listeners) {
        this.anonymous = anonymous;
        this.listeners = listeners;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) throws IOException {
        AnalysisContext shown = anonymous.of(context);
        List<CaptureFile> nameless = anonymous.of(files);
        for (AnalysisListener listener : listeners) {
            listener.begin(shown, nameless);
        }
        readers = listeners.stream().filter(AnalysisListener::wantsConnections).toList();
    }

    @Override
    public boolean wantsConnections() {
        return !readers.isEmpty();
    }

    @Override
    public boolean wants(int id) {
        return AnalysisListener.isWantedByAny(readers, id);
    }

    @Override
    public boolean wantsZeek(int id) {
        return AnalysisListener.isZeekWantedByAny(readers, id);
    }

    @Override
    public boolean wantsClosed() {
        return readers.stream().anyMatch(AnalysisListener::wantsClosed);
    }

    @Override
    public void closed(ConnectionRecord connection, List<Finding> findings) throws IOException {
        ConnectionRecord shown = anonymous.of(connection);
        List<Finding> reworded = anonymous.ofFindings(findings);
        for (AnalysisListener reader : readers) {
            if (reader.wantsClosed()) {
                reader.closed(shown, reworded);
            }
        }
    }

    @Override
    public boolean wantsMoments() {
        return readers.stream().anyMatch(AnalysisListener::wantsMoments);
    }

    @Override
    public void moment(Moment moment) throws IOException {
        Moment shown = AnonymousMoments.of(moment, anonymous);
        for (AnalysisListener reader : readers) {
            if (reader.wantsMoments()) {
                reader.moment(shown);
            }
        }
    }

    @Override
    public void pause() throws IOException {
        for (AnalysisListener reader : readers) {
            reader.pause();
        }
    }

    @Override
    public boolean wantsCurves() {
        return listeners.stream().anyMatch(AnalysisListener::wantsCurves);
    }

    @Override
    public void curves(Curves curves) {
        Curves shown = new AnonymousCurves(anonymous, curves);
        listeners.stream().filter(AnalysisListener::wantsCurves).forEach(listener -> listener.curves(shown));
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        ConnectionRecord shown = anonymous.of(connection);
        List<Finding> reworded = anonymous.ofFindings(findings);
        for (AnalysisListener reader : readers) {
            reader.connection(shown, reworded);
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        AnalysisResult shown = anonymous.of(result);
        for (AnalysisListener listener : listeners) {
            listener.end(shown);
        }
    }
}
