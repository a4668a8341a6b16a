package io.finwait.pipeline;

import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.SelectiveReading;
import io.finwait.analysis.SharedAddress;
import io.finwait.anonymise.AnonymousReading;
import io.finwait.anonymise.AnonymousRecords;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a capture again and tracks only the 4-tuples of wanted connections, which is several times as fast as tracking all: what becomes of
 * a connection depends on no other 4-tuple. Reads no further than the last frame of the last one.
 */
public final class WantedSegments implements SelectiveReading {
    private final AnalysisRequest request;
    private final Progress progress;

    private WantedSegments(AnalysisRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Reads what {@code request} reads; where that asks for pseudonyms, the wishes and what is seen have them.
     *
     * @param progress is told how far it is
     */
    public static SelectiveReading of(AnalysisRequest request, Progress progress) {
        var reading = new WantedSegments(request, progress);
        AnonymousRecords anonymous = request.anonymous();
        return anonymous == null ? reading : new AnonymousReading(anonymous, reading);
    }

    /** @throws IOException as {@link Analysis#run}, whose inputs must allow to be read again */
    @Override
    public Seen look(List<Wish> wishes, List<SharedAddress> addresses) throws IOException {
        var tuples = new TupleSet();
        wishes.forEach(
                wish -> tuples.add(wish.connection().client(), wish.connection().server()));
        List<StampLog> stamps = addresses.stream().map(StampLog::new).toList();
        long lastFrame = addresses.isEmpty() ? lastFrame(wishes) : Long.MAX_VALUE;
        var steps = new Steps(wishes);
        try (var capture = new TrackedCapture(request, steps, Analysis.heapLimitBytes(), progress)) {
            TcpSegment segment = capture.segment();
            while (capture.next() && segment.frame <= lastFrame) {
                for (int i = 0; i < stamps.size(); i++) {
                    stamps.get(i).segment(segment);
                }
                if (tuples.mayContain(segment)) {
                    capture.track();
                }
            }
        }
        return new Seen(
                steps.stories(wishes), stamps.stream().map(StampLog::stamps).toList());
    }

    private static long lastFrame(List<Wish> wishes) {
        return wishes.stream()
                .mapToLong(wish -> wish.connection().lastFrame())
                .max()
                .orElse(0);
    }

    /** The segments of each wish, by the first frame of its connection. */
    private static final class Steps implements SegmentWatch {
        private final Map<Long, StepLog> logs = new HashMap<>();

        Steps(List<Wish> wishes) {
            wishes.forEach(wish -> logs.put(wish.connection().firstFrame(), new StepLog(wish.mostAtEachEnd())));
        }

        @Override
        public void segment(Connection connection, TcpSegment taken, boolean fromA) {
            StepLog log = logs.get(connection.firstFrame());
            if (log != null) {
                log.add(connection, taken, fromA);
            }
        }

        List<ConnectionStory> stories(List<Wish> wishes) {
            var stories = new ArrayList<ConnectionStory>(wishes.size());
            for (Wish wish : wishes) {
                StepLog log = logs.get(wish.connection().firstFrame());
                if (log != null) {
                    stories.add(log.story(wish.connection(), wish.findings()));
                }
            }
            return stories;
        }
    }
}
