package io.finwait.pipeline;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.LadderStep;
import io.finwait.capture.CaptureFile;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Finding;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one connection through a capture and keeps its segments: the first and the last ones, if there are very many. */
public final class ConnectionTrace implements SegmentWatch {
    private static final int MOST_AT_EACH_END = 2_000;
    private static final int MOST_SCALE = 14; // RFC 7323 §2.3

    /** A step as long as it is not settled which end is the client. */
    private record Step(
            long timeNanos,
            long frame,
            boolean fromA,
            int flags,
            long relativeSeq,
            long relativeAck,
            int payloadLength,
            long window,
            boolean repeats) {}

    private final int id;
    private final int mostAtEachEnd;
    private final List<Step> first = new ArrayList<>();
    private final Deque<Step> last = new ArrayDeque<>();
    private final int[] scales = {-1, -1};
    private long leftOut;
    private long repeatsBefore;
    private @Nullable HostPort endA;
    private @Nullable ConnectionRecord record;
    private List<Finding> findings = List.of();

    /** @param mostAtEachEnd how many segments are kept, of the first and of the last ones */
    ConnectionTrace(int id, int mostAtEachEnd) {
        this.id = id;
        this.mostAtEachEnd = mostAtEachEnd;
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
        return trace.story();
    }

    @Override
    public void segment(Connection connection, TcpSegment s, boolean fromA) {
        if (connection.id() != id) {
            return;
        }
        if (endA == null) {
            endA = connection.endA();
        }
        if (s.has(TcpSegment.SYN)) {
            scales[fromA ? 0 : 1] = s.windowScale;
        }
        long repeatsNow = connection.repeatedSegments();
        var step = new Step(
                s.timeNanos,
                s.frame,
                fromA,
                s.flags,
                connection.relativeSeq(s.seq, fromA),
                s.has(TcpSegment.ACK_FLAG) ? connection.relativeSeq(s.ack, !fromA) : -1,
                s.payloadLength,
                scaledWindow(s, fromA),
                repeatsNow > repeatsBefore);
        repeatsBefore = repeatsNow;
        if (first.size() < mostAtEachEnd) {
            first.add(step);
            return;
        }
        last.add(step);
        if (last.size() > mostAtEachEnd) {
            last.remove();
            leftOut++;
        }
    }

    /** The window of a SYN is never scaled, and others are only if both SYNs offered it (RFC 7323 §2.2). */
    private long scaledWindow(TcpSegment s, boolean fromA) {
        boolean scaled = !s.has(TcpSegment.SYN) && scales[0] >= 0 && scales[1] >= 0;
        return scaled ? (long) s.window << Math.min(scales[fromA ? 0 : 1], MOST_SCALE) : s.window;
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
        if (found == null) {
            return null;
        }
        boolean clientIsA = found.client().equals(endA);
        var steps = new ArrayList<LadderStep>(first.size() + last.size());
        int leftOutAfter = first.size();
        for (Step step : first) {
            steps.add(settled(step, clientIsA));
        }
        for (Step step : last) {
            steps.add(settled(step, clientIsA));
        }
        return new ConnectionStory(found, findings, steps, leftOut, leftOutAfter);
    }

    private static LadderStep settled(Step step, boolean clientIsA) {
        return new LadderStep(
                step.timeNanos,
                step.frame,
                step.fromA == clientIsA ? Role.CLIENT : Role.SERVER,
                step.flags,
                step.relativeSeq,
                step.relativeAck,
                step.payloadLength,
                step.window,
                step.repeats);
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
        public void connection(ConnectionRecord connection, List<Finding> found) {
            if (connection.id() == id) {
                ended(connection, found);
            }
        }

        @Override
        public void end(AnalysisResult result) {}
    }
}
