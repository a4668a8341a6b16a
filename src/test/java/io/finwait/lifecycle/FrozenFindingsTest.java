package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.capture.CaptureException;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingChoice;
import io.finwait.finding.FindingEngine;
import io.finwait.testing.CaptureReplay;
import io.finwait.testing.Pcaps;
import io.finwait.testing.Samples;
import io.finwait.testing.SegmentFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found in a connection does not depend on whether it was kept small while it lingered, or told of as it closed. */
class FrozenFindingsTest {
    private static final class Found implements ConnectionListener {
        private final HostProfiles profiles = HostProfiles.linux();
        private final FindingEngine engine = new FindingEngine(FindingChoice.ALL, profiles);
        private final TreeMap<Integer, List<String>> byId = new TreeMap<>();
        private final Set<Integer> capturedTwice = new HashSet<>();
        private final ConnectionTracker tracker;

        Found(Path capture, int mostRecent, boolean tellsClosed) throws IOException {
            tracker = new ConnectionTracker(profiles, this, Lives.NO_LIMIT, id -> true, mostRecent);
            if (tellsClosed) {
                tracker.tellClosed();
            }
            tracker.finish(
                    CaptureReplay.of(capture, new SegmentFeed(tracker::segment)).lastNanos());
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
    }

    static List<String> samples() {
        return Samples.names();
    }

    /** Apart from packets captured twice: what is kept small has forgotten those of the last milliseconds, as it may after seconds. */
    private static void assertSame(Path capture) throws IOException {
        var whole = new Found(capture, WaitingRoom.MOST_RECENT, false);
        var small = new Found(capture, 0, false);
        var told = new Found(capture, WaitingRoom.MOST_RECENT, true);
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
        var different = new ArrayList<String>();
        for (Path capture : Pcaps.all(Pcaps.required())) {
            try {
                assertSame(capture);
            } catch (CaptureException e) {
                // No capture that we read.
            } catch (AssertionError e) {
                different.add(capture + ": " + e.getMessage());
            }
        }
        assertThat(different).isEmpty();
    }
}
