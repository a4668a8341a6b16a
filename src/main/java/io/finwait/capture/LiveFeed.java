package io.finwait.capture;

import java.io.Closeable;

/** Somebody who writes a capture while it is read: a device, a pipe, a growing file. Has a thread of its own. */
public interface LiveFeed extends Closeable {
    /** What people know it by. */
    String name();

    /** Begins to write pcap or pcapng into {@code pipe}, and ends the pipe when no more comes, with the cause if it has failed. */
    void start(OctetPipe pipe);

    /** Ends it soon: what was captured until now still comes. For any thread; returns at once, and may be called again. */
    void stop();

    /** Whether {@link #stop} was called. For any thread. */
    boolean isStopped();

    /** Packets that were lost so far for want of room; -1 where nobody counts them. For any thread. */
    long dropped();

    /** Whether it is a device, whose packets are captured here and now. */
    boolean isDevice();

    /** Ends it at once. */
    @Override
    void close();
}
