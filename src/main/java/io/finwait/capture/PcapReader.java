package io.finwait.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the classic libpcap format in its microsecond, nanosecond and modified (Kuznetsov) variants and both byte orders
 * (draft-ietf-opsawg-pcap).
 */
final class PcapReader extends FrameReader {
    private static final int FILE_HEADER_BYTES = 24;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final CaptureFormat format;
    private final boolean swapped;

    /** Writers before version 2.3 had the two lengths in the other order, those of 2.3 either way (libpcap, sf-pcap.c). */
    private final boolean lengthsMayBeSwapped;

    private final int headerBytes;
    private final int fractionNanos;
    private final int snapLength;
    private final int linkType;
    private final int longestFrameBytes;

    private PcapReader(ByteWindow window, CaptureFormat format, boolean swapped) throws UnreadableHeaderException {
        super(window);
        this.format = format;
        this.swapped = swapped;
        byte[] bytes = window.bytes;
        int at = window.position;
        int version = int32(bytes, at + 4);
        int major = swapped ? version >>> 16 : version & 0xFFFF;
        int minor = swapped ? version & 0xFFFF : version >>> 16;
        // 543.0 is what Digital Unix wrote.
        if (major != 2 && major != 543) {
            throw new UnreadableHeaderException("pcap version " + major + "." + minor + ", only 2.x is known");
        }
        lengthsMayBeSwapped = major == 543 || minor <= 3;
        headerBytes = format == CaptureFormat.PCAP_MODIFIED ? 24 : 16;
        fractionNanos = format == CaptureFormat.PCAP_NANOSECOND ? 1 : 1000;
        int declared = int32(bytes, at + 16);
        snapLength = declared < 0 ? Integer.MAX_VALUE : declared;
        // The upper half holds the length of the frame check sequence.
        linkType = LinkTypes.canonical(int32(bytes, at + 20) & 0xFFFF);
        longestFrameBytes = LinkTypes.longestFrameBytes(linkType);
        sawLinkType(linkType);
        window.position = at + FILE_HEADER_BYTES;
    }

    /**
     * A reader for the stream in {@code window}, standing at the first record.
     *
     * @return null if it is no libpcap stream
     * @throws UnreadableHeaderException if its header is cut short or of an unknown version
     */
    static @Nullable PcapReader open(ByteWindow window) throws IOException, UnreadableHeaderException {
        int magic = ByteWindow.int32(window.bytes, window.position);
        CaptureFormat plain = formatOf(magic);
        CaptureFormat format = plain == null ? formatOf(Integer.reverseBytes(magic)) : plain;
        if (format == null) {
            return null;
        }
        if (!window.require(FILE_HEADER_BYTES)) {
            throw new UnreadableHeaderException(
                    "the file ends inside its header, after " + window.available() + " octets");
        }
        return new PcapReader(window, format, plain == null);
    }

    private static @Nullable CaptureFormat formatOf(int magic) {
        return switch (magic) {
            case 0xA1B2C3D4 -> CaptureFormat.PCAP;
            case 0xA1B23C4D -> CaptureFormat.PCAP_NANOSECOND;
            case 0xA1B2CD34 -> CaptureFormat.PCAP_MODIFIED;
            default -> null;
        };
    }

    @Override
    boolean next(Frame frame) throws IOException {
        ByteWindow window = this.window;
        int header = headerBytes;
        if (window.limit - window.position < header && !window.require(header)) {
            return stopped("a record header");
        }
        byte[] bytes = window.bytes;
        int at = window.position;
        int captured = int32(bytes, at + 8);
        int wire = int32(bytes, at + 12);
        if (lengthsMayBeSwapped && Integer.compareUnsigned(captured, wire) > 0) {
            int other = captured;
            captured = wire;
            wire = other;
        }
        if (captured < 0 || captured > longestFrameBytes) {
            return damaged(tooLong(captured, longestFrameBytes));
        }
        if (window.limit - at < header + captured) {
            if (!window.require(header + captured)) {
                return stopped("a record");
            }
            bytes = window.bytes;
            at = window.position;
        }
        frame.buffer = bytes;
        frame.offset = at + header;
        frame.capturedLength = captured;
        frame.wireLength = wire < 0 ? Integer.MAX_VALUE : wire;
        frame.linkType = linkType;
        long seconds = int32(bytes, at) & 0xFFFF_FFFFL;
        // Signed, as libpcap and Wireshark take it; only a damaged file has one below 0 or beyond a second.
        long fraction = int32(bytes, at + 4);
        window.position = at + header + captured;
        book(frame, seconds * SECOND_NANOS + fraction * fractionNanos);
        return true;
    }

    @Override
    int nextRecordBytes() {
        if (window.available() < headerBytes) {
            return headerBytes;
        }
        int captured = int32(window.bytes, window.position + 8);
        return captured < 0 || captured > longestFrameBytes ? headerBytes : headerBytes + captured;
    }

    private int int32(byte[] bytes, int at) {
        int value = ByteWindow.int32(bytes, at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    @Override
    CaptureFormat format() {
        return format;
    }

    @Override
    int snapLength() {
        return snapLength;
    }

    @Override
    boolean nanosecondResolution() {
        return format == CaptureFormat.PCAP_NANOSECOND;
    }
}
