package io.finwait.pair;

import static io.finwait.pair.Evidence.ACKNOWLEDGED;
import static io.finwait.pair.Evidence.NONE;
import static io.finwait.pair.Evidence.ONE_DIRECTION;
import static io.finwait.pair.Evidence.OUTSIDE;
import static io.finwait.pair.Evidence.RECEIVER_DENIES;
import static io.finwait.pair.Evidence.SENDER_WENT_ON;
import static io.finwait.pair.Verdict.LOST;
import static io.finwait.pair.Verdict.MADE;
import static io.finwait.pair.Verdict.NOT_CAPTURED;
import static io.finwait.pair.Verdict.NOT_COMPARED;
import static io.finwait.pair.Verdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What may be said of a segment that one capture has and the other does not, and what not. */
class LossTest {
    private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> absences(
            PairResult result) {
        return assertThat(result.absences())
                .extracting(a -> a.passage().kind(), Absence::verdict, Absence::certain, Absence::evidence);
    }

    /** Another connection an hour later would be another story; one some seconds later keeps both captures running. */
    private static void laterTraffic(PacketScript script) {
        ScriptedConnection later = script.after(Duration.ofSeconds(5)).open("10.0.0.1:40001", "10.0.0.2:80");
        later.established();
        later.closedByClient();
    }

    @Test
    void whereEverythingArrivesNothingIsSaid() throws IOException {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(5_000);
        script.client().ack();
        script.first().closedByClient();

        PairResult result = new TwoSides(script).compare();

        assertThat(result.absences()).isEmpty();
        assertThat(result.plainAcksMissing()).containsExactly(0L, 0L);
        assertThat(result.unheard()).isEmpty();
        assertThat(result.alone()).isEmpty();
    }

    @Test
    void aLastAckThatTheServerRepeatsItsFinForIsSurelyLost() throws IOException {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        script.server().fin();
        Sent lastAck = script.client().droppedInNetwork().ack();
        Sent again = script.after(Duration.ofMillis(205)).server().retransmit();
        script.client().ack();
        laterTraffic(script);

        PairResult result = new TwoSides(script).lost(lastAck).compare();

        absences(result).containsExactly(tuple(Kind.LAST_ACK, LOST, true, RECEIVER_DENIES));
        Absence loss = result.absences().get(0);
        assertThat(loss.passage().frame()).isEqualTo(lastAck.frame());
        assertThat(loss.passage().otherFrame()).isEqualTo(-1);
        assertThat(loss.missingAt()).isEqualTo(Side.SERVER);
        assertThat(loss.evidenceFrame()).isEqualTo(again.frame() - 1);
    }

    @Test
    void aLastAckAfterWhichTheServerIsSilentWasMissedByItsCaptureOnly() throws IOException {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        script.server().fin();
        Sent lastAck = script.client().ack();
        laterTraffic(script);

        PairResult result = new TwoSides(script).missedAt(Side.SERVER, lastAck).compare();

        absences(result).containsExactly(tuple(Kind.LAST_ACK, NOT_CAPTURED, false, Evidence.NOT_REPEATED));
    }

    @Test
    void aFinThatIsAcknowledgedWasNotLostThoughItsCopyIsMissing() throws IOException {
        var script = PacketScript.connection().established();
        Sent fin = script.client().fin();
        script.server().ack();
        script.server().fin();
        script.client().ack();
        laterTraffic(script);

        PairResult result = new TwoSides(script).missedAt(Side.SERVER, fin).compare();

        absences(result).containsExactly(tuple(Kind.FIN, NOT_CAPTURED, true, ACKNOWLEDGED));
    }

    /** As where both captures are of one host, whose clock is read some microseconds late now and then. */
    @Test
    void dataThatIsAcknowledgedBeforeItWasSentByClocksThatAreNotExactWasNotLost() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.at(Duration.ofSeconds(1)).client().data(100);
        script.after(Duration.ofNanos(100_000)).server().ack();
        script.at(Duration.ofSeconds(2)).first().closedByClient();
        laterTraffic(script);
        long second = PacketScript.START_NANOS + 1_000_000_000L;

        PairResult result = new TwoSides(script)
                .transit(Duration.ofNanos(50_000))
                .serverClock(nanos -> nanos - (Math.abs(nanos - second) < 500_000 ? 150_000 : 0))
                .missedAt(Side.SERVER, data)
                .compare();

        absences(result).containsExactly(tuple(Kind.DATA, NOT_CAPTURED, true, ACKNOWLEDGED));
    }

    @Test
    void dataThatIsAcknowledgedLongAfterAGapInTheCaptureWasNotLost() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().data(100);
        Sent ack = script.server().ack();
        script.after(Duration.ofSeconds(20)).client().data(100);
        script.server().ack();
        script.first().closedByClient();
        laterTraffic(script);

        PairResult result =
                new TwoSides(script).missedAt(Side.SERVER, data, ack).compare();

        absences(result).containsExactly(tuple(Kind.DATA, NOT_CAPTURED, true, ACKNOWLEDGED));
        assertThat(result.trusted()).containsExactly(true, false);
    }

    @Test
    void dataOfWhichALaterCopyArrivesWasLostHoweverLongThatTook() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().droppedInNetwork().data(100);
        Sent second =
                script.after(Duration.ofSeconds(1)).client().droppedInNetwork().retransmit();
        script.after(Duration.ofSeconds(20)).client().retransmit();
        script.server().ack();
        script.first().closedByClient();
        laterTraffic(script);

        PairResult result = new TwoSides(script).lost(data, second).compare();

        absences(result).containsExactly(tuple(Kind.DATA, LOST, false, NONE), tuple(Kind.DATA, LOST, false, NONE));
        assertThat(result.trusted()).containsExactly(true, true);
    }

    @Test
    void aConnectionOfWhichACaptureKeepsOneDirectionDoesNotHideTheGapInAnother() throws IOException {
        var script = PacketScript.connection();
        script.client().syn();
        ScriptedConnection other = script.open("10.0.0.1:40002", "10.0.0.2:80");
        other.client().syn();
        var unseen = new ArrayList<>(List.of(script.server().synAck()));
        script.client().ack();
        script.spacing(Duration.ofNanos(10_000));
        for (int i = 0; i < 14_200; i++) { // more than wait for their counterparts and are remembered as doubts
            unseen.add(script.server().data(1));
            script.client().ack();
        }
        unseen.add(other.server().synAck());
        other.client().ack();
        script.after(Duration.ofSeconds(20));
        other.server().data(100);
        other.client().ack();
        other.closedByClient();

        PairResult result = new TwoSides(script)
                .missedAt(Side.CLIENT, unseen.toArray(Sent[]::new))
                .compare();

        assertThat(result.trusted()).containsExactly(false, true);
    }

    @Test
    void aCaptureThatMissedSomethingIsNoWitnessOfALoss() throws IOException {
        var script = PacketScript.connection().established();
        Sent missed = script.client().data(100);
        script.server().ack();
        Sent fin = script.client().droppedInNetwork().fin();
        script.after(Duration.ofMillis(205)).client().retransmit();
        script.server().fin();
        script.client().ack();
        laterTraffic(script);

        PairResult result =
                new TwoSides(script).missedAt(Side.SERVER, missed).lost(fin).compare();

        absences(result)
                .containsExactlyInAnyOrder(
                        tuple(Kind.DATA, NOT_CAPTURED, true, ACKNOWLEDGED), tuple(Kind.FIN, UNDECIDED, false, NONE));
        assertThat(result.trusted()).containsExactly(true, false);
    }

    @Test
    void whereACaptureMissedTheSynOfTheNextConnectionOnTheSamePortsNothingIsTakenForLost() throws IOException {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        Sent missedFin = script.server().fin();
        script.client().ack();
        ScriptedConnection next = script.after(Duration.ofMillis(3_500)).reopen();
        Sent missedSyn = next.client().syn();
        next.server().synAck();
        next.client().ack();
        next.client().data(100);
        next.server().ack();
        next.closedByClient();
        laterTraffic(script);

        PairResult result =
                new TwoSides(script).missedAt(Side.SERVER, missedFin, missedSyn).compare();

        assertThat(result.clock().uncertaintyNanos()).isLessThan(1_000_000);
        assertThat(result.absences()).extracting(Absence::verdict).doesNotContain(LOST, MADE);
        assertThat(result.alone()).extracting(Alone::reason).containsExactly(Alone.Reason.MAYBE_MISSED);
    }

    @Test
    void aFinThatIsRepeatedAndThenArrivesWasLostOnce() throws IOException {
        var script = PacketScript.connection().established();
        Sent fin = script.client().droppedInNetwork().fin();
        script.after(Duration.ofMillis(205)).client().retransmit();
        script.server().fin();
        script.client().ack();
        laterTraffic(script);

        PairResult result = new TwoSides(script).lost(fin).compare();

        absences(result).containsExactly(tuple(Kind.FIN, LOST, false, NONE));
        assertThat(result.absences().get(0).passage().frame()).isEqualTo(fin.frame());
    }

    @Test
    void dataThatTheReceiverKeepsAskingForIsSurelyLost() throws IOException {
        var script = PacketScript.connection().established();
        Sent lost = script.client().droppedInNetwork().data(1_000);
        script.client().data(1_000);
        script.after(Duration.ofMillis(10)).server().ack();
        script.client().retransmit(lost);
        script.server().ack();
        script.first().closedByClient();

        PairResult result = new TwoSides(script).lost(lost).compare();

        absences(result).containsExactly(tuple(Kind.DATA, LOST, true, RECEIVER_DENIES));
        assertThat(result.absences().get(0).passage().missing()).isEqualTo(1_000);
    }

    @Test
    void whatIsMissingAfterTheOtherCaptureEndedSaysNothing() throws IOException {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().ack();
        Sent fin = script.after(Duration.ofSeconds(1)).client().fin();
        Sent ack = script.server().ack();
        Sent second = script.server().fin();
        Sent last = script.client().ack();

        PairResult result = new TwoSides(script)
                .missedAt(Side.SERVER, fin, ack, second, last)
                .compare();

        assertThat(result.absences()).isNotEmpty().allMatch(a -> a.verdict() == NOT_COMPARED);
        assertThat(result.absences()).extracting(Absence::evidence).containsOnly(OUTSIDE);
    }

    @Test
    void whatIsMissingBeforeTheOtherCaptureBeganSaysNothing() throws IOException {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        Sent synAck = script.server().synAck();
        Sent ack = script.client().ack();
        script.after(Duration.ofSeconds(1)).client().data(100);
        script.server().ack();
        script.first().closedByClient();

        PairResult result =
                new TwoSides(script).missedAt(Side.SERVER, syn, synAck, ack).compare();

        assertThat(result.pairs()).extracting(Pair::basis).containsExactly(Basis.ADDRESSES);
        assertThat(result.absences()).isNotEmpty().allMatch(a -> a.verdict() == NOT_COMPARED);
    }

    @Test
    void aCaptureOfOneDirectionLosesNothingOfTheOther() throws IOException {
        var script = PacketScript.connection();
        script.client().syn();
        var fromServer = new ArrayList<>(List.of(script.server().synAck()));
        script.client().ack();
        script.client().data(100);
        fromServer.add(script.server().data(300));
        script.client().fin();
        fromServer.add(script.server().fin());
        script.client().ack();
        laterTraffic(script);

        PairResult result = new TwoSides(script)
                .missedAt(Side.CLIENT, fromServer.toArray(Sent[]::new))
                .compare();

        assertThat(result.absences()).isNotEmpty().allMatch(a -> a.verdict() == NOT_COMPARED);
        assertThat(result.absences()).extracting(Absence::evidence).contains(ONE_DIRECTION);
    }

    @Test
    void aRstThatTheClientDidNotSendWasMadeOnTheWay() throws IOException {
        var script = PacketScript.connection().established();
        Sent rst = script.client().droppedInNetwork().rst();
        script.after(Duration.ofMillis(50)).client().data(100);
        laterTraffic(script);

        PairResult result = new TwoSides(script).made(rst).compare();

        absences(result).containsExactly(tuple(Kind.RST, MADE, true, SENDER_WENT_ON));
        assertThat(result.absences().get(0).arrived()).isTrue();
        assertThat(result.absences().get(0).missingAt()).isEqualTo(Side.CLIENT);
    }

    @Test
    void aRstThatAClientSideWithGapsDoesNotHaveMayBeItsOwn() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().data(100);
        script.server().ack();
        Sent rst = script.client().rst();
        laterTraffic(script);

        PairResult result =
                new TwoSides(script).missedAt(Side.CLIENT, data, rst).compare();

        absences(result)
                .containsExactlyInAnyOrder(
                        tuple(Kind.DATA, NOT_CAPTURED, true, ACKNOWLEDGED), tuple(Kind.RST, UNDECIDED, false, NONE));
    }

    @Test
    void dataThatIsCutUpOnTheWayArrivesWhole() throws IOException {
        var script = PacketScript.connection().established();
        script.client().data(6_000);
        script.server().ack();
        script.first().closedByClient();

        PairResult result = new TwoSides(script).cutInto(4).compare();

        assertThat(result.absences()).isEmpty();
    }

    @Test
    void ofDataThatIsCutUpOnlyThePartThatIsMissingIsLost() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().droppedInNetwork().data(6_000);
        script.after(Duration.ofMillis(10))
                .server()
                .segment(0x10, script.server().sndNxt(), data.seq() + 1_500, 0);
        laterTraffic(script);

        PairResult result = new TwoSides(script).cutInto(4).losingPart(1).compare();

        absences(result).containsExactly(tuple(Kind.DATA, LOST, true, RECEIVER_DENIES));
        assertThat(result.absences().get(0).passage().missing()).isEqualTo(1_500);
    }

    @Test
    void ofTwoThatLookTheSameNobodyKnowsWhichIsLost() throws IOException {
        var script = PacketScript.connection();
        script.first().withoutTimestamps();
        script.established();
        script.client().fin();
        script.server().ack();
        script.server().fin();
        script.spacing(Duration.ofNanos(100_000));
        Sent first = script.client().ipId(0).droppedInNetwork().ack();
        script.client().ipId(0).ack();
        laterTraffic(script);

        PairResult result = new TwoSides(script).lost(first).compare();

        assertThat(result.absences()).hasSize(1);
        assertThat(result.absences().get(0).passage().alike()).isEqualTo(2);
    }

    @Test
    void whatOneSideCapturedTwiceWasNotLostOnce() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().data(100);
        script.server().ack();
        Sent fin = script.client().fin();
        script.server().fin();
        script.client().ack();

        PairResult result = new TwoSides(script).twice(data, fin).compare();

        assertThat(result.absences()).isEmpty();
    }

    @Test
    void aSecondCopyThatTheNetworkMadeIsNoSignOfAGapInTheCapture() throws IOException {
        var script = PacketScript.connection().established();
        Sent data = script.client().data(100);
        Sent doubled = script.client().droppedInNetwork().retransmit(data);
        script.server().ack();
        script.first().closedByClient();
        laterTraffic(script);

        PairResult result = new TwoSides(script).made(doubled).compare();

        absences(result).containsExactly(tuple(Kind.DATA, UNDECIDED, false, NONE));
        assertThat(result.trusted()).containsExactly(true, true);
    }

    @Test
    void anAckThatArrivesWhileTheServerRepeatsItsFinWasDroppedBehindTheCapturePoint() throws IOException {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        script.server().fin();
        Sent lastAck = script.client().ack();
        Sent again = script.after(Duration.ofMillis(205)).server().retransmit();
        script.client().ack();
        laterTraffic(script);

        PairResult result = new TwoSides(script).compare();

        assertThat(result.absences()).isEmpty();
        assertThat(result.unheard())
                .extracting(Unheard::kind, Unheard::leftFrame, Unheard::arrivedFrame, Unheard::replyFrame)
                .containsExactly(
                        tuple(Kind.LAST_ACK, (long) lastAck.frame(), (long) lastAck.frame(), (long) again.frame()));
    }
}
