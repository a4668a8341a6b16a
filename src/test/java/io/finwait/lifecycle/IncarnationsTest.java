package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.lifecycle.Lives.states;
import static io.finwait.lifecycle.Role.CLIENT;
import static io.finwait.lifecycle.Role.SERVER;
import static io.finwait.lifecycle.TcpState.CLOSED;
import static io.finwait.lifecycle.TcpState.ESTABLISHED;
import static io.finwait.lifecycle.TcpState.LAST_ACK;
import static io.finwait.lifecycle.TcpState.SYN_RECEIVED;
import static io.finwait.lifecycle.TcpState.SYN_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.Sent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncarnationsTest {
    @Test
    void newIsnOnAUsedPairOfEndsIsAnotherConnectionHoweverSoon() {
        var script = PacketScript.connection();
        script.first().established().closedByClient();
        script.reopen().established().closedByServer();
        script.reopen().established();
        Lives lives = Lives.of(script);

        assertThat(lives.all()).extracting(ConnectionRecord::id).containsExactly(0, 1, 2);
        assertThat(lives.all())
                .extracting(r -> r.close().kind())
                .containsExactly(CloseKind.FIN, CloseKind.FIN, CloseKind.OPEN);
        assertThat(lives.all())
                .extracting(r -> r.close().activeCloser())
                .containsExactly(ActiveCloser.CLIENT, ActiveCloser.SERVER, ActiveCloser.NONE);
        assertThat(lives.all()).extracting(r -> r.clientTraffic().packets()).containsExactly(4L, 4L, 2L);
        assertThat(lives.all()).extracting(ConnectionRecord::firstFrame).containsExactly(1L, 8L, 15L);
        assertThat(lives.idsEqualTcpStream()).isTrue();
    }

    @Test
    void repeatedSynWithTheSameIsnIsTheSameConnection() {
        var script = PacketScript.connection();
        script.client().droppedInNetwork().syn();
        script.after(Duration.ofSeconds(67)).client().retransmit();
        script.server().synAck();

        assertThat(Lives.of(script).all()).hasSize(1);
    }

    @Test
    void answerWithTheOldNumbersBelongsToTheOldConnection() {
        var script = PacketScript.connection();
        script.first().established();
        script.client().data(10);
        script.server().ack();
        ScriptedConnection next = script.reopen();
        next.client().droppedInNetwork().syn();
        script.server().ack(); // challenge ACK (RFC 5961 §4.2): the old connection lives
        script.client().segment(RST, script.server().rcvNxt(), 0, 0); // and is killed by the answer
        next.client().retransmit();
        next.server().synAck();
        next.client().ack();
        next.client().data(1);
        Lives lives = Lives.of(script);

        ConnectionRecord old = lives.withId(0);
        assertThat(old.close().kind()).isEqualTo(CloseKind.RST);
        assertThat(old.close().resetBy()).isEqualTo(CLIENT);
        assertThat(old.serverTraffic().packets()).isEqualTo(3);
        assertThat(old.clientTraffic().packets()).isEqualTo(4);
        ConnectionRecord record = lives.withId(1);
        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(record.serverTraffic().packets()).isEqualTo(1);
        assertThat(record.clientTraffic().packets()).isEqualTo(4);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
    }

    @Test
    void attemptThatIsOnlyChallengedStaysUnansweredAndTheOldConnectionLivesOn() {
        var script = PacketScript.connection();
        script.first().established();
        ScriptedConnection next = script.reopen();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(1));
            if (i == 0) {
                next.client().droppedInNetwork().syn();
            } else {
                next.client().droppedInNetwork().retransmit();
            }
            script.server().ack();
        }
        script.client().data(100);
        script.server().ack();
        Lives lives = Lives.of(script);

        assertThat(lives.withId(0).close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(lives.withId(0).clientTraffic().payloadBytes()).isEqualTo(100);
        assertThat(states(lives.withId(0), SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED);
        assertThat(lives.withId(1).close().kind()).isEqualTo(CloseKind.UNANSWERED);
        assertThat(lives.withId(1).handshake().synRetransmissions()).isEqualTo(2);
        assertThat(lives.withId(1).serverStates()).isEmpty();
    }

    @Test
    void everyRefusedSynWithAnotherIsnIsAConnectionOfItsOwn() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().refuse();
        for (int i = 0; i < 3; i++) {
            ScriptedConnection next = script.reopen();
            next.client().syn();
            next.server().refuse();
        }
        Lives lives = Lives.of(script);

        assertThat(lives.all()).hasSize(4);
        assertThat(lives.all()).allSatisfy(r -> {
            assertThat(r.close().kind()).isEqualTo(CloseKind.REFUSED);
            assertThat(r.clientTraffic().packets()).isEqualTo(1);
            assertThat(r.serverTraffic().packets()).isEqualTo(1);
        });
    }

    @Test
    void oldConnectionOutlivesSeveralRefusedAttempts() {
        var script = PacketScript.connection();
        script.first().established();
        for (int i = 0; i < 3; i++) {
            ScriptedConnection next = script.reopen();
            next.client().syn();
            next.server().refuse();
        }
        script.client().data(10);
        script.server().ack();
        script.first().closedByClient();
        Lives lives = Lives.of(script);

        assertThat(lives.all())
                .extracting(r -> r.close().kind())
                .containsExactly(CloseKind.FIN, CloseKind.REFUSED, CloseKind.REFUSED, CloseKind.REFUSED);
        assertThat(lives.withId(0).clientTraffic().payloadBytes()).isEqualTo(10);
    }

    @Test
    void lateFinOfTheOldConnectionBelongsToItWhileTheNewOneIsNotAccepted() {
        var script = PacketScript.connection();
        script.first().established();
        script.client().fin();
        script.server().ack();
        ScriptedConnection next = script.reopen();
        next.client().droppedInNetwork().syn();
        script.server().fin(); // late
        Lives lives = Lives.of(script);

        assertThat(lives.withId(0).close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(states(lives.withId(0), SERVER)).endsWith(LAST_ACK);
        assertThat(lives.withId(1).close().kind()).isEqualTo(CloseKind.UNANSWERED);
        assertThat(lives.withId(1).serverTraffic().packets()).isZero();
    }

    @Test
    void lateFinOfTheOldConnectionDoesNotCloseTheNewOne() {
        for (boolean beforeTheLastAck : List.of(true, false)) {
            var script = PacketScript.connection();
            script.first().established();
            script.client().fin();
            script.server().ack();
            ScriptedConnection next = script.reopen();
            next.client().syn();
            next.server().synAck();
            if (!beforeTheLastAck) {
                next.client().ack();
            }
            script.server().fin(); // late
            script.client()
                    .segment(ACK_FLAG, script.client().sndNxt(), script.client().rcvNxt(), 10);
            if (beforeTheLastAck) {
                next.client().ack();
            }
            next.client().data(10);
            next.server().ack();
            Lives lives = Lives.of(script);

            ConnectionRecord record = lives.withId(1);
            assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
            assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
            assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED);
            assertThat(record.clientTraffic().payloadBytes()).isEqualTo(10);
            assertThat(record.visibility()).isEmpty();
            assertThat(record.handshake().complete()).isTrue();
        }
    }

    @Test
    void connectionReusedWhileEstablishedEndsThere() {
        var script = PacketScript.connection();
        script.first().established();
        ScriptedConnection next = script.reopen();
        script.after(Duration.ofSeconds(10));
        next.established();
        Lives lives = Lives.of(script);

        ConnectionRecord old = lives.withId(0);
        assertThat(old.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(states(old, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
        assertThat(Lives.interval(old, CLIENT, ESTABLISHED).end()).isEqualTo(StateEnd.INFERRED);
        assertThat(old.lastFrame()).isEqualTo(3);
        assertThat(lives.withId(1).handshake().complete()).isTrue();
    }

    @Test
    void connectionMayComeBackTheOtherWayRound() {
        var script = PacketScript.connection("10.0.0.1:40000", "10.0.0.2:50000");
        script.first().established().closedByClient();
        ScriptedConnection back = script.open("10.0.0.2:50000", "10.0.0.1:40000");
        script.after(Duration.ofSeconds(5));
        back.established();
        Lives lives = Lives.of(script);

        assertThat(lives.all()).hasSize(2);
        assertThat(lives.withId(1).client().port()).isEqualTo(50000);
        assertThat(lives.withId(1).handshake().complete()).isTrue();
        assertThat(lives.withId(0).close().kind()).isEqualTo(CloseKind.FIN);
    }

    @Test
    void newConnectionMayOpenSimultaneouslyWhereAnOldOneWas() {
        var script = PacketScript.connection();
        script.first().established().closedByClient();
        ScriptedConnection next = script.reopen();
        next.client().inFlight().syn();
        next.server().inFlight().syn();
        next.client().rcvNxt(next.server().iss() + 1);
        next.server().rcvNxt(next.client().iss() + 1);
        next.client().synAck();
        next.server().synAck();
        next.client().data(5);
        Lives lives = Lives.of(script);

        assertThat(lives.all()).hasSize(2);
        assertThat(lives.withId(1).serverTraffic().packets()).isEqualTo(2);
        assertThat(states(lives.withId(1), SERVER)).containsExactly(SYN_SENT, SYN_RECEIVED, ESTABLISHED);
        assertThat(states(lives.withId(0), SERVER)).endsWith(CLOSED);
    }

    @Test
    void newConnectionIsToldFromTheOldOneAlsoWhereOnlyTheClientIsCaptured() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().lost().synAck();
        script.client().ack();
        script.client().data(10);
        script.client().fin();
        ScriptedConnection next = script.reopen();
        next.client().syn();
        next.server().lost().synAck();
        next.client().ack();
        Sent data = next.client().data(77);
        Lives lives = Lives.of(script);

        assertThat(lives.all()).hasSize(2);
        assertThat(lives.withId(0).clientTraffic().payloadBytes()).isEqualTo(10);
        assertThat(lives.withId(1).clientTraffic().payloadBytes()).isEqualTo(77);
        assertThat(lives.withId(1).lastFrame()).isEqualTo(data.frame());
        assertThat(states(lives.withId(1), CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
    }

    @Test
    void forgottenConnectionThatSpeaksAgainIsAnotherOneAndTheIdsAreNoLongerWiresharks() {
        var script = PacketScript.connection();
        script.first().established().closedByClient();
        script.after(Duration.ofMinutes(10)).server().ack();
        Lives lives = Lives.of(script);

        assertThat(lives.all()).hasSize(2);
        assertThat(lives.idsEqualTcpStream()).isFalse();
        assertThat(lives.withId(0).idIsTcpStream()).isTrue();
        assertThat(lives.withId(1).visibility()).contains(Visibility.NO_HANDSHAKE);
    }
}
