package io.finwait.lifecycle;

import static io.finwait.lifecycle.Lives.entered;
import static io.finwait.lifecycle.Lives.life;
import static io.finwait.lifecycle.Lives.states;
import static io.finwait.lifecycle.Role.CLIENT;
import static io.finwait.lifecycle.Role.SERVER;
import static io.finwait.lifecycle.TcpState.CLOSED;
import static io.finwait.lifecycle.TcpState.CLOSE_WAIT;
import static io.finwait.lifecycle.TcpState.CLOSING;
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

class ClosingTest {
    private static final long MILLI = 1_000_000;

    @Test
    void fourSegmentCloseTakesBothSidesThroughTheirStates() {
        var script = PacketScript.connection().established();
        script.after(Duration.ofMillis(98)).client().fin(); // 100
        script.after(Duration.ofMillis(10)).server().ack(); // 110
        script.after(Duration.ofMillis(20)).server().fin(); // 130
        script.after(Duration.ofMillis(5)).client().ack(); // 135
        ConnectionRecord record = Lives.of(script).only();

        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT);
        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT, LAST_ACK, CLOSED);
        assertThat(entered(record, CLIENT, FIN_WAIT_1)).isEqualTo(100);
        assertThat(entered(record, CLIENT, FIN_WAIT_2)).isEqualTo(110);
        assertThat(entered(record, CLIENT, TIME_WAIT)).isEqualTo(130);
        assertThat(entered(record, SERVER, CLOSE_WAIT)).isEqualTo(100);
        assertThat(entered(record, SERVER, LAST_ACK)).isEqualTo(130);
        assertThat(entered(record, SERVER, CLOSED)).isEqualTo(135);
        assertThat(record.close())
                .isEqualTo(new ConnectionRecord.Close(
                        CloseKind.FIN, ActiveCloser.CLIENT, null, null, true, 4, 35 * MILLI));
        assertThat(record.timeInNanos(CLIENT, FIN_WAIT_1)).isEqualTo(10 * MILLI);
        assertThat(record.timeInNanos(CLIENT, CLOSE_WAIT)).isEqualTo(-1);
    }

    @Test
    void threeSegmentCloseSpendsNoTimeInFinWait2() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.server().fin();
            c.client().fin();
            c.server().ack();
        });

        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SERVER);
        assertThat(states(record, SERVER))
                .containsExactly(SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT);
        assertThat(record.timeInNanos(SERVER, FIN_WAIT_2)).isZero();
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED, CLOSE_WAIT, LAST_ACK, CLOSED);
        assertThat(record.close().teardownNanos()).isEqualTo(2 * MILLI);
    }

    @Test
    void finWithDataCountsItsDataOnce() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.server().finWithData(500);
            c.client().fin();
            c.server().ack();
        });

        assertThat(record.serverTraffic().payloadBytes()).isEqualTo(500);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SERVER);
        assertThat(record.close().completed()).isTrue();
    }

    /** Linux repeats a lost tail as one segment: data and FIN together, starting lower than the first FIN. */
    @Test
    void finRepeatedTogetherWithDataIsTheSameFin() {
        var script = PacketScript.connection().established();
        Sent data = script.client().droppedInNetwork().data(500);
        script.client().droppedInNetwork().fin();
        script.after(Duration.ofMillis(200))
                .client()
                .segment(0x19, data.seq(), script.client().rcvNxt(), 500);
        script.server().rcvNxt(script.client().sndNxt());
        script.after(Duration.ofMillis(3)).server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic().finRetransmissions()).isEqualTo(1);
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(500);
        assertThat(record.close().firstFinFrame()).isEqualTo(5);
        assertThat(entered(record, SERVER, CLOSE_WAIT))
                .as("the copy that arrived")
                .isEqualTo(204);
        assertThat(entered(record, CLIENT, FIN_WAIT_1)).as("the first copy").isEqualTo(4);
        assertThat(entered(record, CLIENT, FIN_WAIT_2)).isEqualTo(207);
    }

    @Test
    void finThatTheCaptureLostIsSeenWithItsRepetition() {
        var script = PacketScript.connection().established();
        script.client().lost().droppedInNetwork().fin();
        script.after(Duration.ofMillis(200)).client().retransmit();
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic().finRetransmissions()).isZero();
        assertThat(record.close().kind()).isEqualTo(CloseKind.HALF_CLOSED);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.CLIENT);
        assertThat(states(record, CLIENT)).endsWith(FIN_WAIT_1, FIN_WAIT_2);
    }

    @Test
    void finThatIsNeverAcknowledgedChangesNothingAtTheReceiver() {
        var script = PacketScript.connection().established();
        script.client().droppedInNetwork().fin();
        script.after(Duration.ofMillis(200)).client().droppedInNetwork().retransmit();
        script.after(Duration.ofMillis(400)).client().droppedInNetwork().retransmit();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED, FIN_WAIT_1);
        assertThat(record.clientTraffic().finRetransmissions()).isEqualTo(2);
        assertThat(record.close().completed()).isFalse();
    }

    @Test
    void closeWaitBeginsAtTheFinAndNotAtItsDelayedAck() {
        var script = PacketScript.connection().established();
        script.after(Duration.ofMillis(8)).server().fin(); // 10
        script.after(Duration.ofMillis(40)).client().ack(); // 50
        ConnectionRecord record = Lives.of(script).only();

        assertThat(entered(record, CLIENT, CLOSE_WAIT)).isEqualTo(10);
        assertThat(entered(record, SERVER, FIN_WAIT_2)).isEqualTo(50);
    }

    @Test
    void whatIsSentBeforeTheFinArrivesCameBeforeCloseWait() {
        var script = PacketScript.connection().established();
        Sent fin = script.after(Duration.ofMillis(8)).server().inFlight().fin(); // 10
        script.after(Duration.ofMillis(10)).client().data(5); // 20, acknowledges less than the FIN
        script.deliver(fin);
        script.after(Duration.ofMillis(10)).client().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(entered(record, CLIENT, CLOSE_WAIT)).isEqualTo(20);
    }

    @Test
    void crossingFinsCloseSimultaneously() {
        var script = PacketScript.connection().established();
        Sent clientFin = script.client().inFlight().fin(); // 3
        Sent serverFin = script.server().inFlight().fin(); // 4
        script.deliver(clientFin).deliver(serverFin);
        script.client().ack(); // 5
        script.server().ack(); // 6
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SIMULTANEOUS);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED, FIN_WAIT_1, CLOSING, TIME_WAIT);
        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, CLOSING, TIME_WAIT);
        assertThat(entered(record, CLIENT, CLOSING)).isEqualTo(4);
        assertThat(entered(record, CLIENT, TIME_WAIT)).isEqualTo(6);
        assertThat(entered(record, SERVER, CLOSING)).isEqualTo(4);
        assertThat(entered(record, SERVER, TIME_WAIT)).isEqualTo(5);
        assertThat(record.timeWaits()).extracting(TimeWait::holder).containsExactly(SERVER, CLIENT);
    }

    @Test
    void aFinInTheAckOfACrossingFinRepeatsNothing() { // as macOS sends it, in corpus/ndpi/signal.pcap
        var script = PacketScript.connection().established();
        Sent fin = script.client().inFlight().fin();
        Sent peers = script.server().inFlight().fin();
        script.deliver(fin);
        script.server().inFlight().ack();
        script.deliver(peers);
        script.after(Duration.ofMillis(20)).client().retransmit(fin);
        ConnectionRecord record = Lives.of(script).only();

        assertThat(states(record, CLIENT)).endsWith(FIN_WAIT_1, CLOSING, TIME_WAIT);
        assertThat(states(record, SERVER)).endsWith(FIN_WAIT_1, CLOSING, TIME_WAIT);
        assertThat(record.clientTraffic().finRetransmissions()).isZero();
    }

    @Test
    void firstFinsLostAndRepetitionsCrossingIsStillSimultaneous() {
        var script = PacketScript.connection().established();
        script.client().droppedInNetwork().fin();
        script.server().droppedInNetwork().fin();
        Sent clientFin =
                script.after(Duration.ofMillis(200)).client().inFlight().retransmit();
        Sent serverFin = script.server().inFlight().retransmit();
        script.deliver(clientFin).deliver(serverFin);
        script.client().ack();
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SIMULTANEOUS);
        assertThat(states(record, CLIENT)).endsWith(FIN_WAIT_1, CLOSING, TIME_WAIT);
        assertThat(states(record, SERVER)).endsWith(FIN_WAIT_1, CLOSING, TIME_WAIT);
    }

    @Test
    void closerIsToldByNumbersEvenIfTheFileHasTheAnswerFirst() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.server().fin();
            c.client().fin();
            c.server().ack();
        });
        var script = PacketScript.connection().established();
        script.server().fin();
        script.client().fin();
        script.swapLastTwo();
        script.server().ack();
        ConnectionRecord swapped = Lives.of(script).only();

        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SERVER);
        assertThat(swapped.close().activeCloser()).isEqualTo(ActiveCloser.SERVER);
        assertThat(states(swapped, SERVER)).isEqualTo(states(record, SERVER));
        assertThat(states(swapped, CLIENT)).isEqualTo(states(record, CLIENT));
    }

    @Test
    void halfCloseLetsDataFlowUntilTheOtherSideCloses() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        for (int i = 0; i < 50; i++) {
            script.after(Duration.ofMillis(100)).server().data(1000);
            script.client().ack();
        }
        ConnectionRecord open = Lives.of(script).only();
        script.server().fin();
        script.client().ack();
        ConnectionRecord closed = Lives.of(script).only();

        assertThat(open.close().kind()).isEqualTo(CloseKind.HALF_CLOSED);
        assertThat(open.close().activeCloser()).isEqualTo(ActiveCloser.CLIENT);
        assertThat(states(open, CLIENT)).endsWith(FIN_WAIT_2);
        assertThat(states(open, SERVER)).endsWith(CLOSE_WAIT);
        assertThat(closed.close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(closed.serverTraffic().payloadBytes()).isEqualTo(50_000);
        assertThat(closed.timeInNanos(CLIENT, FIN_WAIT_2)).isGreaterThan(5_000 * MILLI);
        assertThat(closed.timeInNanos(SERVER, CLOSE_WAIT)).isGreaterThan(5_000 * MILLI);
        assertThat(closed.serverTraffic().retransmissions()).isZero();
    }

    @Test
    void finCapturedBeforeEarlierDataIsReceivedWithThatData() {
        var script = PacketScript.connection().established();
        Sent data = script.client().lost().droppedInNetwork().data(100);
        script.client().droppedInNetwork().fin(); // reaches the server out of order
        script.server().ack(); // acknowledges nothing new
        script.after(Duration.ofMillis(50)).client().retransmit(data);
        script.server().rcvNxt(script.client().sndNxt());
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(entered(record, SERVER, CLOSE_WAIT)).isEqualTo(55);
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(100);
        assertThat(record.visibility()).isEmpty();
    }

    @Test
    void lastAckThatNeverComesLeavesThePassiveCloserInLastAck() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        script.server().droppedInNetwork().fin();
        for (int i = 0; i < 5; i++) {
            script.after(Duration.ofMillis(200L << i))
                    .server()
                    .droppedInNetwork()
                    .retransmit();
        }
        ConnectionRecord record = Lives.of(script).only();

        assertThat(states(record, SERVER)).endsWith(CLOSE_WAIT, LAST_ACK);
        assertThat(states(record, CLIENT)).endsWith(FIN_WAIT_1, FIN_WAIT_2);
        assertThat(record.serverTraffic().finRetransmissions()).isEqualTo(5);
        assertThat(record.timeWaits()).isEmpty();
        assertThat(record.close().completed()).isFalse();
        assertThat(record.close().kind()).isEqualTo(CloseKind.FIN);
    }

    @Test
    void lastAckThatIsLostKeepsThePassiveCloserInLastAckUntilItIsRepeated() {
        var script = PacketScript.connection().established();
        script.client().fin(); // 3
        script.server().ack();
        script.server().fin(); // 5
        script.client().droppedInNetwork().ack(); // 6
        script.after(Duration.ofMillis(200)).server().retransmit(); // 206
        script.client().ack(); // 207
        ConnectionRecord record = Lives.of(script).only();

        assertThat(entered(record, SERVER, CLOSED)).isEqualTo(207);
        assertThat(entered(record, CLIENT, TIME_WAIT)).isEqualTo(5);
        assertThat(record.close().teardownNanos()).isEqualTo(204 * MILLI);
    }

    @Test
    void acknowledgementThatIsRepeatedAfterAnLostOneEndsFinWait1Later() {
        var script = PacketScript.connection().established();
        script.client().fin(); // 3
        script.server().droppedInNetwork().ack(); // 4
        script.after(Duration.ofMillis(200)).client().retransmit(); // 204
        script.server().ack(); // 205
        ConnectionRecord record = Lives.of(script).only();

        assertThat(entered(record, CLIENT, FIN_WAIT_2)).isEqualTo(205);
        assertThat(entered(record, SERVER, CLOSE_WAIT)).isEqualTo(3);
    }

    @Test
    void serverMayCloseRightAfterTheSynAck() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().synAck();
            c.server().fin();
            c.client().ack();
            c.client().fin();
            c.server().ack();
        });

        assertThat(states(record, SERVER)).endsWith(FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SERVER);
    }

    @Test
    void finOfAnotherPlaceInTheSequenceSpaceIsNoFin() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.server().data(100);
            c.client().ack();
            c.server().segment(0x11, c.server().iss() + 20, c.client().sndNxt(), 0);
            c.server().segment(0x11, c.server().iss() + 0x6000_0000, c.client().sndNxt(), 0);
            c.client().ack();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(states(record, SERVER)).endsWith(ESTABLISHED);
    }
}
