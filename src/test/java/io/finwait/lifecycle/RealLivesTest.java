package io.finwait.lifecycle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.finwait.capture.CaptureException;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.decode.FrameDecoder;
import io.finwait.testing.Pcaps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealLivesTest {
    @Test
    void everyRecordOfEveryCaptureKeepsTheInvariants() throws IOException {
        assumeTrue(Pcaps.folder().isPresent(), Pcaps.MISSING);
        for (Path capture : Pcaps.all(Pcaps.folder().orElseThrow())) {
            var lives = new Lives(HostProfiles.linux(), Lives.NO_LIMIT);
            var decoder = new FrameDecoder(false, lives);
            var frame = new Frame();
            long last = Long.MIN_VALUE;
            try (var input = CaptureInput.open(List.of(capture.toString()), InputStream.nullInputStream())) {
                while (input.next(frame)) {
                    decoder.decode(frame);
                    last = Math.max(last, frame.timeNanos);
                }
            } catch (CaptureException e) {
                continue; // no capture that we read
            }
            lives.end(last);
            try {
                Invariants.check(lives.all(), decoder.counters().segments());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(capture + ": " + e.getMessage(), e);
            }
        }
    }
}
