package io.finwait.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.testing.PacketScript;
import org.junit.jupiter.api.Test;

class GivenUpTallyTest {
    /** Unanswered SYNs: so many of one address, and one each of others. */
    private static GivenUp tallied(int ofOne, int others) {
        var script = PacketScript.empty();
        for (int i = 0; i < Math.max(ofOne, others); i++) {
            if (i < ofOne) {
                script.open("10.0.0.1:" + (1024 + i), "10.9.9.9:80").client().syn();
            }
            if (i < others) {
                script.open("10.1." + i / 250 + "." + (1 + i % 250) + ":4000", "10.9.9.9:80")
                        .client()
                        .syn();
            }
        }
        var tally = new GivenUpTally();
        var outline = new ConnectionOutline(HostProfiles.linux());
        ConnectionListener listener = new ConnectionListener() {
            @Override
            public boolean finished(Connection connection, Ending ending) {
                outline.set(connection, ending);
                tally.add(outline);
                return true;
            }
        };
        var tracker = new ConnectionTracker(HostProfiles.linux(), listener, Long.MAX_VALUE);
        script.segments().forEach(tracker::segment);
        tracker.finish(PacketScript.START_NANOS);
        return tally.summary();
    }

    @Test
    void fewSourcesAreCountedExactlyBusiestFirst() {
        GivenUp all = tallied(5, 2);

        assertThat(all.connections()).isEqualTo(7);
        assertThat(all.unanswered()).isEqualTo(7);
        assertThat(all.addresses()).isEqualTo(3);
        assertThat(all.sources().get(0).address()).hasToString("10.0.0.1");
        assertThat(all.sources()).extracting(GivenUp.Source::connections).containsExactly(5L, 1L, 1L);
    }

    @Test
    void amongMoreSourcesThanAreKeptTheBusyOneIsNeverCountedTooHigh() {
        GivenUp all = tallied(2000, 3000);

        assertThat(all.connections()).isEqualTo(5000);
        assertThat(all.addresses()).isBetween(2700L, 3300L);
        assertThat(all.sources()).hasSizeLessThanOrEqualTo(10);
        assertThat(all.sources().get(0).address()).hasToString("10.0.0.1");
        assertThat(all.sources().get(0).connections()).isBetween(2000L - 5000 / 1024 - 1, 2000L);
    }

    @Test
    void noneAreNone() {
        assertThat(tallied(0, 0)).isEqualTo(GivenUp.NONE);
    }
}
