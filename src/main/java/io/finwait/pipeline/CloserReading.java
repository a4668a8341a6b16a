package io.finwait.pipeline;

import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.CloserLook;
import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.SecondReading;
import io.finwait.anonymise.AnonymousRecords;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a capture for a few connections, of which it keeps the first and the last segments, and for the times of a few frames. */
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
        List<ConnectionTrace> traces = connections.stream()
                .sorted()
                .map(id -> new ConnectionTrace(id, mostAtEachEnd))
                .toList();
        var watch = new Watch(traces, frames);
        List<AnalysisListener> listeners =
                traces.stream().map(ConnectionTrace::listener).toList();
        new Analysis(request).run(listeners, watch);
        AnonymousRecords anonymous = request.anonymous();
        var stories = new ArrayList<ConnectionStory>();
        for (ConnectionTrace trace : traces) {
            ConnectionStory story = trace.story();
            if (story != null) {
                stories.add(anonymous == null ? story : anonymous.of(story));
            }
        }
        return new CloserLook(stories, watch.nanos);
    }

    /** Sees every segment, of which next to none is wanted. */
    private static final class Watch implements SegmentWatch {
        private final List<ConnectionTrace> traces;
        private final long[] frames;
        private final Map<Long, Long> nanos = new HashMap<>();

        Watch(List<ConnectionTrace> traces, Set<Long> frames) {
            this.traces = traces;
            this.frames = frames.stream().mapToLong(Long::longValue).sorted().toArray();
        }

        @Override
        public void segment(Connection connection, TcpSegment s, boolean fromA) {
            for (int i = 0; i < traces.size(); i++) {
                traces.get(i).segment(connection, s, fromA);
            }
            if (Arrays.binarySearch(frames, s.frame) >= 0) {
                nanos.put(s.frame, s.timeNanos);
            }
        }
    }
}
