package io.finwait.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.analysis.Summary.Measure;
import io.finwait.decode.TcpSegment;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionListener;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.ConnectionTracker;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.HostProfiles;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TimeWait;
import io.finwait.lifecycle.Turn;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.SegmentFeed;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryCollectorTest {
    private static final long MILLI = 1_000_000;

    /** Sums up a script. */
    private static final class Sum implements ConnectionListener {
        private final SummaryCollector collector = new SummaryCollector();
        private final ConnectionOutline outline = new ConnectionOutline(HostProfiles.linux());
        private final ConnectionTracker tracker = new ConnectionTracker(HostProfiles.linux(), this, Long.MAX_VALUE);
        private final Turn turn = new Turn();

        static Summary of(PacketScript script) {
            var sum = new Sum();
            var feed = new SegmentFeed(sum.tracker::segment);
            script.replay(feed);
            sum.tracker.finish(feed.claim().timeNanos);
            return sum.collector.summary();
        }

        @Override
        public void timeWaitEntered(Connection connection, Role holder, long nanos) {
            turn.timeWaitEntered(connection, holder, nanos);
            collector.timeWaitEntered(turn);
        }

        @Override
        public void timeWaitLeft(Connection connection, Role holder, long nanos) {
            turn.timeWaitLeft(connection, holder, nanos);
            collector.timeWaitLeft(turn);
        }

        @Override
        public boolean finished(Connection connection, Ending ending) {
            outline.set(connection, ending);
            collector.add(outline);
            return true;
        }
    }

    private static Summary.Distribution times(Summary summary, Measure measure, @Nullable Role side) {
        return summary.times().stream()
                .filter(d -> d.measure() == measure && d.side() == side)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void connectionsAreCountedByHowTheyEndedAndWhoClosedFirst() {
        var script = PacketScript.empty();
        script.open("10.0.0.1:1", "10.0.0.9:80").established().closedByClient();
        script.open("10.0.0.1:2", "10.0.0.9:80").established().closedByServer();
        script.open("10.0.0.1:3", "10.0.0.9:80").established().closedByServer();
        script.open("10.0.0.1:4", "10.0.0.9:80").established();
        ScriptedConnection reset = script.open("10.0.0.1:5", "10.0.0.9:80").established();
        reset.client().rstAck();
        ScriptedConnection refused = script.open("10.0.0.1:6", "10.0.0.9:81");
        refused.client().syn();
        refused.server().refuse();
        script.open("10.0.0.1:7", "10.0.0.9:82").client().syn();
        script.open("10.0.0.1:8", "10.0.0.9:80").established().client().fin();
        Summary summary = Sum.of(script);

        assertThat(summary.connections()).isEqualTo(8);
        assertThat(summary.byKind())
                .containsEntry(CloseKind.FIN, 3L)
                .containsEntry(CloseKind.OPEN, 1L)
                .containsEntry(CloseKind.RST, 1L)
                .containsEntry(CloseKind.REFUSED, 1L)
                .containsEntry(CloseKind.UNANSWERED, 1L)
                .containsEntry(CloseKind.HALF_CLOSED, 1L);
        assertThat(summary.byCloser())
                .containsEntry(ActiveCloser.CLIENT, 3L)
                .containsEntry(ActiveCloser.SERVER, 2L)
                .containsEntry(ActiveCloser.NONE, 3L)
                .containsEntry(ActiveCloser.SIMULTANEOUS, 0L)
                .containsEntry(ActiveCloser.UNKNOWN, 0L);
        assertThat(summary.services()).singleElement().satisfies(service -> {
            assertThat(service.server()).hasToString("10.0.0.9:80");
            assertThat(service.connections()).isEqualTo(6);
            assertThat(service.closedFirstByServer()).isEqualTo(2);
            assertThat(service.closedFirstByClient()).isEqualTo(3);
            assertThat(service.closed()).isEqualTo(5);
        });
    }

    @Test
    void staysInTimeWaitAreCountedByWhatEndedThem() {
        var script = PacketScript.empty();
        script.open("10.0.0.1:1", "10.0.0.9:80").established().closedByServer();
        script.after(Duration.ofSeconds(61));
        script.open("10.0.0.1:2", "10.0.0.9:80").established().closedByServer();
        script.after(Duration.ofSeconds(1));
        script.open("10.0.0.1:2", "10.0.0.9:80")
                .isns(70_000, 80_000)
                .established()
                .closedByServer();
        ScriptedConnection gone =
                script.open("10.0.0.1:3", "10.0.0.9:80").established().closedByServer();
        gone.client().segment(TcpSegment.RST, gone.server().rcvNxt(), 0, 0);

        assertThat(Sum.of(script).timeWaitEnds())
                .isEqualTo(Map.of(
                        TimeWait.End.EXPIRED,
                        1L,
                        TimeWait.End.REUSED,
                        1L,
                        TimeWait.End.CAPTURE_END,
                        1L,
                        TimeWait.End.RESET,
                        1L));
    }

    @Test
    void onlyClosesThatWereCompletedHaveATeardownTime() {
        var script = PacketScript.empty();
        script.open("10.0.0.1:1", "10.0.0.9:80").established().closedByClient();
        script.open("10.0.0.1:2", "10.0.0.9:80").established().client().fin();
        ScriptedConnection refused = script.open("10.0.0.1:3", "10.0.0.9:81");
        refused.client().syn();
        refused.server().refuse();
        ScriptedConnection reset = script.open("10.0.0.1:4", "10.0.0.9:80").established();
        reset.client().rstAck();
        script.open("10.0.0.1:5", "10.0.0.9:80").established();

        assertThat(times(Sum.of(script), Measure.TEARDOWN, null).count()).isEqualTo(2);
    }

    @Test
    void timesAreDistributionsOfWhatWasObserved() {
        var script = PacketScript.empty();
        for (int i = 1; i <= 100; i++) {
            ScriptedConnection c = script.open("10.0.0.1:" + i, "10.0.0.9:80").established();
            c.client().fin();
            script.after(Duration.ofMillis(i));
            c.server().ack();
            script.after(Duration.ofMillis(2L * i));
            c.server().fin();
            c.client().ack();
        }
        script.open("10.0.0.1:5000", "10.0.0.9:80")
                .established()
                .server()
                .fin(); // in FIN_WAIT_1 at the end: not observed
        Summary summary = Sum.of(script);

        Summary.Distribution finWait1 = times(summary, Measure.FIN_WAIT_1, Role.CLIENT);
        assertThat(finWait1.count()).isEqualTo(100);
        assertThat(finWait1.medianNanos()).isBetween(49 * MILLI, 51 * MILLI);
        assertThat(finWait1.p95Nanos()).isBetween(94 * MILLI, 96 * MILLI);
        assertThat(finWait1.p99Nanos()).isBetween(98 * MILLI, 100 * MILLI);
        assertThat(finWait1.maxNanos()).isEqualTo(100 * MILLI);
        assertThat(times(summary, Measure.FIN_WAIT_2, Role.CLIENT).maxNanos()).isEqualTo(200 * MILLI);
        assertThat(times(summary, Measure.CLOSE_WAIT, Role.SERVER).maxNanos()).isEqualTo(300 * MILLI);
        assertThat(times(summary, Measure.LAST_ACK, Role.SERVER).maxNanos()).isEqualTo(MILLI);
        assertThat(summary.times())
                .noneMatch(d -> d.measure() == Measure.FIN_WAIT_1 && d.side() == Role.SERVER)
                .noneMatch(d -> d.measure() == Measure.CLOSING);
        assertThat(summary.times())
                .filteredOn(d -> d.measure() == Measure.HANDSHAKE)
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.count()).isEqualTo(101);
                    assertThat(d.medianNanos()).isEqualTo(2 * MILLI);
                });
    }

    @Test
    void peaksOfTimeWaitAreTheMostAtOnceByHostAndByServiceAndSide() {
        var script = PacketScript.empty();
        for (int i = 0; i < 5; i++) {
            script.open("10.0.0.1:" + (1000 + i), "10.0.0.9:80").established().closedByClient();
        }
        for (int i = 0; i < 3; i++) {
            script.open("10.0.0.2:" + (1000 + i), "10.0.0.9:443").established().closedByServer();
        }
        script.after(Duration.ofSeconds(70)); // all of these have expired by then
        for (int i = 0; i < 4; i++) {
            script.open("10.0.0.1:" + (2000 + i), "10.0.0.9:80").established().closedByClient();
        }
        Summary summary = Sum.of(script);

        assertThat(summary.timeWaitPeaks())
                .extracting(peak -> peak.host() + " " + peak.sockets())
                .containsExactly("10.0.0.1 5", "10.0.0.9 3");
        assertThat(summary.timeWaitPeaks().get(0).atNanos())
                .as("when the fifth entered it")
                .isEqualTo(PacketScript.START_NANOS + (4 * 7 + 5) * MILLI);
        assertThat(summary.services())
                .extracting(s -> s.server() + " " + s.clientTimeWaitPeak() + " " + s.serverTimeWaitPeak())
                .containsExactly("10.0.0.9:80 5 0", "10.0.0.9:443 0 3");
    }

    @Test
    void servicesAreListedBusiestFirstThenByAddress() {
        var script = PacketScript.empty();
        script.open("10.0.0.1:1", "10.0.0.9:443").established();
        script.open("10.0.0.1:1", "10.0.0.9:80").established();
        script.open("10.0.0.1:1", "10.0.0.3:80").established();
        script.open("10.0.0.1:1", "10.0.0.100:80").established();
        script.open("10.0.0.1:2", "10.0.0.100:80").established();
        Summary summary = Sum.of(script);

        assertThat(summary.services())
                .extracting(s -> s.server().toString())
                .containsExactly("10.0.0.100:80", "10.0.0.3:80", "10.0.0.9:80", "10.0.0.9:443");
        assertThat(summary.servicesNotListed()).isZero();
    }

    @Test
    void whatTheCaptureMissedIsCounted() {
        var script = PacketScript.empty();
        ScriptedConnection lossy = script.open("10.0.0.1:1", "10.0.0.9:80").established();
        lossy.client().lost().data(10);
        lossy.server().ack();
        script.open("10.0.0.1:2", "10.0.0.9:80").establishedBefore().client().data(10);
        ScriptedConnection repeated = script.open("10.0.0.1:3", "10.0.0.9:80");
        repeated.client().syn();
        repeated.client().retransmit();
        repeated.server().synAck();
        repeated.client().ack();
        repeated.client().droppedInNetwork().fin();
        script.after(Duration.ofMillis(300));
        repeated.client().retransmit();
        script.open("10.0.0.1:4", "10.0.0.9:80").client().syn();
        Summary summary = Sum.of(script);

        assertThat(summary.sight()).isEqualTo(new Sight(1, 1, 0, 1, 1, 1));
        assertThat(summary.sight().isComplete()).isFalse();
    }
}
