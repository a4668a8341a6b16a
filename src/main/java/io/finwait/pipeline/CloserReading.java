package io.finwait.pipeline;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.CloserLook;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.SecondReading;
import io.finwait.capture.CaptureFile;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture for some connections, of which it keeps the first and the last segments, and for the times of some frames; no further
 * than to where the last of them is over.
 */
public final class CloserReading implements SecondReading {
    private final AnalysisRequest request;
    private final int mostAtEachEnd;

    /** @param mostAtEachEnd how many of a connection's segments are kept, of the first and of the last ones */
    public CloserReading(AnalysisRequest request, int mostAtEachEnd) {
        this.request = request;
        this.mostAtEachEnd = mostAtEachEnd;
    }

    /** @throws IOException as {@link Analysis#run} */
    @Override
    public CloserLook look(Set<Integer> connections, Set<Long> frames) throws IOException {
        var wanted = new Wanted(connections, mostAtEachEnd, frames);
        try {
            new Analysis(request).run(List.of(wanted), wanted);
        } catch (EnoughException e) {
            // Everything wanted is there.
        }
        return wanted.look();
    }

    /** Ends the reading early. */
    private static final class EnoughException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EnoughException() {
            super(null, null, false, false);
        }
    }

    /** Sees every segment, of which next to none is wanted. */
    private static final class Wanted implements SegmentWatch, AnalysisListener {
        /** By id; null for those that are not wanted. */
        private final @Nullable ConnectionTrace[] traces;

        private final long[] frames;
        private final long lastFrame;
        private final Map<Long, Long> nanos = new HashMap<>();

        /** Wanted connections that are not over: counted down by the thread that makes records. */
        private volatile int pending;

        Wanted(Set<Integer> connections, int mostAtEachEnd, Set<Long> frames) {
            int last = connections.stream().mapToInt(id -> id).max().orElse(-1);
            traces = new ConnectionTrace[last + 1];
            for (int id : connections) {
                traces[id] = new ConnectionTrace(id, mostAtEachEnd);
            }
            pending = connections.size();
            this.frames = frames.stream().mapToLong(Long::longValue).sorted().toArray();
            lastFrame = this.frames.length == 0 ? 0 : this.frames[this.frames.length - 1];
        }

        private @Nullable ConnectionTrace trace(int id) {
            return id < traces.length ? traces[id] : null;
        }

        @Override
        public void segment(Connection connection, TcpSegment s, boolean fromA) {
            ConnectionTrace trace = trace(connection.id());
            if (trace != null) {
                trace.segment(connection, s, fromA);
            }
            if (s.frame > lastFrame) {
                if (pending == 0) {
                    throw new EnoughException();
                }
            } else if (Arrays.binarySearch(frames, s.frame) >= 0) {
                nanos.put(s.frame, s.timeNanos);
            }
        }

        @Override
        public void begin(AnalysisContext context, List<CaptureFile> files) {}

        @Override
        public boolean wants(int id) {
            return trace(id) != null;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // One thread makes records.
        public void connection(ConnectionRecord connection, List<Finding> findings) {
            ConnectionTrace trace = trace(connection.id());
            if (trace != null) {
                trace.ended(connection, findings);
                pending--;
            }
        }

        @Override
        public void end(AnalysisResult result) {}

        CloserLook look() {
            var stories = new ArrayList<ConnectionStory>();
            for (ConnectionTrace trace : traces) {
                ConnectionStory story = trace == null ? null : trace.story();
                if (story != null) {
                    stories.add(story);
                }
            }
            return new CloserLook(stories, nanos);
        }
    }
}
