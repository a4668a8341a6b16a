package io.finwait.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pcapng (draft-ietf-opsawg-pcapng): sections in either byte order, any number of interfaces each with its own link
 * type and clock, packets in enhanced, simple and obsolete blocks, losses from statistics blocks. Other blocks are passed over.
 */
final class PcapngReader extends FrameReader {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

    /** Block type, total length, and the total length again at the end. */
    private static final int SMALLEST_BLOCK_BYTES = 12;

    private static final int SECTION_BYTES = 28;
    private static final int DESCRIPTION_BYTES = 20;
    private static final int STATISTICS_BYTES = 24;
    private static final int PACKET_HEADER_BYTES = 28;
    private static final int SIMPLE_HEADER_BYTES = 12;
    private static final int TRAILER_BYTES = 4;

    private static final int IF_NAME = 2;
    private static final int IF_DESCRIPTION = 3;
    private static final int IF_OS = 12;
    private static final InterfaceName NAMELESS = new InterfaceName("", "", "");

    private static final int IF_TSRESOL = 9;
    private static final int IF_TSOFFSET = 14;
    private static final int SHB_USERAPPL = 4;
    private static final int ISB_ENDTIME = 3;
    private static final int ISB_IFDROP = 5;
    private static final int ISB_OSDROP = 7;
    private static final int ISB_USRDELIV = 8;

    /** Longest block that is looked into where frames are of the usual size; as in libpcap (sf-pcapng.c, MAX_BLOCKSIZE). */
    private static final int USUAL_BLOCK_BYTES = 16 << 20;

    private static final int MOST_INTERFACES = 1 << 16;

    /** What finwait calls itself in {@code shb_userappl}, up to its version. */
    private static final byte[] OURS = "finwait ".getBytes(StandardCharsets.US_ASCII);

    private final List<PcapngInterface> interfaces = new ArrayList<>();
    private PcapngFields fields = PcapngFields.LITTLE_ENDIAN;
    private int longestBlockBytes = USUAL_BLOCK_BYTES;
    private int largestSnapLength;
    private boolean finerThanMicroseconds;
    private long droppedInEarlierSections = -1;

    /**
     * Whether finwait wrote the section: then its statistics say when the capture ended that it was taken from. Others' need not be true
     * of the file at hand, from which a part may have been cut.
     */
    private boolean extracted;

    private long endNanos = Long.MIN_VALUE;

    private PcapngReader(ByteWindow window) {
        super(window);
    }

    /**
     * A reader for the stream in {@code window}. It has read up to the first interface, so that the link type is known.
     *
     * @return null if it is no pcapng stream
     * @throws UnreadableHeaderException if its first section header cannot be read
     */
    static @Nullable PcapngReader open(ByteWindow window) throws IOException, UnreadableHeaderException {
        if (ByteWindow.int32(window.bytes, window.position) != SECTION_HEADER
                || !window.require(SMALLEST_BLOCK_BYTES)
                || !isByteOrderMagic(ByteWindow.int32(window.bytes, window.position + 8))) {
            return null;
        }
        var reader = new PcapngReader(window);
        if (!reader.readSection()) {
            Damage damage = reader.damage();
            throw new UnreadableHeaderException(damage == null ? "no section header" : damage.reason());
        }
        while (reader.interfaces.isEmpty() && reader.standsBeforeSetup() && reader.readSetup()) {
            // Up to the first interface.
        }
        return reader;
    }

    @Override
    boolean next(Frame frame) throws IOException {
        ByteWindow window = this.window;
        while (true) {
            if (window.limit - window.position < SMALLEST_BLOCK_BYTES && !window.require(SMALLEST_BLOCK_BYTES)) {
                return stopped("a block");
            }
            int type = fields.int32(window.bytes, window.position);
            if (type == ENHANCED_PACKET || type == OBSOLETE_PACKET) {
                return readPacket(frame, type == ENHANCED_PACKET);
            }
            if (type == SIMPLE_PACKET) {
                return readSimplePacket(frame);
            }
            if (!readSetup()) {
                return false;
            }
        }
    }

    private boolean readPacket(Frame frame, boolean enhanced) throws IOException {
        if (!requireBlock(PACKET_HEADER_BYTES + TRAILER_BYTES)) {
            return false;
        }
        byte[] bytes = window.bytes;
        int at = window.position;
        int length = fields.int32(bytes, at + 4);
        int interfaceId = enhanced ? fields.int32(bytes, at + 8) : fields.int16(bytes, at + 8);
        if (interfaceId < 0 || interfaceId >= interfaces.size()) {
            return damaged("a frame of interface " + grouped(interfaceId) + ", which the file does not describe");
        }
        PcapngInterface on = interfaces.get(interfaceId);
        int captured = fields.int32(bytes, at + 20);
        if (captured < 0 || captured > on.longestFrameBytes) {
            return damaged(tooLong(captured, on.longestFrameBytes));
        }
        if (captured > length - PACKET_HEADER_BYTES - TRAILER_BYTES) {
            return damaged("captured length " + grouped(captured) + " in a block of " + grouped(length));
        }
        long ticks = fields.ticks(bytes, at + 12);
        deliver(frame, on, at + PACKET_HEADER_BYTES, captured, fields.int32(bytes, at + 24));
        window.position = at + length;
        book(frame, on.clock.nanos(ticks));
        return true;
    }

    /** A simple packet has no time: it gets that of the frame before it, so that it keeps its place. */
    private boolean readSimplePacket(Frame frame) throws IOException {
        if (!requireBlock(SIMPLE_HEADER_BYTES + TRAILER_BYTES)) {
            return false;
        }
        if (interfaces.isEmpty()) {
            return damaged("a frame before any interface is described");
        }
        PcapngInterface on = interfaces.get(0);
        int at = window.position;
        int length = fields.int32(window.bytes, at + 4);
        int wire = fields.int32(window.bytes, at + 8);
        int captured = length - SIMPLE_HEADER_BYTES - TRAILER_BYTES;
        captured = wire < 0 ? captured : Math.min(captured, wire);
        captured = on.snapLength == 0 ? captured : Math.min(captured, on.snapLength);
        if (captured > on.longestFrameBytes) {
            return damaged(tooLong(captured, on.longestFrameBytes));
        }
        deliver(frame, on, at + SIMPLE_HEADER_BYTES, captured, wire);
        window.position = at + length;
        book(frame, previousNanos());
        return true;
    }

    private void deliver(Frame frame, PcapngInterface on, int offset, int captured, int wire) {
        frame.buffer = window.bytes;
        frame.offset = offset;
        frame.capturedLength = captured;
        frame.wireLength = wire < 0 ? Integer.MAX_VALUE : wire;
        frame.linkType = on.linkType;
        frame.interfaceName = on.name;
        on.frames++;
    }

    /** Whether a block follows that is not a packet's. */
    private boolean standsBeforeSetup() throws IOException {
        if (!window.require(SMALLEST_BLOCK_BYTES)) {
            return false;
        }
        int type = fields.int32(window.bytes, window.position);
        return type != ENHANCED_PACKET && type != OBSOLETE_PACKET && type != SIMPLE_PACKET;
    }

    /** Reads a block that is not a packet's; the window holds its first {@link #SMALLEST_BLOCK_BYTES}. False if it cannot. */
    private boolean readSetup() throws IOException {
        return switch (fields.int32(window.bytes, window.position)) {
            case SECTION_HEADER -> readSection();
            case INTERFACE_DESCRIPTION -> readInterface();
            case INTERFACE_STATISTICS -> readStatistics();
            default -> passOver();
        };
    }

    private boolean readSection() throws IOException {
        int byteOrder = ByteWindow.int32(window.bytes, window.position + 8);
        if (!isByteOrderMagic(byteOrder)) {
            return damaged("a section header without its byte-order magic");
        }
        PcapngFields before = fields;
        fields = byteOrder == BYTE_ORDER_MAGIC ? PcapngFields.LITTLE_ENDIAN : PcapngFields.BIG_ENDIAN;
        if (!requireBlock(SECTION_BYTES)) {
            fields = before;
            return false;
        }
        int at = window.position;
        int major = fields.int16(window.bytes, at + 12);
        if (major != 1) {
            return damaged(
                    "pcapng version " + major + "." + fields.int16(window.bytes, at + 14) + ", only 1.x is known");
        }
        droppedInEarlierSections = droppedByCapture();
        interfaces.clear();
        extracted = isOurs(at);
        window.position = at + fields.int32(window.bytes, at + 4);
        return true;
    }

    private boolean isOurs(int section) {
        int end = section + fields.int32(window.bytes, section + 4) - TRAILER_BYTES;
        int application =
                fields.option(window.bytes, SHB_USERAPPL, OURS.length, section + SECTION_BYTES - TRAILER_BYTES, end);
        return application >= 0
                && Arrays.equals(window.bytes, application, application + OURS.length, OURS, 0, OURS.length);
    }

    private boolean readInterface() throws IOException {
        if (!requireBlock(DESCRIPTION_BYTES)) {
            return false;
        }
        if (interfaces.size() == MOST_INTERFACES) {
            return damaged("more than " + MOST_INTERFACES + " interfaces");
        }
        byte[] bytes = window.bytes;
        int at = window.position;
        int end = at + fields.int32(bytes, at + 4) - TRAILER_BYTES;
        int resolution = fields.option(window.bytes, IF_TSRESOL, 1, at + 16, end);
        int offset = fields.option(window.bytes, IF_TSOFFSET, 8, at + 16, end);
        var clock = new TickClock(
                resolution < 0 ? TickClock.MICROSECONDS : bytes[resolution],
                offset < 0 ? 0 : fields.int64(bytes, offset));
        var described = new PcapngInterface(
                fields.int16(bytes, at + 8), fields.int32(bytes, at + 12), clock, interfaceName(at + 16, end));
        interfaces.add(described);
        sawLinkType(described.linkType);
        finerThanMicroseconds |= clock.finerThanMicroseconds();
        largestSnapLength = Math.max(largestSnapLength, described.snapLength);
        longestBlockBytes = Math.max(longestBlockBytes, described.longestFrameBytes + USUAL_BLOCK_BYTES / 8);
        window.position = end + TRAILER_BYTES;
        return true;
    }

    private @Nullable InterfaceName interfaceName(int from, int end) {
        var name = new InterfaceName(
                fields.text(window.bytes, IF_NAME, from, end),
                fields.text(window.bytes, IF_DESCRIPTION, from, end),
                fields.text(window.bytes, IF_OS, from, end));
        return name.equals(NAMELESS) ? null : name;
    }

    private boolean readStatistics() throws IOException {
        if (!requireBlock(STATISTICS_BYTES)) {
            return false;
        }
        int at = window.position;
        int end = at + fields.int32(window.bytes, at + 4) - TRAILER_BYTES;
        int interfaceId = fields.int32(window.bytes, at + 8);
        if (interfaceId >= 0 && interfaceId < interfaces.size()) {
            PcapngInterface on = interfaces.get(interfaceId);
            int byInterface = fields.option(window.bytes, ISB_IFDROP, 8, at + 20, end);
            int bySystem = fields.option(window.bytes, ISB_OSDROP, 8, at + 20, end);
            on.droppedByInterface = byInterface < 0 ? on.droppedByInterface : fields.int64(window.bytes, byInterface);
            on.droppedBySystem = bySystem < 0 ? on.droppedBySystem : fields.int64(window.bytes, bySystem);
            readEnd(on, at + 20, end);
        }
        window.position = end + TRAILER_BYTES;
        return true;
    }

    /** Takes note of when the capture ended, unless frames were taken out of the extract since: their time would look like silence. */
    private void readEnd(PcapngInterface on, int from, int end) {
        int ended = fields.option(window.bytes, ISB_ENDTIME, 8, from, end);
        int delivered = fields.option(window.bytes, ISB_USRDELIV, 8, from, end);
        if (extracted && ended >= 0 && delivered >= 0 && fields.int64(window.bytes, delivered) == on.frames) {
            endNanos = Math.max(endNanos, on.clock.nanos(fields.ticks(window.bytes, ended)));
        }
    }

    /** Passes over a block without keeping it, however long it is. */
    private boolean passOver() throws IOException {
        int at = window.position;
        long start = window.offset();
        int length = fields.int32(window.bytes, at + 4);
        if (!isBlockLength(length, SMALLEST_BLOCK_BYTES)) {
            return damagedLength(length);
        }
        if (!window.skip(Integer.toUnsignedLong(length) - TRAILER_BYTES) || !window.require(TRAILER_BYTES)) {
            return stoppedAt(start, "a block");
        }
        int repeated = fields.int32(window.bytes, window.position);
        if (repeated != length) {
            return damagedAt(start, differ(length, repeated));
        }
        window.position += TRAILER_BYTES;
        return true;
    }

    /** Sees to it that the whole block at the window's position is present and sound at both ends. */
    private boolean requireBlock(int smallest) throws IOException {
        int length = fields.int32(window.bytes, window.position + 4);
        if (!isBlockLength(length, smallest) || length < 0 || length > longestBlockBytes) {
            return damagedLength(length);
        }
        if (window.limit - window.position < length && !window.require(length)) {
            return stopped("a block");
        }
        int repeated = fields.int32(window.bytes, window.position + length - TRAILER_BYTES);
        return repeated == length || damaged(differ(length, repeated));
    }

    private static boolean isBlockLength(int length, int smallest) {
        return (length & 3) == 0 && Integer.compareUnsigned(length, smallest) >= 0;
    }

    private boolean damagedLength(int length) {
        String what = "block length " + grouped(length);
        return damaged((length & 3) != 0 ? what + " is not a multiple of 4" : what + " cannot be");
    }

    private static String differ(int length, int repeated) {
        return "block length " + grouped(length) + " reads " + grouped(repeated) + " at the block's end";
    }

    private static boolean isByteOrderMagic(int word) {
        return word == BYTE_ORDER_MAGIC || word == Integer.reverseBytes(BYTE_ORDER_MAGIC);
    }

    @Override
    long endNanos() {
        return endNanos;
    }

    @Override
    CaptureFormat format() {
        return CaptureFormat.PCAPNG;
    }

    @Override
    int snapLength() {
        return largestSnapLength;
    }

    @Override
    boolean nanosecondResolution() {
        return finerThanMicroseconds;
    }

    @Override
    long droppedByCapture() {
        long dropped = droppedInEarlierSections;
        for (PcapngInterface described : interfaces) {
            if (described.saysDrops()) {
                dropped = Math.max(dropped, 0) + described.dropped();
            }
        }
        return dropped;
    }
}
