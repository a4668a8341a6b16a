package io.finwait.pipeline;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.ConnectionStory;
import io.finwait.anonymise.AnonymousRecords;
import io.finwait.capture.CaptureFile;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one connection through a capture and keeps its segments: the first and the last ones, if there are very many. */
public final class ConnectionTrace implements SegmentWatch {
    private static final int MOST_AT_EACH_END = 2_000;

    private final int id;
    private final StepLog steps;
    private @Nullable ConnectionRecord record;
    private List<Finding> findings = List.of();

    /** @param mostAtEachEnd how many segments are kept, of the first and of the last ones */
    ConnectionTrace(int id, int mostAtEachEnd) {
        this.id = id;
        steps = new StepLog(mostAtEachEnd);
    }

    /**
     * Reads the whole capture for one connection.
     *
     * @return null if there is no connection with this id
     * @throws IOException as {@link Analysis#run}
     */
    public static @Nullable ConnectionStory of(AnalysisRequest request, int id) throws IOException {
        var trace = new ConnectionTrace(id, MOST_AT_EACH_END);
        new Analysis(request).run(List.of(trace.new Listener()), trace);
        ConnectionStory story = trace.story();
        AnonymousRecords anonymous = request.anonymous();
        return story == null || anonymous == null ? story : anonymous.of(story);
    }

    @Override
    public void segment(Connection connection, TcpSegment s, boolean fromA) {
        if (connection.id() == id) {
            steps.add(connection, s, fromA);
        }
    }

    /** The connection is over: its record, and what was found in it, gravest first. */
    void ended(ConnectionRecord connection, List<Finding> found) {
        record = connection;
        findings = found;
    }

    /** After the analysis; null if there is no such connection. */
    @Nullable
    ConnectionStory story() {
        ConnectionRecord found = record;
        return found == null ? null : steps.story(found, findings);
    }

    /** Waits for the record. */
    private final class Listener implements AnalysisListener {
        @Override
        public void begin(AnalysisContext context, List<CaptureFile> files) {}

        @Override
        public boolean wants(int candidate) {
            return candidate == id;
        }

        @Override
        public boolean wantsZeek(int candidate) {
            return wants(candidate);
        }

        @Override
        public void connection(ConnectionRecord connection, List<Finding> found) {
            if (connection.id() == id) {
                ended(connection, found);
            }
        }

        @Override
        public void end(AnalysisResult result) {}
    }
}
