package io.finwait.capture.libpcap;

import io.finwait.capture.OctetPipe;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapDumper;
import org.pcap4j.core.PcapNativeException;

/**
 * Lets libpcap itself write the packets of a device into a pipe with a name, in native code, and passes on what comes out of it: no
 * packet crosses into Java alone. Where there is no such pipe, {@link PacketByPacket} does.
 */
final class Delivery {
    private static final int FLUSH_MILLIS = 20;
    private static final int COUNT_EVERY = 25;
    private static final int IDLE_ROUNDS = 2_000 / FLUSH_MILLIS;
    private static final int PIPE_BYTES = 64 << 10;
    private static final int FILE_HEADER_BYTES = 24;

    private final OpenDevice device;
    private final PcapDumper dumper;
    private volatile @Nullable String complaint;
    private volatile boolean over;
    private volatile boolean waiting;

    private Delivery(OpenDevice device, PcapDumper dumper) {
        this.device = device;
        this.dumper = dumper;
    }

    /**
     * Delivers until the loop is broken, or the device fails.
     *
     * @param begun whether the pipe has a header already
     * @return what libpcap says of the failure; null if the loop was broken, or nobody reads any more
     */
    static @Nullable String run(OpenDevice device, DeviceSettings settings, OctetPipe pipe, boolean begun)
            throws IOException, InterruptedException {
        Fifo fifo;
        try {
            fifo = Fifo.create();
        } catch (IOException | LinkageError e) {
            return new PacketByPacket(device, settings, pipe).run(begun);
        }
        PcapDumper dumper;
        InputStream octets;
        try (fifo) {
            dumper = device.handle().dumpOpen(fifo.path());
            octets = fifo.reader();
        } catch (PcapNativeException | NotOpenException e) {
            throw new IOException("libpcap cannot write packets: " + e.getMessage(), e);
        }
        var delivery = new Delivery(device, dumper);
        delivery.deliver(octets, pipe, begun);
        if (delivery.complaint == null) {
            new PacketByPacket(device, settings, pipe).drain();
        }
        device.count();
        return delivery.complaint;
    }

    private void deliver(InputStream octets, OctetPipe pipe, boolean begun) throws IOException, InterruptedException {
        var loop = new Thread(this::loop, "finwait-libpcap");
        var flushes = new Thread(() -> flushAgainAndAgain(pipe), "finwait-flush");
        loop.setDaemon(true);
        flushes.setDaemon(true);
        loop.start();
        flushes.start();
        try (octets) {
            pass(octets, pipe, begun ? FILE_HEADER_BYTES : 0);
        } finally {
            if (!over) {
                device.breakLoop(); // nobody reads any more
            }
            loop.join();
            flushes.join();
        }
    }

    private void loop() {
        try {
            device.handle().loop(-1, dumper);
        } catch (PcapNativeException e) {
            complaint = Libpcap.firstLine(e);
        } catch (NotOpenException | InterruptedException e) {
            // The loop was broken.
        } finally {
            over = true;
            dumper.close();
        }
    }

    /** What is written stands in a buffer of the C library until that is full. */
    private void flushAgainAndAgain(OctetPipe pipe) {
        try {
            int idle = 0;
            for (int i = 0; !over; i++) {
                idle = device.isBroken() && waiting ? idle + 1 : 0;
                if (idle == IDLE_ROUNDS) {
                    pipe.end(); // some devices, such as nflog, look whether they are to end only when a packet comes
                }
                dumper.flush();
                if (i % COUNT_EVERY == 0) {
                    device.count();
                }
                TimeUnit.MILLISECONDS.sleep(FLUSH_MILLIS);
            }
        } catch (PcapNativeException | NotOpenException e) {
            // The loop has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(InputStream octets, OctetPipe pipe, int skip) throws IOException, InterruptedException {
        byte[] buffer = new byte[PIPE_BYTES];
        int unwanted = skip; // left out here, because a FileInputStream skips by seeking
        int count = read(octets, buffer);
        while (count >= 0) {
            int left = Math.min(unwanted, count);
            unwanted -= left;
            if (!pipe.write(buffer, left, count - left)) {
                return;
            }
            count = read(octets, buffer);
        }
    }

    private int read(InputStream octets, byte[] buffer) throws IOException {
        waiting = true;
        int count = octets.read(buffer);
        waiting = false;
        return count;
    }
}
