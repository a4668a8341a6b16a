package io.finwait.capture.libpcap;

import io.finwait.capture.CaptureException;
import io.finwait.capture.LiveFeed;
import io.finwait.capture.OctetPipe;
import io.finwait.capture.filter.FilterException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A device as a stream of pcap. A device that goes away is waited for: when it is there again the stream goes on.
 *
 * <p>Two threads: one lets libpcap write packets into a pipe or gets them one by one ({@link Delivery}); another flushes and counts.
 */
public final class DeviceFeed implements LiveFeed {
    private static final long RETRY_MILLIS = 500;
    private static final long CLOSING_MILLIS = 2_000;

    private final String device;
    private final DeviceSettings settings;
    private final Place place;
    private final Consumer<String> notices;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile OpenDevice open;
    private final AtomicLong droppedBefore = new AtomicLong();
    private volatile boolean closed;
    private @Nullable Thread thread;

    private DeviceFeed(String device, DeviceSettings settings, Place place, Consumer<String> notices, OpenDevice open) {
        this.device = device;
        this.settings = settings;
        this.place = place;
        this.notices = notices;
        this.open = open;
    }

    /**
     * Opens a device; capturing begins at once, into the kernel's buffer.
     *
     * @param place where it is
     * @param notices gets a line for people when the device goes away and when it is back
     * @throws CaptureException if it cannot be opened
     * @throws FilterException if the filter is wrong
     * @throws IOException as the place
     */
    public static DeviceFeed open(String device, DeviceSettings settings, Place place, Consumer<String> notices)
            throws IOException {
        return new DeviceFeed(device, settings, place, notices, openIn(place, device, settings));
    }

    private static OpenDevice openIn(Place place, String device, DeviceSettings settings) throws IOException {
        var opened = new AtomicReference<OpenDevice>();
        place.run(() -> opened.set(OpenDevice.open(device, settings)));
        return Objects.requireNonNull(opened.get());
    }

    @Override
    public String name() {
        return device;
    }

    @Override
    public boolean isDevice() {
        return true;
    }

    @Override
    public void start(OctetPipe pipe) {
        thread = new Thread(() -> run(pipe), "finwait-capture-" + device);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(OctetPipe pipe) {
        try {
            capture(pipe);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // what came before is worth its report
            String failure = "capturing has failed: " + e.getMessage();
            notices.accept(device + ": " + failure);
            pipe.end(new IOException(failure, e));
        } finally {
            pipe.end();
            open.close();
        }
    }

    private void capture(OctetPipe pipe) throws IOException, InterruptedException {
        boolean begun = false;
        while (true) {
            String end = Delivery.run(open, settings, pipe, begun);
            begun = true;
            if (isStopped() || end == null) {
                return;
            }
            notices.accept(device + ": " + end + "; waiting for it to come back");
            droppedBefore.addAndGet(open.dropped());
            open.close();
            OpenDevice before = open;
            if (!reopen() || isStopped()) {
                return;
            }
            if (!open.writesAs(before)) {
                throw new IOException("what has the name now is a device of another kind");
            }
            notices.accept(device + ": is back");
        }
    }

    /** Waits until the device can be opened again; false if it was stopped before. */
    private boolean reopen() throws InterruptedException {
        while (!stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                open = openIn(place, device, settings);
                return true;
            } catch (IOException e) {
                // Not yet.
            }
        }
        return false;
    }

    /** Waits for what the kernel has not handed over yet, then ends the loop. */
    @Override
    public void stop() {
        if (isStopped()) {
            return;
        }
        stopped.countDown();
        var ending = new Thread(this::endSoon, "finwait-stop-" + device);
        ending.setDaemon(true);
        ending.start();
    }

    private void endSoon() {
        try {
            TimeUnit.MILLISECONDS.sleep(OpenDevice.TIMEOUT_MILLIS + OpenDevice.TIMEOUT_MILLIS / 2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.breakLoop();
    }

    @Override
    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public long dropped() {
        return droppedBefore.get() + open.dropped();
    }

    @Override
    public void close() {
        stopped.countDown();
        if (closed) {
            return;
        }
        closed = true;
        Thread running = thread;
        if (running == null) {
            open.close();
            return;
        }
        open.breakLoop();
        try {
            running.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
