package io.finwait.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.ScriptedEnd;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said of a segment that was sent more than once: what acknowledges it does not say which copy arrived. */
class CopiesTest {
    private static void laterTraffic(PacketScript script) {
        script.after(Duration.ofSeconds(20))
                .open("10.0.0.1:50000", "10.0.0.2:80")
                .established();
    }

    @Test
    void aCopyOfWhatHadArrivedIsNotCalledMissedBecauseThatWasAcknowledged() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().data(100);
        Sent lostAck = script.server().droppedInNetwork().ack();
        Sent again =
                script.after(Duration.ofMillis(205)).client().droppedInNetwork().retransmit(data);
        script.after(Duration.ofMillis(410)).client().retransmit(data);
        script.server().ack();
        script.first().closedByClient();
        laterTraffic(script);

        PairResult result = new TwoSides(script).lost(lostAck, again).compare();

        assertThat(result.absences())
                .filteredOn(a -> a.passage().kind() == Kind.DATA)
                .extracting(a -> a.passage().frame(), Absence::verdict)
                .containsExactly(tuple(again.frame() - 1L, Verdict.LOST)); // that capture lacks the lost ACK
        assertThat(result.trusted()).containsExactly(true, true);
    }

    @Test
    void ofTwoCopiesOfWhichOneArrivedUnseenNeitherIsSurelyMissed() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().droppedInNetwork().data(100);
        Sent again = script.after(Duration.ofMillis(205)).client().retransmit(data);
        script.server().ack();
        script.first().closedByClient();
        laterTraffic(script);

        PairResult result =
                new TwoSides(script).lost(data).missedAt(Side.SERVER, again).compare();

        assertThat(result.absences())
                .extracting(Absence::verdict, Absence::certain)
                .containsExactly(tuple(Verdict.UNDECIDED, false), tuple(Verdict.UNDECIDED, false));
        assertThat(result.trusted()).containsExactly(true, false);
    }

    @Test
    void aSynAckOfWhichAnotherCopyLeftIsNotCalledMadeOnTheWay() throws IOException {
        var script = PacketScript.connection();
        script.client().syn();
        Sent first = script.server().synAck();
        script.after(Duration.ofSeconds(1)).server().retransmit(first);
        Sent again = script.after(Duration.ofSeconds(2)).server().retransmit(first);
        script.client().ack();
        script.first().closedByClient();
        laterTraffic(script);

        PairResult result =
                new TwoSides(script).lost(first).missedAt(Side.SERVER, again).compare();

        assertThat(result.absences())
                .extracting(Absence::missingAt, a -> a.passage().kind(), Absence::verdict)
                .containsExactly(
                        tuple(Side.CLIENT, Kind.SYN_ACK, Verdict.LOST),
                        tuple(Side.SERVER, Kind.SYN_ACK, Verdict.UNDECIDED));
    }

    @Test
    void dataThatArrivesAndWasNotSeenToLeaveShowsAGapInTheCapture() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().data(100);
        Sent ack = script.server().ack();
        Sent fin = script.server().fin();
        Sent last = script.client().ack();
        laterTraffic(script);

        PairResult result =
                new TwoSides(script).missedAt(Side.CLIENT, data, ack, fin, last).compare();

        assertThat(result.absences()).extracting(Absence::verdict).doesNotContain(Verdict.LOST, Verdict.MADE);
        assertThat(result.trusted()).containsExactly(false, true);
    }

    /** Connections with losses on the way and gaps in both captures, at random; each segment is told by its IP identification. */
    private static final class Traffic {
        private final PacketScript script = PacketScript.empty();
        private final Random random;
        private final List<Sent> lost = new ArrayList<>();
        private final List<List<Sent>> missed = List.of(new ArrayList<>(), new ArrayList<>());
        private final Set<Integer> lostIds = new HashSet<>();
        private int lastId;

        Traffic(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 3; i++) {
                ScriptedConnection connection = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
                connection.established();
                for (int j = 0; j < 4; j++) {
                    send(random.nextBoolean() ? connection.client() : connection.server(), false);
                }
                send(connection.client(), true);
                send(connection.server(), true);
            }
            laterTraffic(script);
        }

        private void send(ScriptedEnd end, boolean fin) {
            script.after(Duration.ofMillis(List.of(1, 300, 9_000, 40_000).get(random.nextInt(4))));
            boolean arrived = random.nextInt(4) > 0;
            Sent first = fin ? next(end, arrived).fin() : next(end, arrived).data(100);
            note(first, arrived);
            for (int copy = 1; !arrived; copy++) {
                script.after(Duration.ofMillis(200L << copy));
                arrived = copy == 3 || random.nextInt(4) > 0;
                note(next(end, arrived).retransmit(first), arrived);
            }
            arrived = random.nextInt(4) > 0;
            note(next(end.peer(), arrived).ack(), arrived);
        }

        private ScriptedEnd next(ScriptedEnd end, boolean arrives) {
            ScriptedEnd named = end.ipId(++lastId);
            return arrives ? named : named.droppedInNetwork();
        }

        private void note(Sent sent, boolean arrived) {
            if (!arrived) {
                lost.add(sent);
                lostIds.add(lastId);
            }
            if (random.nextInt(6) == 0) {
                missed.get(random.nextInt(2)).add(sent);
            }
        }

        PairResult compare() throws IOException {
            return new TwoSides(script)
                    .lost(lost.toArray(Sent[]::new))
                    .missedAt(Side.CLIENT, missed.get(0).toArray(Sent[]::new))
                    .missedAt(Side.SERVER, missed.get(1).toArray(Sent[]::new))
                    .compare();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsSurelyMissedWasNotLostAndTheOtherWayRound(long group) throws IOException {
        int certain = 0;
        for (long seed = 100 * group; seed < 100 * group + 50; seed++) {
            var traffic = new Traffic(seed);
            for (Absence absence : traffic.compare().absences()) {
                if (absence.certain()) {
                    certain++;
                    assertThat(absence.verdict() == Verdict.LOST)
                            .as("seed %d, frame %d", seed, absence.passage().frame())
                            .isEqualTo(traffic.lostIds.contains(absence.passage().ipId));
                }
            }
        }
        assertThat(certain).isGreaterThan(20);
    }
}
