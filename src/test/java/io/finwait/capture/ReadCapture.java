package io.finwait.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A capture read to its end: copies of its frames and what became of its files. */
public record ReadCapture(List<ReadFrame> frames, List<CaptureFile> files) {

    /** A copy of a frame; its octets in hexadecimal. */
    public record ReadFrame(
            long number,
            int fileIndex,
            long numberInFile,
            long timeNanos,
            int linkType,
            int wireLength,
            String octets) {
        int capturedLength() {
            return octets.length() / 2;
        }

        /** What does not depend on the file it was found in. */
        ReadFrame outsideOfFile() {
            return new ReadFrame(number, 0, 0, timeNanos, linkType, wireLength, octets);
        }
    }

    static ReadCapture of(byte[] file) throws IOException {
        return of(new ByteArrayInputStream(file));
    }

    static ReadCapture of(InputStream stdin) throws IOException {
        try (CaptureInput input = CaptureInput.open(List.of("-"), stdin)) {
            return drain(input);
        }
    }

    static ReadCapture of(List<String> names) throws IOException {
        try (CaptureInput input = CaptureInput.open(names, InputStream.nullInputStream())) {
            return drain(input);
        }
    }

    public static ReadCapture drain(FrameSource source) throws IOException {
        var frames = new ArrayList<ReadFrame>();
        var frame = new Frame();
        while (source.next(frame)) {
            byte[] octets = Arrays.copyOfRange(frame.buffer, frame.offset, frame.offset + frame.capturedLength);
            frames.add(new ReadFrame(
                    frame.number,
                    frame.fileIndex,
                    frame.numberInFile,
                    frame.timeNanos,
                    frame.linkType,
                    frame.wireLength,
                    HexFormat.of().formatHex(octets)));
        }
        if (source.next(frame)) {
            throw new AssertionError("a frame after the end");
        }
        return new ReadCapture(frames, source.files());
    }

    CaptureFile file() {
        return files.get(0);
    }

    /** The damage of the only file, which must have some. */
    Damage damage() {
        return Objects.requireNonNull(file().damage(), "no damage");
    }

    List<Long> times() {
        return frames.stream().map(ReadFrame::timeNanos).toList();
    }
}
