package io.finwait.capture;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Octets on their way from the thread that gets them to the one that reads them, through memory of fixed size: a writer that is
 * too far ahead waits, or is told that there is no room. One reader, one writer.
 */
public final class OctetPipe {
    private static final int RING_BYTES = 1 << 20;

    private final LivePulse pulse;
    private final byte[] ring = new byte[RING_BYTES];
    private int first;
    private int count;
    private boolean ended;
    private boolean abandoned;
    private @Nullable IOException failure;

    OctetPipe(LivePulse pulse) {
        this.pulse = pulse;
    }

    /**
     * Writes octets, waiting for room.
     *
     * @return false if nobody reads any more, or it has ended
     */
    public boolean write(byte[] from, int offset, int length) throws InterruptedException {
        synchronized (pulse) {
            int done = 0;
            while (done < length) {
                while (count == RING_BYTES && !abandoned && !ended) {
                    pulse.wait();
                }
                if (abandoned || ended) {
                    return false;
                }
                int part = Math.min(length - done, RING_BYTES - count);
                put(from, offset + done, part);
                done += part;
            }
            return true;
        }
    }

    /**
     * Writes octets if there is room for all of them now.
     *
     * @return false if there is not
     */
    public boolean offer(byte[] from, int length) {
        synchronized (pulse) {
            if (RING_BYTES - count < length) {
                return false;
            }
            put(from, 0, length);
            return true;
        }
    }

    private void put(byte[] from, int offset, int length) {
        int at = (first + count) % RING_BYTES;
        int untilWrap = Math.min(length, RING_BYTES - at);
        System.arraycopy(from, offset, ring, at, untilWrap);
        System.arraycopy(from, offset + untilWrap, ring, 0, length - untilWrap);
        count += length;
        pulse.notifyAll();
    }

    /** Writer, or whoever stops it: no more comes. */
    public void end() {
        end(null);
    }

    /** Writer: no more comes, because {@code cause} happened; the reader gets it behind everything else. */
    public void end(@Nullable IOException cause) {
        synchronized (pulse) {
            if (!ended) {
                ended = true;
                failure = cause;
            }
            pulse.notifyAll();
        }
    }

    /** What {@link #end(IOException)} was told; null if nothing. */
    @Nullable
    IOException failure() {
        synchronized (pulse) {
            return failure;
        }
    }

    /** Reader: wants no more. */
    void abandon() {
        synchronized (pulse) {
            abandoned = true;
            pulse.notifyAll();
        }
    }

    /** Reader: whether to read would not have to wait. The lock must be held where the answer is to last. */
    boolean isReadable() {
        synchronized (pulse) {
            return count > 0 || ended;
        }
    }

    /** Reader's side as a stream, whose {@code read} beats while it waits. */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return OctetPipe.this.read(target, offset, length);
            }
        };
    }

    private int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            int taken;
            synchronized (pulse) {
                if (count == 0 && !ended) {
                    pulse.await();
                }
                taken = take(target, offset, length);
            }
            pulse.beat(taken > 0);
            if (taken != 0) {
                return taken;
            }
        }
    }

    /** How many octets were there; 0 if there are none now, -1 if there will be none. */
    private int take(byte[] target, int offset, int length) throws IOException {
        if (count == 0) {
            if (ended && failure != null) {
                throw failure;
            }
            return ended ? -1 : 0;
        }
        int taken = Math.min(length, count);
        int untilWrap = Math.min(taken, RING_BYTES - first);
        System.arraycopy(ring, first, target, offset, untilWrap);
        System.arraycopy(ring, 0, target, offset + untilWrap, taken - untilWrap);
        first = (first + taken) % RING_BYTES;
        count -= taken;
        pulse.notifyAll();
        return taken;
    }
}
