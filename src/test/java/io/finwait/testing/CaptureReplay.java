package io.finwait.testing;

import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.decode.DecodeCounters;
import io.finwait.decode.FrameDecoder;
import io.finwait.decode.SegmentSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A capture file that was sent through the decoder.
 *
 * @param firstNanos the earliest time of a frame, and {@code lastNanos} the latest; as of no time at all if there is none
 */
public record CaptureReplay(DecodeCounters counters, long firstNanos, long lastNanos) {
    /**
     * Sends it.
     *
     * @throws io.finwait.capture.CaptureException if it is no capture that we read
     */
    public static CaptureReplay of(Path capture, SegmentSink sink) throws IOException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        var decoder = new FrameDecoder(false, sink);
        var frame = new Frame();
        try (CaptureInput input = CaptureInput.open(List.of(capture.toString()), InputStream.nullInputStream())) {
            while (input.next(frame)) {
                decoder.decode(frame);
                first = Math.min(first, frame.timeNanos);
                last = Math.max(last, frame.timeNanos);
            }
        }
        return new CaptureReplay(decoder.counters(), first, last);
    }
}
