package io.finwait.pipeline;

import io.finwait.analysis.AnalysisListener;
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
        int finished = 0;
        for (int i = 0; i < batch.size(); i++) {
            Turn turn = batch.get(i);
            if (turn.kind() == Turn.Kind.FINISHED) {
                var record = builder.build(turn.connection(), turn.ending());
                var found = batch.findings.get(finished++);
                for (int j = 0; j < listeners.size(); j++) {
                    listeners.get(j).connection(record, found);
                }
            }
        }
    }
}
