package io.finwait.testing;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.pipeline.Analysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The records of a capture's connections, in the order in which they were over. */
public final class AnalysedConnections implements AnalysisListener {
    private final List<ConnectionRecord> records = new ArrayList<>();

    private AnalysedConnections() {}

    /** Analyses the whole capture, as a user would who gives no options. */
    public static List<ConnectionRecord> of(Path capture) throws IOException {
        var connections = new AnalysedConnections();
        new Analysis(Requests.of(capture)).run(List.of(connections));
        return connections.records;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {}

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        records.add(connection);
    }

    @Override
    public void end(AnalysisResult result) {}
}
