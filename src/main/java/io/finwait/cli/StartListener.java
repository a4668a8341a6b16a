package io.finwait.cli;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.util.List;

/** Wants to know when an analysis begins and ends, and nothing of what it finds. */
interface StartListener extends AnalysisListener {
    @Override
    default boolean wantsConnections() {
        return false;
    }

    @Override
    default void connection(ConnectionRecord connection, List<Finding> findings) {
        throw new IllegalStateException("connections were not wanted");
    }

    @Override
    default void end(AnalysisResult result) throws IOException {}
}
