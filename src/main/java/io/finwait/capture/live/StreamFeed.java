package io.finwait.capture.live;

import io.finwait.capture.LiveFeed;
import io.finwait.capture.OctetPipe;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A stream, such as standard input, that somebody writes a capture into. */
public final class StreamFeed implements LiveFeed {
    private static final int BUFFER_BYTES = 64 << 10;

    private final String name;
    private final InputStream in;
    private final AtomicReference<@Nullable OctetPipe> pipe = new AtomicReference<>();
    private volatile boolean stopped;

    /** @param name what people know it by; {@code -} is standard input */
    public StreamFeed(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isDevice() {
        return false;
    }

    @Override
    public void start(OctetPipe into) {
        pipe.set(into);
        if (stopped) {
            into.end();
        }
        var thread = new Thread(() -> pass(into), "finwait-stream");
        thread.setDaemon(true);
        thread.start();
    }

    private void pass(OctetPipe into) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            int count = in.read(buffer);
            while (count >= 0 && into.write(buffer, 0, count)) {
                count = in.read(buffer);
            }
            into.end();
        } catch (InterruptedException e) {
            into.end();
        } catch (IOException e) {
            into.end(e);
        }
    }

    /** What has arrived by now is the end; whoever writes may go on, unheard. */
    @Override
    public void stop() {
        stopped = true;
        OctetPipe started = pipe.get();
        if (started != null) {
            started.end();
        }
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public long dropped() {
        return -1;
    }

    @Override
    public void close() {
        stop();
    }
}
