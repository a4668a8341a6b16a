package io.finwait.capture.libpcap;

import io.finwait.capture.LiveFeed;
import io.finwait.capture.OctetPipe;

/** A device as one way of delivery has it, without waiting for it to come back. */
record DeliveredFeed(OpenDevice device, Way way) implements LiveFeed {
    /** How packets get into the pipe. */
    @FunctionalInterface
    interface Way {
        void run(OpenDevice device, OctetPipe pipe) throws Exception;
    }

    @Override
    public void start(OctetPipe pipe) {
        var thread = new Thread(() -> {
            try {
                way.run(device, pipe);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                pipe.end();
                device.close();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public String name() {
        return "lo";
    }

    @Override
    public void stop() {
        device.breakLoop();
    }

    @Override
    public boolean isStopped() {
        return false;
    }

    @Override
    public long dropped() {
        return device.dropped();
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
