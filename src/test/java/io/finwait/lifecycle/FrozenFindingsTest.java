package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.finwait.capture.CaptureException;
import io.finwait.capture.CaptureInput;
import io.finwait.capture.Frame;
import io.finwait.decode.FrameDecoder;
import io.finwait.decode.SegmentSink;
import io.finwait.decode.TcpSegment;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.FindingEngine;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in a connection does not depend on whether it was kept small while it lingered, or told of as it closed. */
class FrozenFindingsTest {
    private static final class Found implements ConnectionListener, SegmentSink {
        private final HostProfiles profiles = HostProfiles.linux();
        private final FindingEngine engine = new FindingEngine(FindingChoice.ALL, profiles);
        private final TreeMap<Integer, List<String>> byId = new TreeMap<>();
        private final Set<Integer> capturedTwice = new HashSet<>();
        private final ConnectionTracker tracker;
        private final TcpSegment segment = new TcpSegment();

        Found(int mostRecent, boolean tellsClosed) {
            tracker = new ConnectionTracker(profiles, this, Lives.NO_LIMIT, id -> true, mostRecent);
            if (tellsClosed) {
                tracker.tellClosed();
            }
        }

        @Override
        public void closed(Connection copy, Ending soFar) {
            engine.closed(copy, soFar);
        }

        @Override
        public boolean finished(Connection connection, Ending ending) {
            List<String> found = engine.finished(connection, ending).stream()
                    .map(Found::told)
                    .toList();
            byId.put(connection.id, found);
            if ((connection.oddities & Trait.DUPLICATES) != 0) {
                capturedTwice.add(connection.id);
            }
            return true;
        }

        private static String told(Finding finding) {
            return finding.kind().id() + " " + finding.confidence() + " " + finding.frames() + " " + finding.message();
        }

        @Override
        public TcpSegment claim() {
            return segment;
        }

        @Override
        public void publish() {
            tracker.segment(segment);
        }
    }

    /** By id; null of a file that is no capture. */
    private static @Nullable Found found(Path capture, int mostRecent, boolean tellsClosed) throws IOException {
        var found = new Found(mostRecent, tellsClosed);
        var decoder = new FrameDecoder(false, found);
        var frame = new Frame();
        long last = 0;
        try (var input = CaptureInput.open(List.of(capture.toString()), InputStream.nullInputStream())) {
            while (input.next(frame)) {
                decoder.decode(frame);
                last = Math.max(last, frame.timeNanos);
            }
        } catch (CaptureException e) {
            return null; // no capture that we read
        }
        found.tracker.finish(last);
        return found;
    }

    static List<String> samples() {
        return Samples.names();
    }

    /** Apart from packets captured twice: what is kept small has forgotten those of the last milliseconds, as it may after seconds. */
    private static void assertSame(Path capture) throws IOException {
        Found whole = found(capture, WaitingRoom.MOST_RECENT, false);
        if (whole == null) {
            return;
        }
        Found small = Objects.requireNonNull(found(capture, 0, false));
        Found told = Objects.requireNonNull(found(capture, WaitingRoom.MOST_RECENT, true));
        assertThat(told.byId).as("told as they close: %s", capture).isEqualTo(whole.byId);

        whole.byId.keySet().removeAll(whole.capturedTwice);
        small.byId.keySet().removeAll(whole.capturedTwice);
        assertThat(small.byId).as("kept small: %s", capture).isEqualTo(whole.byId);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ofEverySample(String sample) throws IOException {
        assertSame(Path.of(Samples.path(sample)));
    }

    @Test
    void ofRealCaptures() throws IOException {
        assumeTrue(Pcaps.folder().isPresent(), Pcaps.MISSING);
        var different = new ArrayList<String>();
        for (Path capture : Pcaps.all(Pcaps.folder().orElseThrow())) {
            try {
                assertSame(capture);
            } catch (AssertionError e) {
                different.add(capture + ": " + e.getMessage());
            }
        }
        assertThat(different).isEmpty();
    }
}
