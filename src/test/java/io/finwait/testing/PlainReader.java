package io.finwait.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads a capture file the plain way: all at once, stopping quietly at the first thing that cannot be. For tests of what stands behind the
 * real reader, so that they do not depend on it. Times are not read.
 */
public final class PlainReader {
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int LARGEST_FRAME = 1 << 24;

    private PlainReader() {}

    /** The frames of a pcap or pcapng file, plain or gzip; empty if it is neither. */
    public static List<CapturedFrame> read(Path path) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(octets(path));
        var frames = new ArrayList<CapturedFrame>();
        try {
            readAll(file, frames);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return frames; // the file is cut or damaged here
        }
        return frames;
    }

    private static byte[] octets(Path path) throws IOException {
        byte[] octets = Files.readAllBytes(path);
        boolean gzip = octets.length > 2 && ByteBuffer.wrap(octets).getShort(0) == (short) GZIP_MAGIC;
        if (!gzip) {
            return octets;
        }
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            return in.readAllBytes();
        }
    }

    private static void readAll(ByteBuffer file, List<CapturedFrame> frames) {
        switch (file.getInt(0)) {
            case 0xA1B2C3D4, 0xA1B23C4D -> readPcap(file, 16, frames);
            case 0xD4C3B2A1, 0x4D3CB2A1 -> readPcap(file.order(ByteOrder.LITTLE_ENDIAN), 16, frames);
            case 0x34CDB2A1 -> readPcap(file.order(ByteOrder.LITTLE_ENDIAN), 24, frames);
            case 0x0A0D0D0A -> readPcapng(file, frames);
            default -> {}
        }
    }

    private static void readPcap(ByteBuffer file, int recordHeader, List<CapturedFrame> frames) {
        int linkType = file.getInt(20) & 0xFFFF;
        boolean lengthsSwapped = file.getShort(6) < 3; // versions before 2.3
        file.position(24);
        while (file.hasRemaining()) {
            int at = file.position();
            int captured = file.getInt(at + (lengthsSwapped ? 12 : 8));
            int wire = file.getInt(at + (lengthsSwapped ? 8 : 12));
            file.position(at + recordHeader);
            frames.add(frame(file, captured, wire, linkType));
        }
    }

    private static void readPcapng(ByteBuffer file, List<CapturedFrame> frames) {
        var linkTypes = new ArrayList<Integer>();
        while (file.hasRemaining()) {
            int at = file.position();
            if (file.getInt(at) == 0x0A0D0D0A) {
                file.order(file.getInt(at + 8) == 0x1A2B3C4D ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                linkTypes.clear();
            }
            int length = file.getInt(at + 4);
            if (length < 12) {
                return;
            }
            switch (file.getInt(at)) {
                case 1 -> linkTypes.add(file.getShort(at + 8) & 0xFFFF);
                case 6 ->
                    add(
                            file,
                            at + 28,
                            file.getInt(at + 20),
                            file.getInt(at + 24),
                            file.getInt(at + 8),
                            linkTypes,
                            frames);
                case 2 ->
                    add(
                            file,
                            at + 28,
                            file.getInt(at + 20),
                            file.getInt(at + 24),
                            file.getShort(at + 8),
                            linkTypes,
                            frames);
                case 3 ->
                    add(
                            file,
                            at + 12,
                            Math.min(length - 16, file.getInt(at + 8)),
                            file.getInt(at + 8),
                            0,
                            linkTypes,
                            frames);
                default -> {}
            }
            file.position(at + length);
        }
    }

    private static void add(
            ByteBuffer file,
            int at,
            int captured,
            int wire,
            int index,
            List<Integer> linkTypes,
            List<CapturedFrame> frames) {
        file.position(at);
        frames.add(frame(file, captured, wire, index < linkTypes.size() ? linkTypes.get(index) : -1));
    }

    private static CapturedFrame frame(ByteBuffer file, int captured, int wire, int linkType) {
        if (captured < 0 || captured > LARGEST_FRAME) {
            throw new IllegalArgumentException("captured length " + captured);
        }
        byte[] octets = new byte[captured];
        file.get(octets);
        return new CapturedFrame(0, octets, wire, linkType);
    }
}
