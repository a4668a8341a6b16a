package io.finwait.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One input, opened: its header is read, frames can be taken from it. */
final class CaptureStream implements FrameSource {
    private final String name;
    private final RawInput raw;
    private final InputStream decoded;
    private final @Nullable Compression compression;
    private final FrameReader reader;

    private CaptureStream(
            String name, RawInput raw, InputStream decoded, @Nullable Compression compression, FrameReader reader) {
        this.name = name;
        this.raw = raw;
        this.decoded = decoded;
        this.compression = compression;
        this.reader = reader;
    }

    /**
     * Recognises what {@code raw} holds and reads its header. Closes {@code raw} if it cannot.
     *
     * @param name for messages and {@link CaptureFile#name}
     * @param windowBytes how much to read at a time
     * @throws CaptureException if it holds no capture
     */
    static CaptureStream open(String name, RawInput raw, int windowBytes) throws IOException {
        try {
            return recognise(name, raw, windowBytes);
        } catch (IOException | RuntimeException | Error e) {
            raw.close();
            throw e;
        }
    }

    private static CaptureStream recognise(String name, RawInput raw, int windowBytes) throws IOException {
        var window = new ByteWindow(raw, raw, windowBytes);
        Compression compression = Compression.of(window);
        if (compression == null) {
            return new CaptureStream(name, raw, raw, null, reader(name, window, null));
        }
        InputStream decoded = decompress(name, compression, window, raw);
        try {
            FrameReader reader = reader(name, new ByteWindow(decoded, raw, windowBytes), compression);
            return new CaptureStream(name, raw, decoded, compression, reader);
        } catch (IOException | RuntimeException | Error e) {
            decoded.close();
            throw e;
        }
    }

    private static FrameReader reader(String name, ByteWindow window, @Nullable Compression compression)
            throws IOException {
        String kind = compression == null ? "" : " (" + compression.label() + ")";
        try {
            FrameReader reader = window.require(4) ? PcapReader.open(window) : null;
            if (reader == null && window.available() >= 4) {
                reader = PcapngReader.open(window);
            }
            if (reader != null) {
                return reader;
            }
        } catch (UnreadableHeaderException e) {
            throw new CaptureException(name + ": the capture's header cannot be read" + kind + ": " + e.getMessage());
        }
        if (window.breakage() != null) {
            throw new CaptureException(
                    name + ": the compressed stream" + kind + " is " + window.breakage() + " before any frame");
        }
        throw new CaptureException(name + ": " + FileSignature.complaint(window, compression));
    }

    private static InputStream decompress(String name, Compression compression, ByteWindow window, RawInput raw)
            throws IOException {
        var start = new ByteArrayInputStream(Arrays.copyOfRange(window.bytes, window.position, window.limit));
        try {
            return compression.decompress(new SequenceInputStream(start, raw));
        } catch (IOException | RuntimeException e) {
            raw.throwFailure();
            throw new CaptureException(name + ": the compressed stream (" + compression.label() + ") is "
                    + (raw.ended() ? "cut short" : ByteWindow.broken(e)) + " before any frame");
        }
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        if (!reader.next(frame)) {
            return false;
        }
        frame.number = frame.numberInFile;
        frame.fileIndex = 0;
        return true;
    }

    /** Whether {@link #next} would not wait for {@code pipe}, from which this is read. */
    boolean isReady(OctetPipe pipe) throws IOException {
        ByteWindow window = reader.window;
        while (window.available() < reader.nextRecordBytes()) {
            if (!pipe.isReadable()) {
                return false;
            }
            if (!window.require(window.available() + 1)) {
                return true; // for next to tell the end
            }
        }
        return true;
    }

    @Override
    public List<CaptureFile> files() {
        return List.of(describe());
    }

    @Override
    public long endNanos() {
        return reader.endNanos();
    }

    /** What is known of the file by now. */
    CaptureFile describe() {
        return new CaptureFile(
                name,
                reader.format(),
                compression == null ? null : compression.label(),
                reader.linkTypes(),
                reader.snapLength(),
                reader.nanosecondResolution(),
                reader.frames(),
                raw.count(),
                reader.firstNanos(),
                reader.lastNanos(),
                reader.backwardSteps(),
                reader.largestBackwardStepNanos(),
                reader.droppedByCapture(),
                reader.damage());
    }

    @Override
    public void close() throws IOException {
        decoded.close();
        raw.close();
    }
}
