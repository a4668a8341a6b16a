package io.finwait.pipeline;

import io.finwait.analysis.ConnectionHistory;
import io.finwait.analysis.GivenUp;
import io.finwait.analysis.GivenUpTally;
import io.finwait.analysis.Moment;
import io.finwait.analysis.SummaryCollector;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingEngine;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds connections up and finds what is wrong with them, in capture-time order. */
final class Judge implements TurnWork {
    private final SummaryCollector summary;
    private final FindingEngine findings;
    private final SoFar soFar;
    private final @Nullable ConnectionHistory history;
    private final GivenUpTally givenUp = new GivenUpTally();

    /**
     * Nobody else may use these before all turns are worked on.
     *
     * @param soFar what is said while a capture goes on
     * @param history null where nobody draws curves
     */
    Judge(SummaryCollector summary, FindingEngine findings, SoFar soFar, @Nullable ConnectionHistory history) {
        this.soFar = soFar;
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
                case CLOSED -> batch.findings.add(findings.closed(turn.connection(), turn.ending()));
                case FINISHED -> batch.findings.add(finished(turn));
            }
        }
        Moment moment = batch.moment();
        if (moment != null) {
            batch.setMoment(moment.with(soFar.at(moment.census().nanos())));
        }
    }

    private List<Finding> finished(Turn turn) {
        List<Finding> found = findings.finished(turn.connection(), turn.ending());
        ConnectionOutline outline = findings.life().outline();
        summary.add(outline);
        if (history != null) {
            history.add(outline);
        }
        if (turn.ending().reason() == Ending.Reason.EVICTED) {
            givenUp.add(outline);
        }
        return found;
    }

    /** What was given up; only when all turns are worked on. */
    GivenUp givenUp() {
        return givenUp.summary();
    }
}
