package io.finwait.capture.libpcap;

import io.finwait.capture.OctetPipe;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.BlockingMode;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;

/**
 * Gets packets from libpcap one by one and writes them as pcap, as libpcap does: for systems that have no pipes with names, and for what is
 * left when a loop was broken. Ten times slower than native code.
 */
final class PacketByPacket {
    private static final int MAGIC_NANOS = 0xA1B23C4D;
    private static final int MAGIC_MICROS = 0xA1B2C3D4;
    private static final int HEADER_BYTES = 16;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int DRAINED_AT_ONCE = 256;

    private final OpenDevice device;
    private final PcapHandle handle;
    private final OctetPipe pipe;
    private final int snapLength;
    private final boolean nanos;
    private final ByteBuffer record;
    private boolean drained;

    PacketByPacket(OpenDevice device, DeviceSettings settings, OctetPipe pipe) {
        this.device = device;
        this.handle = device.handle();
        this.pipe = pipe;
        snapLength = settings.snapLength();
        nanos = handle.getTimestampPrecision() == TimestampPrecision.NANO;
        record = ByteBuffer.allocate(Math.max(FILE_HEADER_BYTES, HEADER_BYTES + snapLength))
                .order(ByteOrder.nativeOrder());
    }

    /** As {@link Delivery#run}; what finds no room is dropped, and counted. */
    @Nullable
    String run(boolean begun) {
        if (!begun) {
            header();
        }
        try {
            handle.loop(-1, (byte[] packet) -> {
                if (!pipe.offer(record.array(), write(packet))) {
                    device.drop();
                }
            });
        } catch (PcapNativeException e) {
            return Libpcap.firstLine(e);
        } catch (InterruptedException e) {
            drain();
        } catch (NotOpenException e) {
            // There is nothing left.
        } finally {
            device.count();
        }
        return null;
    }

    /**
     * Writes what was captured until now and not handed over, when the loop was broken: libpcap leaves it in the kernel's buffer (its issue
     * 1011), and on a busy machine there is much of it. Waits for room.
     */
    void drain() {
        long untilMillis = System.currentTimeMillis();
        try {
            handle.setBlockingMode(BlockingMode.NONBLOCKING);
            while (!drained && handle.dispatch(DRAINED_AT_ONCE, (byte[] packet) -> drain(packet, untilMillis)) > 0) {
                // And those behind them.
            }
        } catch (PcapNativeException | NotOpenException | InterruptedException e) {
            // The device is gone, or nobody wants them.
        }
    }

    private void drain(byte[] packet, long untilMillis) {
        drained |= handle.getTimestamp().getTime() > untilMillis;
        try {
            drained = drained || !pipe.write(record.array(), 0, write(packet));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            drained = true;
        }
    }

    private void header() {
        record.clear();
        record.putInt(nanos ? MAGIC_NANOS : MAGIC_MICROS).putShort((short) 2).putShort((short) 4);
        record.putInt(0).putInt(0).putInt(snapLength).putInt(handle.getDlt().value());
        pipe.offer(record.array(), record.position());
    }

    /** Writes a record and returns its length. pcap4j keeps time and length of the latest packet for the thread that it tells of it. */
    private int write(byte[] packet) {
        Timestamp time = handle.getTimestamp();
        int captured = Math.min(packet.length, snapLength);
        record.clear();
        record.putInt((int) Math.floorDiv(time.getTime(), 1_000L))
                .putInt(nanos ? time.getNanos() : time.getNanos() / 1_000)
                .putInt(captured)
                .putInt(Math.max(handle.getOriginalLength(), captured))
                .put(packet, 0, captured);
        return record.position();
    }
}
