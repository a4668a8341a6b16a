package io.finwait.pipeline;

import io.finwait.analysis.CloserLook;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.SecondReading;
import io.finwait.anonymise.AnonymousRecords;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.FindingEngine;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.RecordBuilder;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
    private final Progress progress;

    /**
     * Prepares to read.
     *
     * @param mostAtEachEnd how many of a connection's segments are kept, of the first and of the last ones
     * @param progress is told how far it is
     */
    public CloserReading(AnalysisRequest request, int mostAtEachEnd, Progress progress) {
        this.request = request;
        this.mostAtEachEnd = mostAtEachEnd;
        this.progress = progress;
    }

    /** @throws IOException as {@link Analysis#run}, whose inputs must allow to be read again */
    @Override
    public CloserLook look(Set<Integer> connections, Set<Long> frames) throws IOException {
        var wanted = new Wanted(request, connections, mostAtEachEnd, frames);
        try (var capture =
                new TrackedCapture(request, wanted, wanted, wanted::wants, Analysis.heapLimitBytes(), progress)) {
            while (!wanted.isComplete()) {
                if (!capture.next()) {
                    capture.finish();
                    break;
                }
                capture.track();
            }
        }
        return wanted.look(request.anonymous());
    }

    /** Sees every segment, of which next to none is wanted. */
    private static final class Wanted implements SegmentWatch, ConnectionListener {
        /** By id; null for those that are not wanted. */
        private final @Nullable ConnectionTrace[] traces;

        private final long[] frames;
        private final long lastFrame;
        private final Map<Long, Long> nanos = new HashMap<>();
        private final RecordBuilder records;
        private final FindingEngine findings;

        /** The latest frame with a segment. */
        private long frame;

        /** Wanted connections that are not over. */
        private int pending;

        Wanted(AnalysisRequest request, Set<Integer> connections, int mostAtEachEnd, Set<Long> frames) {
            records = new RecordBuilder(request.profiles());
            findings = new FindingEngine(request.findings(), request.profiles());
            int last = connections.stream().mapToInt(id -> id).max().orElse(-1);
            traces = new ConnectionTrace[last + 1];
            for (int id : connections) {
                traces[id] = new ConnectionTrace(id, mostAtEachEnd);
            }
            pending = connections.size();
            this.frames = frames.stream().mapToLong(Long::longValue).sorted().toArray();
            lastFrame = this.frames.length == 0 ? 0 : this.frames[this.frames.length - 1];
        }

        boolean wants(int id) {
            return trace(id) != null;
        }

        private @Nullable ConnectionTrace trace(int id) {
            return id < traces.length ? traces[id] : null;
        }

        boolean isComplete() {
            return pending == 0 && frame >= lastFrame;
        }

        @Override
        public void segment(Connection connection, TcpSegment s, boolean fromA) {
            ConnectionTrace trace = trace(connection.id());
            if (trace != null) {
                trace.segment(connection, s, fromA);
            }
            timed(s);
        }

        @Override
        public void icmpError(Connection connection, TcpSegment error) {
            timed(error);
        }

        /** Keeps the time of a frame that is asked for. */
        private void timed(TcpSegment s) {
            frame = s.frame;
            if (s.frame <= lastFrame && Arrays.binarySearch(frames, s.frame) >= 0) {
                nanos.put(s.frame, s.timeNanos);
            }
        }

        @Override
        public boolean finished(Connection connection, Ending ending) {
            ConnectionTrace trace = trace(connection.id());
            if (trace != null) {
                trace.ended(records.build(connection, ending), findings.finished(connection, ending));
                pending--;
            }
            return true;
        }

        CloserLook look(@Nullable AnonymousRecords anonymous) {
            var stories = new ArrayList<ConnectionStory>();
            for (ConnectionTrace trace : traces) {
                ConnectionStory story = trace == null ? null : trace.story();
                if (story != null) {
                    stories.add(anonymous == null ? story : anonymous.of(story));
                }
            }
            return new CloserLook(stories, nanos);
        }
    }
}
