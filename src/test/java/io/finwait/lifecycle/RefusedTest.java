package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.lifecycle.Lives.life;
import static io.finwait.lifecycle.Lives.states;
import static io.finwait.lifecycle.Role.CLIENT;
import static io.finwait.lifecycle.Role.SERVER;
import static io.finwait.lifecycle.TcpState.CLOSED;
import static io.finwait.lifecycle.TcpState.ESTABLISHED;
import static io.finwait.lifecycle.TcpState.SYN_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusedTest {
    private static final int STALE = 123_456_789;

    @Test
    void resetThatAcknowledgesTheSynRefusesIt() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().refuse();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.REFUSED);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.NONE);
        assertThat(record.close().resetBy()).isEqualTo(SERVER);
        assertThat(record.close().completed()).isTrue();
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, CLOSED);
        assertThat(record.serverStates()).isEmpty();
    }

    @Test
    void fastOpenMayBeRefusedWithOrWithoutItsData() {
        assertThat(life(c -> {
                            c.client().synWithData(50);
                            c.server().refuse();
                        })
                        .close()
                        .kind())
                .isEqualTo(CloseKind.REFUSED);
        assertThat(life(c -> {
                            c.client().synWithData(50);
                            c.server().segment(RST | ACK_FLAG, 0, c.client().iss() + 1, 0);
                        })
                        .close()
                        .kind())
                .isEqualTo(CloseKind.REFUSED);
    }

    @Test
    void resetWithAnotherAckDoesNotRefuse() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().segment(RST | ACK_FLAG, 0, c.client().iss(), 0);
            c.server().segment(RST | ACK_FLAG, 0, c.client().iss() + 2, 0);
            c.server().segment(RST, 0, c.client().iss() + 1, 0);
            c.client().retransmit();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.UNANSWERED);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT);
    }

    /** The incarnation that sends the challenge ACK is not in the capture. */
    @Test
    void challengeAckOfAnOlderIncarnationDoesNotAnswerTheSyn() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().segment(ACK_FLAG, STALE, STALE, 0);
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.UNANSWERED);
        assertThat(record.serverStates()).isEmpty();
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT);
    }

    @Test
    void resetThatAnswersAChallengeAckDoesNotEndTheAttempt() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().segment(ACK_FLAG, STALE, c.client().iss() - 5000, 0);
            c.client().segment(RST, c.client().iss() - 5000, 0, 0);
            c.client().retransmit();
            c.server().synAck();
            c.client().ack();
            c.client().data(10);
            c.server().ack();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(record.close().resetBy()).isNull();
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(10);
        assertThat(record.visibility()).doesNotContain(Visibility.LOST_BY_CAPTURE);
        assertThat(record.handshake().complete()).isTrue();
    }

    @Test
    void challengeAckAheadOfTheSynIsNoCaptureLoss() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().segment(ACK_FLAG, STALE, c.client().iss() + 70_000, 0);
            c.client().segment(RST, c.client().iss() + 70_000, 0, 0);
            c.client().retransmit();
            c.server().synAck();
            c.client().ack();
            c.client().data(10);
            c.server().ack();
            c.closedByClient();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(10);
        assertThat(record.visibility()).isEmpty();
    }
}
