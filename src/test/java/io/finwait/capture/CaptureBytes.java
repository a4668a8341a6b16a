package io.finwait.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds capture files octet by octet. */
public final class CaptureBytes {
    static final int MICROSECOND = 0xA1B2C3D4;
    static final int NANOSECOND = 0xA1B23C4D;
    static final int MODIFIED = 0xA1B2CD34;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order;
    private boolean modified;

    private CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    static CaptureBytes of(ByteOrder order) {
        return new CaptureBytes(order);
    }

    /** A libpcap file of this byte order up to its first record, link type Ethernet. */
    static CaptureBytes pcap(ByteOrder order, int magic) {
        return pcap(order, magic, 4, 1);
    }

    static CaptureBytes pcap(ByteOrder order, int magic, int minorVersion, int network) {
        var bytes = new CaptureBytes(order);
        bytes.modified = magic == MODIFIED;
        return bytes.int32(magic)
                .int16(2)
                .int16(minorVersion)
                .int32(0)
                .int32(0)
                .int32(262144)
                .int32(network);
    }

    public static CaptureBytes littlePcap() {
        return pcap(ByteOrder.LITTLE_ENDIAN, MICROSECOND);
    }

    /** A record of a libpcap file. */
    CaptureBytes record(int seconds, int fraction, int wireLength, byte[] data) {
        int32(seconds).int32(fraction).int32(data.length).int32(wireLength);
        if (modified) {
            int32(7).int16(0x0800).int16(0);
        }
        return raw(data);
    }

    /** Records with times in whole seconds whose data is their time. */
    public CaptureBytes recordsAt(int... seconds) {
        for (int second : seconds) {
            byte[] data = ("frame at " + second).getBytes(StandardCharsets.US_ASCII);
            record(second, 0, data.length, data);
        }
        return this;
    }

    /** Begins a pcapng section, in {@code order} from here on. */
    CaptureBytes section(ByteOrder newOrder) {
        order = newOrder;
        return block(0x0A0D0D0A, of(order).int32(0x1A2B3C4D).int16(1).int16(0).int64(-1));
    }

    CaptureBytes describe(int linkType, int snapLength, CaptureBytes options) {
        return block(1, of(order).int16(linkType).int16(0).int32(snapLength).raw(options.toBytes()));
    }

    CaptureBytes describe(int linkType) {
        return describe(linkType, 0, of(order));
    }

    CaptureBytes option(int code, byte[] value) {
        return int16(code).int16(value.length).raw(value).pad();
    }

    CaptureBytes option8(int code, long value) {
        return int16(code).int16(8).int64(value);
    }

    CaptureBytes enhanced(int interfaceId, long ticks, int wireLength, byte[] data) {
        return block(
                6,
                of(order)
                        .int32(interfaceId)
                        .int32((int) (ticks >>> 32))
                        .int32((int) ticks)
                        .int32(data.length)
                        .int32(wireLength)
                        .raw(data)
                        .pad());
    }

    CaptureBytes block(int type, CaptureBytes body) {
        int length = body.out.size() + 12;
        return int32(type).int32(length).raw(body.toBytes()).int32(length);
    }

    CaptureBytes int16(int value) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    CaptureBytes int32(int value) {
        return raw(ByteBuffer.allocate(4).order(order).putInt(value).array());
    }

    CaptureBytes int64(long value) {
        return raw(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }

    CaptureBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    CaptureBytes pad() {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
