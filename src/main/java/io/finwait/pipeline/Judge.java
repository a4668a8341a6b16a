package io.finwait.pipeline;

import io.finwait.analysis.ConnectionHistory;
import io.finwait.analysis.SummaryCollector;
import io.finwait.finding.FindingEngine;
import io.finwait.lifecycle.Turn;
import org.jspecify.annotations.Nullable;

/** Adds connections up and finds what is wrong with them, in capture-time order. */
final class Judge implements TurnWork {
    private final SummaryCollector summary;
    private final FindingEngine findings;
    private final @Nullable ConnectionHistory history;

    /**
     * Nobody else may use these before all turns are worked on.
     *
     * @param history null where nobody draws curves
     */
    Judge(SummaryCollector summary, FindingEngine findings, @Nullable ConnectionHistory history) {
        this.summary = summary;
        this.findings = findings;
        this.history = history;
    }

    @Override
    public String name() {
        return "judge";
    }

    @Override
    public void on(TurnBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Turn turn = batch.get(i);
            switch (turn.kind()) {
                case OPENED -> findings.opened(turn);
                case TIME_WAIT_ENTERED -> {
                    summary.timeWaitEntered(turn);
                    findings.timeWaitEntered(turn);
                }
                case TIME_WAIT_LEFT -> summary.timeWaitLeft(turn);
                case FINISHED -> {
                    batch.findings.add(findings.finished(turn.connection(), turn.ending()));
                    summary.add(findings.life().outline());
                    if (history != null) {
                        history.add(findings.life().outline());
                    }
                }
            }
        }
    }
}
