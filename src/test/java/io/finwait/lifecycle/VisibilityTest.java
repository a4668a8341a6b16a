package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.lifecycle.Lives.life;
import static io.finwait.lifecycle.Lives.states;
import static io.finwait.lifecycle.Role.CLIENT;
import static io.finwait.lifecycle.Role.SERVER;
import static io.finwait.lifecycle.TcpState.CLOSE_WAIT;
import static io.finwait.lifecycle.TcpState.ESTABLISHED;
import static io.finwait.lifecycle.TcpState.FIN_WAIT_1;
import static io.finwait.lifecycle.TcpState.FIN_WAIT_2;
import static io.finwait.lifecycle.TcpState.LAST_ACK;
import static io.finwait.lifecycle.TcpState.SYN_RECEIVED;
import static io.finwait.lifecycle.TcpState.SYN_SENT;
import static io.finwait.lifecycle.TcpState.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VisibilityTest {
    @Test
    void connectionThatBeganBeforeTheCaptureHasNoHandshake() {
        ConnectionRecord record = life(c -> {
            c.establishedBefore();
            c.client().data(10);
            c.server().data(20);
            c.client().ack();
        });

        assertThat(record.visibility()).containsExactly(Visibility.NO_HANDSHAKE);
        assertThat(record.handshake().complete()).isFalse();
        assertThat(record.handshake().totalNanos()).isEqualTo(-1);
        assertThat(states(record, CLIENT)).containsExactly(ESTABLISHED);
        assertThat(states(record, SERVER)).containsExactly(ESTABLISHED);
        assertThat(Lives.interval(record, CLIENT, ESTABLISHED).inferred()).isTrue();
        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(10);
    }

    @Test
    void closeOfAConnectionThatBeganBeforeTheCaptureIsTold() {
        ConnectionRecord record = life(c -> {
            c.establishedBefore();
            c.client().data(10);
            c.server().data(20);
            c.closedByServer();
        });

        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SERVER);
        assertThat(states(record, SERVER)).containsExactly(ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT);
        assertThat(Lives.interval(record, SERVER, FIN_WAIT_1).inferred()).isFalse();
        assertThat(states(record, CLIENT)).startsWith(ESTABLISHED, CLOSE_WAIT, LAST_ACK);
    }

    @Test
    void singleFinAtTheBeginningOfACaptureMayHaveFollowedAnotherOne() {
        ConnectionRecord record = life(c -> {
            c.establishedBefore();
            c.server().fin();
            c.client().ack();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.HALF_CLOSED);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.UNKNOWN);
        assertThat(record.close().basis()).contains("began after the handshake");
        assertThat(Lives.interval(record, SERVER, FIN_WAIT_1).inferred()).isTrue();
    }

    @Test
    void oneDirectionAloneCannotTellWhoClosedFirst() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().lost().synAck();
        script.client().ack();
        script.client().data(10);
        script.client().fin();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).containsExactly(Visibility.SERVER_UNSEEN);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.UNKNOWN);
        assertThat(record.close().basis()).isEqualTo("only one direction was captured");
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED, FIN_WAIT_1);
        assertThat(Lives.interval(record, CLIENT, FIN_WAIT_1).inferred())
                .as("the server may have closed first")
                .isTrue();
        assertThat(record.serverStates()).isEmpty();
    }

    @Test
    void synAndItsLastAckAloneShowThatTheServerAnswered() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().lost().synAck();
        script.client().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(record.visibility()).containsExactly(Visibility.SERVER_UNSEEN);
        assertThat(record.handshake().complete()).isFalse();
    }

    @Test
    void serversDirectionAloneIsKnownByItsSynAck() {
        var script = PacketScript.connection();
        script.client().lost().syn();
        script.server().synAck();
        script.client().lost().ack();
        script.server().data(100);
        script.server().fin();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).containsExactly(Visibility.CLIENT_UNSEEN);
        assertThat(record.server().port()).isEqualTo(80);
        assertThat(record.roleBasis()).isEqualTo(RoleBasis.SYN_ACK);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.UNKNOWN);
        assertThat(record.serverTraffic().payloadBytes()).isEqualTo(100);
        assertThat(states(record, SERVER)).startsWith(SYN_RECEIVED).endsWith(FIN_WAIT_1);
    }

    @Test
    void acknowledgementOfWhatTheCaptureNeverSawIsALossOfTheCapture() {
        var script = PacketScript.connection().established();
        script.client().lost().data(100);
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).containsExactly(Visibility.LOST_BY_CAPTURE);
        assertThat(record.clientTraffic().payloadBytes()).isZero();
    }

    @Test
    void gapThatIsAcknowledgedIsALossOfTheCapture() {
        var script = PacketScript.connection().established();
        script.client().lost().data(100);
        script.client().data(50);
        ConnectionRecord before = Lives.of(script).only();
        script.server().ack();
        ConnectionRecord after = Lives.of(script).only();

        assertThat(before.visibility()).isEmpty();
        assertThat(after.visibility()).containsExactly(Visibility.LOST_BY_CAPTURE);
        assertThat(after.clientTraffic().payloadBytes()).isEqualTo(50);
    }

    @Test
    void gapThatIsFilledLaterIsReorderedAndNotLostAndNotRepeated() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.client().data(50);
        script.swapLastTwo();
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).isEmpty();
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(150);
        assertThat(record.clientTraffic().retransmissions()).isZero();
    }

    @Test
    void acknowledgementBeforeItsDataInTheFileIsNoLoss() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().ack();
        script.swapLastTwo();
        script.client().data(20);
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).isEmpty();
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(120);
        assertThat(record.clientTraffic().retransmissions()).isZero();
    }

    @Test
    void segmentsInReverseOrderFillTheGapFromBehind() {
        var script = PacketScript.connection().established();
        Sent first = script.client().lost().data(10);
        Sent second = script.client().lost().data(10);
        script.client().data(10);
        script.client().segment(second.flags(), second.seq(), second.ack(), 10);
        script.client().segment(first.flags(), first.seq(), first.ack(), 10);
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).isEmpty();
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(30);
        assertThat(record.clientTraffic().retransmissions()).isZero();
    }

    @Test
    void gapsThatAreFilledAllInTheEndAreNoLoss() {
        var script = PacketScript.connection().established();
        Sent first = script.client().droppedInNetwork().lost().data(100);
        script.client().data(100);
        Sent second = script.client().droppedInNetwork().lost().data(100);
        script.client().data(100);
        script.after(Duration.ofMillis(200)).client().segment(first.flags(), first.seq(), first.ack(), 100);
        script.client().segment(second.flags(), second.seq(), second.ack(), 100);
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).isEmpty();
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(400);
        assertThat(record.clientTraffic().retransmissions()).isZero();
    }

    @Test
    void gapThatIsFilledTogetherWithNewDataIsNoLoss() {
        var script = PacketScript.connection().established();
        Sent first = script.client().lost().data(100);
        script.client().data(100);
        script.client().segment(first.flags(), first.seq(), first.ack(), 250);
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).isEmpty();
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(250);
    }

    /** As in zeek/mysql__tls-12-amazon-rds.pcap. */
    @Test
    void finThatTheAckBehindItOvertookIsNotMissing() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().fin();
        script.server().ack();
        script.swapLastTwo();
        script.client().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.visibility()).isEmpty();
    }

    @Test
    void lostFinOfTheOtherSideMakesTheCloserUnknown() {
        var script = PacketScript.connection().established();
        script.client().data(10);
        script.server().data(10);
        script.server().lost().fin();
        script.client().ack(); // acknowledges the FIN that the capture does not hold
        script.client().fin();
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().kind()).isEqualTo(CloseKind.HALF_CLOSED);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.UNKNOWN);
        assertThat(record.close().basis()).contains("lost segments");
    }

    /** The first FIN was lost by the capture; the answer to it was not, nor was its repetition. */
    @Test
    void finOfWhichOnlyARepetitionWasCapturedStillClosedFirst() {
        var script = PacketScript.connection().established();
        script.client().lost().fin(); // 3
        script.server().droppedInNetwork().fin(); // 4, acknowledges the client's
        script.after(Duration.ofMillis(200)).client().retransmit(); // 204
        script.server().retransmit(); // 205
        script.client().ack(); // 206
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.CLIENT);
        assertThat(states(record, CLIENT)).endsWith(ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT);
        assertThat(states(record, SERVER)).endsWith(ESTABLISHED, CLOSE_WAIT, LAST_ACK, TcpState.CLOSED);
        assertThat(Lives.entered(record, SERVER, LAST_ACK)).isEqualTo(4);
        assertThat(Lives.entered(record, CLIENT, TIME_WAIT)).isEqualTo(205);
    }

    /** Both sides closed at once; of the client's FIN only a copy was captured, which acknowledges the server's. */
    @Test
    void crossingFinsOfWhichOneWasMissedAreStillSimultaneous() {
        var script = PacketScript.connection().established();
        Sent clientFin = script.client().lost().inFlight().fin(); // 3
        Sent serverFin = script.server().inFlight().fin(); // 4
        script.deliver(clientFin).deliver(serverFin);
        script.server().droppedInNetwork().ack(); // 5
        script.after(Duration.ofMillis(200)).client().retransmit(clientFin); // 205
        script.server().ack(); // 206
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SIMULTANEOUS);
        assertThat(record.timeWaits()).hasSize(2);
    }

    @Test
    void packetCapturedTwiceIsCountedButNotRepeated() {
        var script = PacketScript.connection();
        script.captureAgain(script.client().syn());
        script.captureAgain(script.server().synAck());
        script.captureAgain(script.client().ack());
        script.captureAgain(script.client().data(100));
        script.captureAgain(script.server().ack());
        script.captureAgain(script.client().fin());
        script.captureAgain(script.server().fin());
        script.captureAgain(script.client().ack());
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic()).isEqualTo(new ConnectionRecord.Traffic(10, 100, 0, 0));
        assertThat(record.serverTraffic()).isEqualTo(new ConnectionRecord.Traffic(6, 0, 0, 0));
        assertThat(record.handshake().synRetransmissions()).isZero();
        assertThat(record.handshake().synAckRetransmissions()).isZero();
        assertThat(record.timeWaits())
                .singleElement()
                .extracting(TimeWait::rearmed)
                .isEqualTo(0);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.CLIENT);
        assertThat(record.visibility()).isEmpty();
    }

    @Test
    void cutHeadersAreSaid() {
        var script = PacketScript.connection().established().snapLength(14 + 20 + 20);

        assertThat(Lives.of(script).only().visibility()).containsExactly(Visibility.HEADER_CUT);
        assertThat(Lives.of(script).only().handshake().complete()).isTrue();
    }

    @Test
    void portOfAServiceTellsTheServerWhereNoSynDoes() {
        var fromServer =
                PacketScript.connection("10.0.0.1:40000", "10.0.0.2:443").establishedBefore();
        fromServer.server().data(10);
        ConnectionRecord guessed = Lives.of(fromServer).only();
        assertThat(guessed.server().port()).isEqualTo(443);
        assertThat(guessed.roleBasis()).isEqualTo(RoleBasis.PORT);

        var unknown =
                PacketScript.connection("10.0.0.1:40000", "10.0.0.2:50000").establishedBefore();
        unknown.server().data(10);
        ConnectionRecord first = Lives.of(unknown).only();
        assertThat(first.client().port()).isEqualTo(50000);
        assertThat(first.roleBasis()).isEqualTo(RoleBasis.FIRST_PACKET);
    }

    @Test
    void synAckThatComesFirstTellsTheServerWhateverThePorts() {
        var script = PacketScript.connection("10.0.0.1:80", "10.0.0.2:40000");
        script.client().lost().syn();
        script.server().synAck();
        script.client().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.server().port()).isEqualTo(40000);
        assertThat(record.roleBasis()).isEqualTo(RoleBasis.SYN_ACK);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
        assertThat(Lives.interval(record, CLIENT, SYN_SENT).inferred()).isTrue();
        assertThat(record.handshake().complete()).isFalse();
        assertThat(record.handshake().synAckToAckNanos()).isEqualTo(1_000_000);
        assertThat(record.handshake().synToSynAckNanos()).isEqualTo(-1);
        assertThat(record.visibility()).isEmpty();
    }

    @Test
    void synAckBeforeItsSynInTheFileIsStillTheServers() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().synAck();
        script.swapLastTwo();
        script.client().ack();
        script.client().data(1);
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.client().port()).isEqualTo(40000);
        assertThat(record.roleBasis()).isEqualTo(RoleBasis.SYN);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED);
    }

    @Test
    void ackAloneBeginsAConnection() {
        ConnectionRecord record = life(c -> {
            c.establishedBefore();
            c.client().segment(ACK_FLAG, c.client().sndNxt(), c.client().rcvNxt(), 0);
        });

        assertThat(record.visibility()).containsExactlyInAnyOrder(Visibility.NO_HANDSHAKE, Visibility.SERVER_UNSEEN);
        assertThat(states(record, CLIENT)).containsExactly(ESTABLISHED);
        assertThat(record.serverStates()).isEmpty();
    }
}
