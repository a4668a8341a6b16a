package io.finwait.lifecycle;

import io.finwait.capture.CaptureException;
import io.finwait.testing.CaptureReplay;
import io.finwait.testing.Pcaps;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RealLivesTest {
    @Test
    void everyRecordOfEveryCaptureKeepsTheInvariants() throws IOException {
        for (Path capture : Pcaps.all(Pcaps.required())) {
            var lives = new Lives(HostProfiles.linux(), Lives.NO_LIMIT);
            CaptureReplay replay;
            try {
                replay = CaptureReplay.of(capture, lives);
            } catch (CaptureException e) {
                continue; // no capture that we read
            }
            lives.end(replay.lastNanos());
            try {
                Invariants.check(lives.all(), replay.counters().segments());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(capture + ": " + e.getMessage(), e);
            }
        }
    }
}
