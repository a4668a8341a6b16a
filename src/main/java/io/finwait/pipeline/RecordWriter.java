package io.finwait.pipeline;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.Moment;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.lifecycle.RecordBuilder;
import io.finwait.lifecycle.Turn;
import java.io.IOException;
import java.util.List;

/** Makes records of finished connections and gives them to the listeners with what was found. */
final class RecordWriter implements TurnWork {
    private final List<AnalysisListener> listeners;
    private final RecordBuilder builder;

    RecordWriter(List<AnalysisListener> listeners, HostProfiles profiles) {
        this.listeners = listeners;
        this.builder = new RecordBuilder(profiles);
    }

    @Override
    public String name() {
        return "writer";
    }

    @Override
    public void on(TurnBatch batch) throws IOException {
        int whole = 0;
        for (int i = 0; i < batch.size(); i++) {
            Turn turn = batch.get(i);
            if (turn.kind() == Turn.Kind.FINISHED) {
                write(turn, batch.findings.get(whole++));
            } else if (turn.kind() == Turn.Kind.CLOSED) {
                writeClosed(turn, batch.findings.get(whole++));
            }
        }
        Moment moment = batch.moment();
        if (moment != null) {
            tell(moment);
        }
        if (batch.isLast()) {
            for (AnalysisListener listener : listeners) {
                listener.pause();
            }
        }
    }

    private void tell(Moment moment) throws IOException {
        for (AnalysisListener listener : listeners) {
            if (listener.wantsMoments()) {
                listener.moment(moment);
            }
        }
    }

    private void write(Turn turn, List<Finding> found) throws IOException {
        if (AnalysisListener.isWantedByAny(listeners, turn.connection().id())) {
            ConnectionRecord record = builder.build(turn.connection(), turn.ending());
            for (int i = 0; i < listeners.size(); i++) {
                listeners.get(i).connection(record, found);
            }
        }
    }

    private void writeClosed(Turn turn, List<Finding> found) throws IOException {
        ConnectionRecord record = builder.build(turn.connection(), turn.ending());
        for (AnalysisListener listener : listeners) {
            if (listener.wantsClosed()) {
                listener.closed(record, found);
            }
        }
    }
}
