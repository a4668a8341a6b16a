package io.finwait.lifecycle;

import static io.finwait.lifecycle.Lives.entered;
import static io.finwait.lifecycle.Lives.life;
import static io.finwait.lifecycle.Lives.states;
import static io.finwait.lifecycle.Role.CLIENT;
import static io.finwait.lifecycle.Role.SERVER;
import static io.finwait.lifecycle.TcpState.ESTABLISHED;
import static io.finwait.lifecycle.TcpState.SYN_RECEIVED;
import static io.finwait.lifecycle.TcpState.SYN_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.PacketScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private static final long MILLI = 1_000_000;

    @Test
    void threeWayHandshakeEstablishesTheClientAtTheSynAckAndTheServerAtTheAck() {
        ConnectionRecord record = life(c -> c.established().client().data(10));

        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED);
        assertThat(entered(record, CLIENT, SYN_SENT)).isZero();
        assertThat(entered(record, SERVER, SYN_RECEIVED)).isEqualTo(1);
        assertThat(entered(record, CLIENT, ESTABLISHED)).isEqualTo(1);
        assertThat(entered(record, SERVER, ESTABLISHED)).isEqualTo(2);
        assertThat(record.handshake()).isEqualTo(new ConnectionRecord.Handshake(true, MILLI, MILLI, 0, 0));
        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.NONE);
        assertThat(record.roleBasis()).isEqualTo(RoleBasis.SYN);
        assertThat(record.visibility()).isEmpty();
    }

    @Test
    void arrivalOfTheLastAckIsInferredUntilTheServerSendsSomething() {
        assertThat(Lives.interval(life(c -> c.established()), SERVER, ESTABLISHED)
                        .inferred())
                .isTrue();
        ConnectionRecord spoke = life(c -> c.established().server().data(1));
        assertThat(Lives.interval(spoke, SERVER, ESTABLISHED).inferred()).isFalse();
        assertThat(Lives.interval(spoke, CLIENT, ESTABLISHED).inferred()).isFalse();
    }

    /** As in corpus/ndpi/soap.pcap, of which the first ACK and the first data are missing. */
    @Test
    void whatComesBehindSomethingMissingIsNotTheAnswerToTheSynAck() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().synAck();
            c.client().lost().ack();
            c.client().lost().data(100);
            c.client().data(100);
            c.server().ack();
        });

        assertThat(record.handshake().synToSynAckNanos()).isEqualTo(MILLI);
        assertThat(record.handshake().synAckToAckNanos()).isEqualTo(-1);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
    }

    @Test
    void synWithoutAnswerLeavesTheServerWithoutAnyState() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.client().retransmit();
            c.client().retransmit();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.UNANSWERED);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.NONE);
        assertThat(record.close().completed()).isFalse();
        assertThat(record.close().teardownNanos()).isEqualTo(-1);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT);
        assertThat(record.serverStates()).isEmpty();
        assertThat(record.handshake().synRetransmissions()).isEqualTo(2);
        assertThat(record.handshake().complete()).isFalse();
        assertThat(record.handshake().synToSynAckNanos()).isEqualTo(-1);
        assertThat(record.visibility()).isEmpty();
    }

    @Test
    void timestampsTellWhichSynWasAnswered() {
        var script = PacketScript.connection();
        script.client().syn();
        script.after(Duration.ofSeconds(1)).client().inFlight().retransmit();
        script.after(Duration.ofMillis(30)).server().synAck(); // TSecr is the first SYN's
        script.after(Duration.ofMillis(5)).client().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.handshake().synToSynAckNanos()).isEqualTo(1030 * MILLI);
        assertThat(record.handshake().synAckToAckNanos()).isEqualTo(5 * MILLI);
        assertThat(record.handshake().synRetransmissions()).isEqualTo(1);
    }

    @Test
    void timestampsTellThatTheSecondSynWasAnswered() {
        var script = PacketScript.connection();
        script.client().droppedInNetwork().syn();
        script.after(Duration.ofSeconds(1)).client().retransmit();
        script.after(Duration.ofMillis(30)).server().synAck();
        script.client().ack();

        assertThat(Lives.of(script).only().handshake().synToSynAckNanos()).isEqualTo(30 * MILLI);
    }

    @Test
    void withoutTimestampsTheLatestSynCounts() {
        var script = PacketScript.connection();
        script.first().withoutTimestamps();
        script.client().syn();
        script.after(Duration.ofSeconds(1)).client().retransmit();
        script.after(Duration.ofMillis(30)).server().synAck();
        script.client().ack();

        assertThat(Lives.of(script).only().handshake().synToSynAckNanos()).isEqualTo(30 * MILLI);
    }

    @Test
    void repeatedSynAckIsCountedAndTimestampsTellWhichOneArrived() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().droppedInNetwork().synAck();
        script.after(Duration.ofSeconds(1)).server().retransmit();
        script.after(Duration.ofMillis(7)).client().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.handshake().synAckRetransmissions()).isEqualTo(1);
        assertThat(record.handshake().synAckToAckNanos()).isEqualTo(7 * MILLI);
        assertThat(record.handshake().synToSynAckNanos()).isEqualTo(MILLI);
        assertThat(entered(record, CLIENT, ESTABLISHED)).isEqualTo(1001);
        assertThat(entered(record, SERVER, SYN_RECEIVED)).isEqualTo(1);
        assertThat(entered(record, SERVER, ESTABLISHED)).isEqualTo(1008);
    }

    @Test
    void synAckThatAnswersARepeatedSynIsOfNoConsequenceOnceAcknowledged() {
        ConnectionRecord record = life(c -> {
            var syn = c.client().syn();
            c.client().retransmit(syn);
            c.server().synAck();
            c.client().ack();
            c.server().data(10);
            c.client().ack();
        });

        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED);
        assertThat(entered(record, SERVER, ESTABLISHED)).isEqualTo(3);
    }

    /** A full accept queue: the server drops the ACK and repeats its SYN-ACK, which the client acknowledges each time. */
    @Test
    void serverThatRepeatsItsAcknowledgedSynAckIsNotEstablishedYet() {
        var script = PacketScript.connection().established();
        script.client().droppedInNetwork().data(5);
        script.after(Duration.ofSeconds(1))
                .server()
                .segment(0x12, script.server().iss(), script.client().iss() + 1, 0);
        script.client().ack();
        script.after(Duration.ofSeconds(2))
                .server()
                .segment(0x12, script.server().iss(), script.client().iss() + 1, 0);
        ConnectionRecord still = Lives.of(script).only();
        script.client().ack();
        script.after(Duration.ofMillis(3)).server().data(3);
        ConnectionRecord accepted = Lives.of(script).only();

        assertThat(states(still, SERVER)).containsExactly(SYN_RECEIVED);
        assertThat(states(still, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
        assertThat(still.handshake().synAckRetransmissions()).isEqualTo(2);
        assertThat(states(accepted, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED);
        assertThat(entered(accepted, SERVER, ESTABLISHED)).isEqualTo(3005);
    }

    @Test
    void simultaneousOpenTakesBothEndsThroughSynReceived() {
        ConnectionRecord record = life(c -> {
            c.client().inFlight().syn();
            c.server().inFlight().syn();
            c.client().rcvNxt(c.server().iss() + 1);
            c.server().rcvNxt(c.client().iss() + 1);
            c.client().synAck();
            c.server().synAck();
            c.client().data(10);
            c.server().ack();
        });

        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, SYN_RECEIVED, ESTABLISHED);
        assertThat(states(record, SERVER)).containsExactly(SYN_SENT, SYN_RECEIVED, ESTABLISHED);
        assertThat(record.roleBasis()).isEqualTo(RoleBasis.SYN);
        assertThat(record.client().port()).isEqualTo(40000);
        assertThat(entered(record, CLIENT, ESTABLISHED)).isEqualTo(3);
        assertThat(entered(record, SERVER, ESTABLISHED)).isLessThanOrEqualTo(4);
        assertThat(record.handshake().complete()).isTrue();
        assertThat(record.handshake().synToSynAckNanos())
                .as("the client's SYN to the server's SYN-ACK")
                .isEqualTo(3 * MILLI);
        assertThat(record.handshake().synAckToAckNanos())
                .as("the server's SYN to the client's SYN-ACK")
                .isEqualTo(MILLI);
    }

    @Test
    void sidesOfASimultaneousOpenAreEstablishedEvenIfTheSecondOneSpeaksFirst() {
        ConnectionRecord record = life(c -> {
            c.client().inFlight().syn();
            c.server().inFlight().syn();
            c.client().rcvNxt(c.server().iss() + 1);
            c.server().rcvNxt(c.client().iss() + 1);
            c.client().synAck();
            c.server().synAck();
            c.server().data(10);
        });

        assertThat(states(record, SERVER)).containsExactly(SYN_SENT, SYN_RECEIVED, ESTABLISHED);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, SYN_RECEIVED, ESTABLISHED);
    }

    @Test
    void fastOpenDataIsCountedOnceWhenAccepted() {
        ConnectionRecord record = life(c -> {
            c.client().synWithData(100);
            c.server().synAck();
            c.client().ack();
            c.server().data(20);
        });

        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(100);
        assertThat(record.clientTraffic().retransmissions()).isZero();
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
        assertThat(record.handshake().complete()).isTrue();
    }

    @Test
    void fastOpenThatFallsBackSendsItsDataAgain() {
        ConnectionRecord record = life(c -> {
            c.client().synWithData(100);
            c.server().rcvNxt(c.client().iss() + 1);
            c.server().synAck();
            c.client().segment(0x18, c.client().iss() + 1, c.client().rcvNxt(), 100);
            c.server().rcvNxt(c.client().sndNxt());
            c.server().ack();
        });

        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(100);
        assertThat(record.clientTraffic().retransmissions()).isEqualTo(1);
        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED);
        assertThat(entered(record, SERVER, ESTABLISHED)).isEqualTo(2);
    }

    @Test
    void handshakeThatTheClientAbortsIsResetByIt() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().synAck();
            c.client().rst();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.RST);
        assertThat(record.close().resetBy()).isEqualTo(CLIENT);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.CLIENT);
        assertThat(record.handshake().complete()).isFalse();
        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, TcpState.CLOSED);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, TcpState.CLOSED);
    }
}
