package io.finwait.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.finwait.lifecycle.Role;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which connection of one capture is which of the other, how their clocks differ, and why some are in one alone. */
class MatchingTest {
    private static final long SECOND = 1_000_000_000L;

    private static PacketScript connections(int count) {
        var script = PacketScript.empty();
        for (int i = 0; i < count; i++) {
            ScriptedConnection each = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
            each.established();
            each.client().data(100 + i);
            each.server().ack();
            each.closedByClient();
        }
        return script;
    }

    private static PacketScript oneEachTenSeconds() {
        var script = PacketScript.empty();
        for (int i = 0; i < 40; i++) {
            ScriptedConnection each =
                    script.after(Duration.ofSeconds(10)).open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
            each.established();
            each.closedByServer();
        }
        return script;
    }

    @Test
    void behindANatConnectionsAreRecognisedByTheirNumbers() throws IOException {
        PairResult result =
                new TwoSides(connections(3)).rewritten(TwoSides::sourceNat).compare();

        assertThat(result.pairs()).hasSize(3).allMatch(pair -> pair.basis() == Basis.SEQUENCE_NUMBERS);
        assertThat(result.absences()).isEmpty();
        assertThat(result.changes())
                .extracting(Change::what, Change::of, Change::before, Change::after, Change::count)
                .containsExactly(
                        tuple(Change.What.ADDRESS, Role.CLIENT, "10.0.0.1", "192.0.2.1", 3L),
                        tuple(Change.What.PORT, Role.CLIENT, "40000", "40007", 3L),
                        tuple(Change.What.TTL, Role.CLIENT, "64", "63", 3L));
    }

    @Test
    void whereADeviceChoosesSequenceNumbersTheTimestampsTell() throws IOException {
        PairResult result = new TwoSides(connections(2))
                .rewritten(TwoSides::otherSequenceNumbers)
                .compare();

        assertThat(result.pairs())
                .extracting(Pair::basis)
                .containsOnly(Basis.TIMESTAMPS)
                .hasSize(2);
        assertThat(result.absences()).isEmpty();
        assertThat(result.changes()).extracting(Change::what).containsExactly(Change.What.SEQUENCE_NUMBERS);
    }

    @Test
    void aForgedConnectionOfAnEndWithItselfHasNoCounterpart() throws IOException {
        PacketScript script = connections(1);
        Sent forged = script.open("10.0.0.2:80", "10.0.0.2:80").client().syn();

        PairResult result = new TwoSides(script).made(forged).compare();

        assertThat(result.pairs()).hasSize(1);
        assertThat(result.alone()).hasSize(1);
    }

    @Test
    void whereNeitherNumbersNorTimestampsAreTheSameNothingIsGuessed() throws IOException {
        var script = PacketScript.empty();
        ScriptedConnection only = script.open("10.0.0.1:40000", "10.0.0.2:80").withoutTimestamps();
        only.established();
        only.closedByClient();

        PairResult result =
                new TwoSides(script).rewritten(TwoSides::otherSequenceNumbers).compare();

        assertThat(result.pairs()).isEmpty();
        assertThat(result.alone()).extracting(Alone::reason).containsOnly(Alone.Reason.NOT_COMPARED);
        assertThat(result.absences()).isEmpty();
    }

    @Test
    void capturesGivenTheOtherWayRoundChangePlaces() throws IOException {
        PairResult result =
                new TwoSides(connections(3)).transit(Duration.ofNanos(-200_000)).compare();

        assertThat(result.swapped()).isTrue();
        assertThat(result.absences()).isEmpty();
    }

    @Test
    void theOffsetOfTheClocksIsBoundByTheHandshakes() throws IOException {
        PairResult result = new TwoSides(connections(3))
                .serverClock(nanos -> nanos + 3 * SECOND)
                .compare();

        assertThat(result.clock().model()).isEqualTo(Clock.Model.CONSTANT);
        assertThat(result.clock().uncertaintyNanos()).isBetween(1L, 200_000L);
        assertThat(result.clock().offsetAt(PacketScript.START_NANOS))
                .isCloseTo(3 * SECOND, within(result.clock().uncertaintyNanos()));
        assertThat(result.absences()).isEmpty();
        assertThat(result.pairs().get(0).betweenNanos()).isEqualTo(400_000);
    }

    @Test
    void aClockThatRunsFasterIsFollowed() throws IOException {
        PairResult result = new TwoSides(oneEachTenSeconds())
                .serverClock(nanos -> nanos + (nanos - PacketScript.START_NANOS) / 20_000)
                .compare();

        assertThat(result.clock().model()).isEqualTo(Clock.Model.LINEAR);
        assertThat(result.clock().drift()).isCloseTo(50e-6, within(3e-6));
        assertThat(result.absences()).isEmpty();
    }

    @Test
    void aClockThatIsSetMeanwhileIsFollowedPieceByPiece() throws IOException {
        PairResult result = new TwoSides(oneEachTenSeconds())
                .serverClock(nanos -> nanos + (nanos > PacketScript.START_NANOS + 205 * SECOND ? 2 * SECOND : 0))
                .compare();

        assertThat(result.clock().model()).isEqualTo(Clock.Model.PIECEWISE);
        assertThat(result.absences(Verdict.LOST)).isEmpty();
        assertThat(result.absences(Verdict.MADE)).isEmpty();
    }

    @Test
    void aSynThatNeverArrivesIsToldFromOneThatGoesElsewhere() throws IOException {
        PacketScript script = connections(1);
        Sent lost = script.after(Duration.ofSeconds(1))
                .open("10.0.0.1:41000", "10.0.0.2:80")
                .client()
                .syn();
        Sent elsewhere = script.open("10.0.0.1:41001", "10.0.0.9:80").client().syn();
        ScriptedConnection last = script.after(Duration.ofSeconds(5)).open("10.0.0.1:41002", "10.0.0.2:80");
        last.established();

        PairResult result = new TwoSides(script).lost(lost, elsewhere).compare();

        assertThat(result.pairs()).hasSize(2);
        assertThat(result.alone())
                .extracting(Alone::side, a -> a.sighting().client().port(), Alone::reason)
                .containsExactly(
                        tuple(Side.CLIENT, 41_000, Alone.Reason.NEVER_ARRIVED),
                        tuple(Side.CLIENT, 41_001, Alone.Reason.ELSEWHERE));
    }

    @Test
    void aSynAfterTheOtherCaptureEndedDidNotNeverArrive() throws IOException {
        PacketScript script = connections(1);
        Sent after = script.after(Duration.ofSeconds(60))
                .open("10.0.0.1:41000", "10.0.0.2:80")
                .client()
                .syn();

        PairResult result = new TwoSides(script).lost(after).compare();

        assertThat(result.alone()).extracting(Alone::reason).containsExactly(Alone.Reason.OUTSIDE);
    }

    @Test
    void aSynThatMayHaveGoneToAnotherServerOfTheSameAddressIsNotCalledLost() throws IOException {
        PacketScript script = connections(1);
        ScriptedConnection bypassing = script.open("10.0.0.1:42000", "10.0.0.2:80");
        var unseen = List.of(
                bypassing.client().syn(),
                bypassing.server().synAck(),
                bypassing.client().ack());
        Sent unanswered = script.open("10.0.0.1:42001", "10.0.0.2:80").client().syn();
        script.after(Duration.ofSeconds(5))
                .open("10.0.0.1:42002", "10.0.0.2:80")
                .established();

        PairResult result = new TwoSides(script)
                .lost(unanswered)
                .missedAt(Side.SERVER, unseen.toArray(Sent[]::new))
                .compare();

        assertThat(result.alone())
                .extracting(Alone::reason)
                .containsExactly(Alone.Reason.ANOTHER_WAY, Alone.Reason.MAYBE_ANOTHER_WAY);
    }
}
