package io.finwait.extract;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.Frame;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes the classic libpcap format (draft-ietf-opsawg-pcap), little-endian, version 2.4; with nanoseconds if an input has any time
 * finer than a microsecond. The header waits for the first frame, whose link type it takes.
 */
final class PcapWriter implements CaptureWriter {
    private static final int MICROSECOND_MAGIC = 0xA1B2C3D4;
    private static final int NANOSECOND_MAGIC = 0xA1B23C4D;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int NONE = -1;

    private final OutputStream out;
    private final List<CaptureFile> files;
    private final boolean nanoseconds;
    private final ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    private int linkType = NONE;

    PcapWriter(OutputStream out, List<CaptureFile> files) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.files = files;
        this.nanoseconds = files.stream().anyMatch(CaptureFile::nanosecondResolution);
    }

    @Override
    public boolean write(Frame frame, List<String> comments) throws IOException {
        if (linkType == NONE) {
            begin(frame.linkType);
        } else if (linkType != frame.linkType) {
            throw new MixedLinkTypesException(linkType, frame.linkType);
        }
        long fraction = Math.floorMod(frame.timeNanos, SECOND_NANOS);
        header.clear();
        header.putInt((int) Math.floorDiv(frame.timeNanos, SECOND_NANOS));
        header.putInt((int) (nanoseconds ? fraction : fraction / 1000));
        header.putInt(frame.capturedLength).putInt(frame.wireLength);
        out.write(header.array(), 0, header.position());
        out.write(frame.buffer, frame.offset, frame.capturedLength);
        return true;
    }

    private void begin(int firstLinkType) throws IOException {
        linkType = firstLinkType;
        header.clear();
        header.putInt(nanoseconds ? NANOSECOND_MAGIC : MICROSECOND_MAGIC)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(SnapLength.of(files))
                .putInt(firstLinkType);
        out.write(header.array(), 0, header.position());
    }

    @Override
    public void leaveOut() {
        // A pcap file never says when its capture ended.
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (linkType == NONE) {
                begin(files.stream()
                        .flatMap(file -> file.linkTypes().stream())
                        .findFirst()
                        .orElse(1));
            }
            out.flush();
        }
    }
}
