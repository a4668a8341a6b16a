package io.finwait.pipeline;

import io.finwait.capture.Frame;
import io.finwait.capture.FrameSource;
import io.finwait.decode.FrameDecoder;
import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.SegmentWatch;
import java.io.IOException;

/**
 * Tells of each frame which connection it belongs to: the tracker decides, as in {@link Analysis}, so the ids are the same. On one
 * thread, because the frame must still be there when its connection is known.
 */
final class TrackedFrames {
    private static final int NONE = -1;

    /** Is told of each frame that belongs to a connection. */
    interface Visitor {
        /**
         * Takes a frame.
         *
         * @param connection the id of the one it belongs to
         */
        void frame(Frame frame, int connection) throws IOException;
    }

    private TrackedFrames() {}

    /**
     * Reads {@code source} to its end.
     *
     * @throws IOException if reading fails, or the visitor
     */
    static void read(FrameSource source, AnalysisRequest request, Visitor visitor) throws IOException {
        var owner = new Owner();
        var tracker = new ConnectionTracker(request.profiles(), owner, Analysis.heapLimitBytes(), false);
        tracker.watch(owner);
        var decoder = new FrameDecoder(request.verifyChecksums(), owner);
        var frame = new Frame();
        while (source.next(frame)) {
            owner.published = false;
            owner.id = NONE;
            decoder.decode(frame);
            if (owner.published) {
                tracker.segment(owner.segment);
            }
            if (owner.id != NONE) {
                visitor.frame(frame, owner.id);
            }
        }
    }

    /** Holds the segment of the frame at hand and hears whose it is. */
    private static final class Owner implements SegmentSink, SegmentWatch, ConnectionListener {
        final TcpSegment segment = new TcpSegment();
        boolean published;
        int id;

        @Override
        public TcpSegment claim() {
            return segment;
        }

        @Override
        public void publish() {
            published = true;
        }

        @Override
        public void segment(Connection connection, TcpSegment taken, boolean fromA) {
            id = connection.id();
        }

        @Override
        public void icmpError(Connection connection, TcpSegment error) {
            id = connection.id();
        }

        @Override
        public boolean finished(Connection connection, Ending ending) {
            return true;
        }
    }
}
