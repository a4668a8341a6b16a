package io.finwait.capture.libpcap;

import io.finwait.capture.OctetPipe;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;

/**
 * Gets packets from libpcap one by one and writes them as pcap, for systems that have no pipes with names. Ten times slower than native
 * code; what finds no room is dropped, counted.
 */
final class PacketByPacket {
    private static final int MAGIC_NANOS = 0xA1B23C4D;
    private static final int MAGIC_MICROS = 0xA1B2C3D4;
    private static final int HEADER_BYTES = 16;
    private static final int FILE_HEADER_BYTES = 24;

    private final OpenDevice device;
    private final PcapHandle handle;
    private final OctetPipe pipe;
    private final int snapLength;
    private final boolean nanos;
    private final ByteBuffer record;

    PacketByPacket(OpenDevice device, DeviceSettings settings, OctetPipe pipe) {
        this.device = device;
        this.handle = device.handle();
        this.pipe = pipe;
        snapLength = settings.snapLength();
        nanos = handle.getTimestampPrecision() == TimestampPrecision.NANO;
        record = ByteBuffer.allocate(Math.max(FILE_HEADER_BYTES, HEADER_BYTES + snapLength))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** As {@link Delivery#run}. */
    @Nullable
    String run(boolean begun) {
        if (!begun) {
            header();
        }
        try {
            handle.loop(-1, this::write);
        } catch (PcapNativeException e) {
            return Libpcap.firstLine(e);
        } catch (NotOpenException | InterruptedException e) {
            // The loop was broken.
        } finally {
            device.count();
        }
        return null;
    }

    private void header() {
        record.clear();
        record.putInt(nanos ? MAGIC_NANOS : MAGIC_MICROS).putShort((short) 2).putShort((short) 4);
        record.putInt(0).putInt(0).putInt(snapLength).putInt(handle.getDlt().value());
        pipe.offer(record.array(), record.position());
    }

    /** pcap4j keeps time and length of the latest packet for the thread that it tells of it. */
    private void write(byte[] packet) {
        Timestamp time = handle.getTimestamp();
        int captured = Math.min(packet.length, snapLength);
        record.clear();
        record.putInt((int) Math.floorDiv(time.getTime(), 1_000L))
                .putInt(nanos ? time.getNanos() : time.getNanos() / 1_000)
                .putInt(captured)
                .putInt(Math.max(handle.getOriginalLength(), captured))
                .put(packet, 0, captured);
        if (!pipe.offer(record.array(), record.position())) {
            device.drop();
        }
    }
}
