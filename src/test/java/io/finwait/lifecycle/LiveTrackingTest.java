package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.PacketScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told while segments may still come. */
class LiveTrackingTest {
    private static final long MINUTE = 60_000_000_000L;

    private final RecordBuilder builder = new RecordBuilder(HostProfiles.linux());
    private final List<ConnectionRecord> closed = new ArrayList<>();
    private final List<ConnectionRecord> finished = new ArrayList<>();
    private final ConnectionTracker tracker = new ConnectionTracker(
            HostProfiles.linux(),
            new ConnectionListener() {
                @Override
                public void closed(Connection copy, Ending soFar) {
                    closed.add(builder.build(copy, soFar));
                }

                @Override
                public boolean finished(Connection connection, Ending ending) {
                    finished.add(builder.build(connection, ending));
                    return true;
                }
            },
            Long.MAX_VALUE,
            id -> true);

    private void track(PacketScript script) {
        tracker.tellClosed();
        script.segments().forEach(tracker::segment);
    }

    private static PacketScript closedByTheServer() {
        var script = PacketScript.connection().established();
        script.server().fin();
        script.client().fin();
        script.server().ack();
        return script;
    }

    @Test
    void aCloseIsToldAtOnceAsIfTheCaptureEndedThere() {
        track(closedByTheServer());

        assertThat(finished).isEmpty();
        ConnectionRecord seen = closed.get(0);
        tracker.finish(0);
        assertThat(seen).isEqualTo(finished.get(0));
    }

    @Test
    void aCloseIsToldOnceWhateverComesLater() {
        var script = closedByTheServer();
        script.client().retransmit();
        script.server().ack();
        track(script);

        assertThat(closed).hasSize(1);
    }

    @Test
    void aRefusedConnectionIsClosedToo() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().refuse();
        track(script);

        assertThat(closed).extracting(c -> c.close().kind()).containsExactly(CloseKind.REFUSED);
    }

    @Test
    void timeThatGoesOnWithoutSegmentsEndsTimeWait() {
        track(closedByTheServer());
        tracker.advance(PacketScript.START_NANOS + 2 * MINUTE);

        assertThat(finished)
                .singleElement()
                .satisfies(c -> assertThat(c.timeWaits().get(0).end()).isEqualTo(TimeWait.End.EXPIRED));
    }

    @Test
    void whoDoesNotAskIsNotTold() {
        closedByTheServer().segments().forEach(tracker::segment);

        assertThat(closed).isEmpty();
    }
}
