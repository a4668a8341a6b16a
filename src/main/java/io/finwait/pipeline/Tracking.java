package io.finwait.pipeline;

import io.finwait.lifecycle.ConnectionTracker;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the tracker's thread does.
 *
 * @param turns what it hands over to
 * @param moments says how things stand; null where nobody wants to know
 */
record Tracking(
        ConnectionTracker tracker,
        TurnExchange turns,
        @Nullable Moments moments) {
    /**
     * Tracks what comes, to its end.
     *
     * @throws IOException if what was handed over could not be worked on
     */
    void run(SegmentExchange exchange) throws InterruptedException, IOException {
        for (SegmentBatch batch = exchange.take(); batch != null; batch = exchange.take()) {
            for (int i = 0; i < batch.size; i++) {
                tracker.segment(batch.get(i));
            }
            if (batch.isHandedOver()) {
                tracker.advance(batch.untilNanos);
                turns.handOver(moments == null ? null : moments.next(tracker));
            }
            exchange.giveBack(batch);
            if (turns.failed()) {
                turns.finish();
            }
        }
    }

    /**
     * Everything is read: how things stand is told once more, and what is still kept is finished.
     *
     * @throws IOException if what was handed over could not be worked on
     */
    void finish(Reader reader) throws IOException {
        if (reader.sawFrames()) {
            if (moments != null) {
                tracker.advance(reader.lastNanos());
                turns.handOver(moments.now(tracker));
            }
            tracker.finish(reader.lastNanos());
        }
        turns.finish();
    }
}
