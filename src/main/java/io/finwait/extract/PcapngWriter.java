package io.finwait.extract;

import io.finwait.capture.CaptureFile;
import io.finwait.capture.Frame;
import io.finwait.capture.InterfaceName;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes pcapng (draft-ietf-opsawg-pcapng): one little-endian section, an interface for each link type of each input, frames as
 * enhanced packet blocks with their comments. An interface is described right before its first frame.
 */
final class PcapngWriter implements CaptureWriter {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int FRAMING_BYTES = 12; // type, length, and the length again
    private static final int PACKET_BYTES = 20;

    private static final int COMMENT = 1;
    private static final int SHB_USERAPPL = 4;
    private static final int ISB_ENDTIME = 3;
    private static final int ISB_USRDELIV = 8;
    private static final int IF_NAME = 2;
    private static final int IF_DESCRIPTION = 3;
    private static final int IF_OS = 12;
    private static final int IF_TSRESOL = 9;
    private static final int MOST_CHARACTERS = 1000;

    private static final int MICROSECONDS = 6;
    private static final int NANOSECONDS = 9;

    /** @param known what the input says of it; null if nothing */
    private record Interface(
            int fileIndex, int linkType, @Nullable InterfaceName known) {
        boolean has(Frame frame) {
            return frame.fileIndex == fileIndex
                    && frame.linkType == linkType
                    && Objects.equals(frame.interfaceName, known);
        }
    }

    /** One that has been described. */
    private static final class Described {
        final Interface what;
        final int index;
        long frames;

        Described(Interface what, int index) {
            this.what = what;
            this.index = index;
        }
    }

    private final OutputStream out;
    private final List<CaptureFile> files;
    private final Map<Interface, Described> interfaces = new LinkedHashMap<>();

    /** That of the latest frame, and nearly always of the next: so that no frame needs a new object. */
    private @Nullable Described latest;

    private final Provenance provenance;
    private ByteBuffer block = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    private boolean begun;
    private boolean isWhole = true;

    PcapngWriter(OutputStream out, List<CaptureFile> files, Provenance provenance) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.files = files;
        this.provenance = provenance;
    }

    @Override
    public boolean write(Frame frame, List<String> comments) throws IOException {
        beginOnce();
        Described on = interfaceOf(frame);
        on.frames++;
        begin(ENHANCED_PACKET);
        room(PACKET_BYTES + frame.capturedLength + 4);
        block.putInt(on.index);
        time(frame.timeNanos, frame.fileIndex);
        block.putInt(frame.capturedLength).putInt(frame.wireLength);
        block.put(frame.buffer, frame.offset, frame.capturedLength);
        pad();
        for (String comment : comments) {
            option(COMMENT, comment);
        }
        end(!comments.isEmpty());
        return true;
    }

    /** An instant in the ticks of a file's interfaces. */
    private void time(long nanos, int fileIndex) {
        long ticks = files.get(fileIndex).nanosecondResolution() ? nanos : Math.floorDiv(nanos, 1000L);
        block.putInt((int) (ticks >>> 32)).putInt((int) ticks);
    }

    private Described interfaceOf(Frame frame) throws IOException {
        Described known = latest;
        if (known == null || !known.what.has(frame)) {
            var wanted = new Interface(frame.fileIndex, frame.linkType, frame.interfaceName);
            known = interfaces.get(wanted);
            if (known == null) {
                describe(wanted);
                known = new Described(wanted, interfaces.size());
                interfaces.put(wanted, known);
            }
            latest = known;
        }
        return known;
    }

    private void beginOnce() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        begin(SECTION_HEADER);
        block.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(COMMENT, provenance.comment());
        option(SHB_USERAPPL, provenance.application());
        end(true);
    }

    private void describe(Interface described) throws IOException {
        CaptureFile file = files.get(described.fileIndex);
        begin(INTERFACE_DESCRIPTION);
        block.putShort((short) described.linkType).putShort((short) 0).putInt(SnapLength.of(List.of(file)));
        InterfaceName known = provenance.anonymised() ? null : described.known;
        if (known != null) {
            optionIfAny(IF_NAME, known.name());
            optionIfAny(IF_OS, known.os());
        }
        optionIfAny(IF_DESCRIPTION, description(described.fileIndex, known));
        option(IF_TSRESOL, new byte[] {(byte) (file.nanosecondResolution() ? NANOSECONDS : MICROSECONDS)});
        end(true);
    }

    /** What the input says; of several files, which of them it was. */
    private String description(int fileIndex, @Nullable InterfaceName known) {
        String said = known == null ? "" : known.description();
        if (files.size() == 1) {
            return said;
        }
        String name = provenance.sources().get(fileIndex);
        return said.isEmpty() ? name : said + " (" + name + ")";
    }

    /**
     * Says of each interface when the capture ended that this is from: what was silent until then was seen to be. And how many frames
     * there are, so that a reader can tell whether they are all still there.
     */
    private void writeEnds() throws IOException {
        for (Described described : interfaces.values()) {
            begin(INTERFACE_STATISTICS);
            block.putInt(described.index);
            time(provenance.endNanos(), described.what.fileIndex);
            room(2 * (4 + 8));
            block.putShort((short) ISB_ENDTIME).putShort((short) 8);
            time(provenance.endNanos(), described.what.fileIndex);
            block.putShort((short) ISB_USRDELIV).putShort((short) 8).putLong(described.frames);
            end(true);
        }
    }

    private void begin(int type) {
        block.clear();
        block.putInt(type).putInt(0);
    }

    private void optionIfAny(int code, String text) {
        if (!text.isEmpty()) {
            option(code, text);
        }
    }

    private void option(int code, String text) {
        String most = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        option(code, most.getBytes(StandardCharsets.UTF_8));
    }

    private void option(int code, byte[] value) {
        room(4 + value.length + 4);
        block.putShort((short) code).putShort((short) value.length).put(value);
        pad();
    }

    private void pad() {
        while (block.position() % 4 != 0) {
            block.put((byte) 0);
        }
    }

    /** Ends a block and writes it. */
    private void end(boolean hasOptions) throws IOException {
        room(4 + FRAMING_BYTES);
        if (hasOptions) {
            block.putInt(0); // opt_endofopt
        }
        int length = block.position() + 4;
        block.putInt(4, length).putInt(length);
        out.write(block.array(), 0, length);
    }

    private void room(int more) {
        if (block.remaining() < more) {
            int size = Math.addExact(block.position(), Math.max(more, block.position()));
            byte[] larger = Arrays.copyOf(block.array(), size);
            block = ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN).position(block.position());
        }
    }

    /** Hands what was written so far to the operating system. */
    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void leaveOut() {
        isWhole = false;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            beginOnce();
            if (isWhole && provenance.endNanos() != Provenance.UNKNOWN) {
                writeEnds();
            }
            out.flush();
        }
    }
}
