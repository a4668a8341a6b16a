package io.finwait.testing;

import io.finwait.capture.LiveFeed;
import io.finwait.capture.OctetPipe;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A live feed that the test writes: the octets it is given, as they come. */
public final class ScriptedFeed implements LiveFeed {
    private final String name;
    private final byte[] beginning;
    private @Nullable OctetPipe pipe;
    private volatile boolean stopped;

    /** @param beginning what is there as soon as it starts */
    public ScriptedFeed(String name, byte[] beginning) {
        this.name = name;
        this.beginning = beginning;
    }

    @Override
    public void start(OctetPipe into) {
        pipe = into;
        send(beginning, beginning.length);
    }

    /** Sends the first octets of these; there must be room. */
    public void send(byte[] octets, int count) {
        if (!pipe().offer(octets, count)) {
            throw new IllegalStateException("no room");
        }
    }

    /** Nothing more comes. */
    public void end() {
        pipe().end();
    }

    private OctetPipe pipe() {
        return Objects.requireNonNull(pipe, "not started");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void stop() {
        stopped = true;
        pipe().end();
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public long dropped() {
        return 7;
    }

    @Override
    public boolean isDevice() {
        return true;
    }

    @Override
    public void close() {
        stop();
    }
}
