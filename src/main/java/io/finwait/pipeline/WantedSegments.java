package io.finwait.pipeline;

import io.finwait.analysis.ConnectionStory;
import io.finwait.analysis.SelectiveReading;
import io.finwait.analysis.SharedAddress;
import io.finwait.anonymise.AnonymousReading;
import io.finwait.anonymise.AnonymousRecords;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.capture.FrameSource;
import io.finwait.decode.FrameDecoder;
import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a capture again and tracks only the 4-tuples of wanted connections, which is several times as fast as tracking all: what becomes of
 * a connection depends on no other 4-tuple. Reads no further than the last frame of the last one.
 */
public final class WantedSegments implements SelectiveReading {
    private final AnalysisRequest request;

    private WantedSegments(AnalysisRequest request) {
        this.request = request;
    }

    /** Reads what {@code request} reads; where that asks for pseudonyms, the wishes and what is seen have them. */
    public static SelectiveReading of(AnalysisRequest request) {
        var reading = new WantedSegments(request);
        AnonymousRecords anonymous = request.anonymous();
        return anonymous == null ? reading : new AnonymousReading(anonymous, reading);
    }

    /** @throws IOException as {@link Analysis#run}, whose inputs must allow to be read again */
    @Override
    public Seen look(List<Wish> wishes, List<SharedAddress> addresses) throws IOException {
        var wanted = new Wanted(wishes, addresses);
        var tracker = new ConnectionTracker(request.profiles(), wanted, Analysis.heapLimitBytes(), false);
        tracker.watch(wanted);
        long lastFrame = addresses.isEmpty()
                ? wishes.stream()
                        .mapToLong(wish -> wish.connection().lastFrame())
                        .max()
                        .orElse(0)
                : Long.MAX_VALUE;
        try (CaptureInput input = CaptureInput.open(request.inputs(), InputStream.nullInputStream())) {
            read(new Sources(request, input).source(), lastFrame, wanted, tracker);
        }
        return wanted.seen();
    }

    private void read(FrameSource source, long lastFrame, Wanted wanted, ConnectionTracker tracker) throws IOException {
        var decoder = new FrameDecoder(request.verifyChecksums(), wanted);
        var frame = new Frame();
        while (source.next(frame) && frame.number <= lastFrame) {
            decoder.decode(frame);
            if (wanted.published) {
                wanted.published = false;
                wanted.segment(tracker);
            }
        }
    }

    /** Holds the segment of the frame at hand, and takes it where it is wanted. */
    private static final class Wanted implements SegmentSink, SegmentWatch, ConnectionListener {
        private final List<Wish> wishes;
        private final List<StampLog> stamps;
        private final long[] tuples;

        /** The segments of each wish, by the first frame of its connection. */
        private final Map<Long, StepLog> logs = new HashMap<>();

        private final TcpSegment segment = new TcpSegment();
        private boolean published;

        Wanted(List<Wish> wishes, List<SharedAddress> addresses) {
            this.wishes = wishes;
            stamps = addresses.stream().map(StampLog::new).toList();
            tuples = wishes.stream()
                    .mapToLong(wish -> end(wish.connection().client())
                            + end(wish.connection().server()))
                    .sorted()
                    .toArray();
            wishes.forEach(wish -> logs.put(wish.connection().firstFrame(), new StepLog(wish.mostAtEachEnd())));
        }

        /** A number that few ends share: if another tuple has the same sum it is tracked too, which does no harm. */
        private static long end(HostPort end) {
            return end(end.ip().high(), end.ip().low(), end.port());
        }

        private static long end(long high, long low, int port) {
            long mixed = (high * 31 + low) * 31 + port;
            mixed *= 0x9E37_79B9_7F4A_7C15L; // the golden ratio: spreads what differs little
            return mixed ^ mixed >>> 32;
        }

        @Override
        public TcpSegment claim() {
            return segment;
        }

        @Override
        public void publish() {
            published = true;
        }

        void segment(ConnectionTracker tracker) {
            TcpSegment s = segment;
            for (int i = 0; i < stamps.size(); i++) {
                stamps.get(i).segment(s);
            }
            long tuple = end(s.srcHigh, s.srcLow, s.srcPort) + end(s.dstHigh, s.dstLow, s.dstPort);
            if (Arrays.binarySearch(tuples, tuple) >= 0) {
                tracker.segment(s);
            }
        }

        @Override
        public void segment(Connection connection, TcpSegment taken, boolean fromA) {
            StepLog log = logs.get(connection.firstFrame());
            if (log != null) {
                log.add(connection, taken, fromA);
            }
        }

        @Override
        public boolean finished(Connection connection, Ending ending) {
            return true;
        }

        Seen seen() {
            var stories = new ArrayList<ConnectionStory>(wishes.size());
            for (Wish wish : wishes) {
                StepLog log = logs.get(wish.connection().firstFrame());
                if (log != null) {
                    stories.add(log.story(wish.connection(), wish.findings()));
                }
            }
            return new Seen(stories, stamps.stream().map(StampLog::stamps).toList());
        }
    }
}
