package io.finwait.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Capture files as octets: pcap (tcpdump.org pcap-savefile) and pcapng (draft-ietf-opsawg-pcapng). */
public final class PcapBytes {
    private static final int MICROSECOND_MAGIC = 0xa1b2c3d4;
    private static final int NANOSECOND_MAGIC = 0xa1b23c4d;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private PcapBytes() {}

    /** Nanosecond pcap, little-endian. The link type is the first frame's; Ethernet without frames. */
    public static byte[] pcap(List<CapturedFrame> frames) {
        return pcap(frames, ByteOrder.LITTLE_ENDIAN, true);
    }

    public static byte[] pcap(List<CapturedFrame> frames, ByteOrder order, boolean nanoseconds) {
        var file = new ByteArrayOutputStream();
        int linkType = frames.isEmpty() ? 1 : frames.get(0).linkType();
        ByteBuffer header = ByteBuffer.allocate(24).order(order);
        header.putInt(nanoseconds ? NANOSECOND_MAGIC : MICROSECOND_MAGIC)
                .putShort((short) 2)
                .putShort((short) 4);
        header.putLong(0).putInt(262_144).putInt(linkType);
        file.writeBytes(header.array());
        for (CapturedFrame frame : frames) {
            long fraction = Math.floorMod(frame.timeNanos(), NANOS_PER_SECOND);
            ByteBuffer record = ByteBuffer.allocate(16).order(order);
            record.putInt((int) Math.floorDiv(frame.timeNanos(), NANOS_PER_SECOND));
            record.putInt((int) (nanoseconds ? fraction : fraction / 1000));
            record.putInt(frame.octets().length).putInt(frame.wireLength());
            file.writeBytes(record.array());
            file.writeBytes(frame.octets());
        }
        return file.toByteArray();
    }

    /** One section, one interface with nanosecond resolution per link type in order of appearance, enhanced packet blocks. */
    public static byte[] pcapng(List<CapturedFrame> frames, ByteOrder order) {
        var file = new ByteArrayOutputStream();
        ByteBuffer section = ByteBuffer.allocate(16).order(order);
        section.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        block(file, order, 0x0A0D0D0A, section.array());
        var linkTypes = new ArrayList<Integer>();
        for (CapturedFrame frame : frames) {
            if (!linkTypes.contains(frame.linkType())) {
                linkTypes.add(frame.linkType());
                block(file, order, 1, interfaceDescription(frame.linkType(), order));
            }
            int padded = (frame.octets().length + 3) / 4 * 4;
            ByteBuffer packet = ByteBuffer.allocate(20 + padded).order(order);
            packet.putInt(linkTypes.indexOf(frame.linkType()));
            packet.putInt((int) (frame.timeNanos() >>> 32)).putInt((int) frame.timeNanos());
            packet.putInt(frame.octets().length).putInt(frame.wireLength()).put(frame.octets());
            block(file, order, 6, packet.array());
        }
        return file.toByteArray();
    }

    /** Link type, snap length, if_tsresol 9, end of options. */
    private static byte[] interfaceDescription(int linkType, ByteOrder order) {
        ByteBuffer body = ByteBuffer.allocate(20).order(order);
        body.putShort((short) linkType).putShort((short) 0).putInt(262_144);
        body.putShort((short) 9).putShort((short) 1).put((byte) 9).put(new byte[3]);
        return body.putInt(0).array();
    }

    private static void block(ByteArrayOutputStream file, ByteOrder order, int type, byte[] body) {
        ByteBuffer block = ByteBuffer.allocate(12 + body.length).order(order);
        block.putInt(type).putInt(12 + body.length).put(body).putInt(12 + body.length);
        file.writeBytes(block.array());
    }
}
