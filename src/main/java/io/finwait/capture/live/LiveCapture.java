package io.finwait.capture.live;

import io.finwait.capture.CaptureInput;
import io.finwait.capture.FrameTap;
import io.finwait.capture.LiveFeed;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Feeds that are captured together, and how that ends. */
public final class LiveCapture implements Closeable {
    private final List<LiveFeed> feeds;
    private final long most;
    private final FrameTap tap;

    /**
     * @param feeds each ready to start
     * @param most the number of packets after which it ends by itself
     * @param tap sees each of them
     */
    public LiveCapture(List<LiveFeed> feeds, long most, FrameTap tap) {
        this.feeds = List.copyOf(feeds);
        this.most = most;
        this.tap = tap;
    }

    /** Starts the feeds; once. */
    public CaptureInput open() throws IOException {
        return CaptureInput.live(feeds, most, tap);
    }

    /** Ends it: what was captured until now is still read. For any thread; returns at once, and may be called again. */
    public void stop() {
        feeds.forEach(LiveFeed::stop);
    }

    @Override
    public void close() {
        feeds.forEach(LiveFeed::close);
    }
}
