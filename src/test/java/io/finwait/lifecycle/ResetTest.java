package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.lifecycle.Lives.entered;
import static io.finwait.lifecycle.Lives.life;
import static io.finwait.lifecycle.Lives.states;
import static io.finwait.lifecycle.Role.CLIENT;
import static io.finwait.lifecycle.Role.SERVER;
import static io.finwait.lifecycle.TcpState.CLOSED;
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
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResetTest {
    @Test
    void resetOfAnEstablishedConnectionClosesBothSides() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.client().data(10);
            c.server().ack();
            c.server().rstAck();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.RST);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SERVER);
        assertThat(record.close().resetBy()).isEqualTo(SERVER);
        assertThat(record.close().completed()).isTrue();
        assertThat(record.close().firstFinFrame()).isEqualTo(-1);
        assertThat(record.close().teardownNanos()).isZero();
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED, CLOSED);
        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED, CLOSED);
        assertThat(Lives.interval(record, SERVER, CLOSED).inferred()).isFalse();
        assertThat(Lives.interval(record, CLIENT, CLOSED).inferred()).isTrue();
        assertThat(record.timeWaits()).isEmpty();
    }

    @Test
    void statelessResetOfTheServerEndsTheConnection() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.client().droppedInNetwork().data(10);
            c.server().rst();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.RST);
        assertThat(record.close().resetBy()).isEqualTo(SERVER);
    }

    @Test
    void resetOutsideTheWindowDoesNotClose() {
        for (int off : new int[] {-1, 1, 5, -70_000, 70_000, 1 << 30, 1 << 31}) {
            ConnectionRecord record = life(c -> {
                c.established();
                c.client().data(10);
                c.server().ack();
                c.server().segment(RST, c.server().sndNxt() + off, 0, 0);
            });

            assertThat(record.close().kind()).as("%d off", off).isEqualTo(CloseKind.OPEN);
            assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED);
        }
    }

    @Test
    void resetMayFollowDataThatIsNotAcknowledgedYet() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.server().data(100);
            c.server().data(100);
            c.server().rstAck();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.RST);
    }

    @Test
    void resetAfterOneFinIsAResetAndTheFinTellsWhoClosedFirst() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.client().fin();
            c.server().ack();
            c.server().data(10);
            c.client().rst();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.RST);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.CLIENT);
        assertThat(record.close().resetBy()).isEqualTo(CLIENT);
        assertThat(record.close().firstFinFrame()).isEqualTo(4);
        assertThat(states(record, CLIENT)).endsWith(FIN_WAIT_1, FIN_WAIT_2, CLOSED);
        assertThat(states(record, SERVER)).endsWith(CLOSE_WAIT, CLOSED);
    }

    @Test
    void resetInFinWait1ClosesBothSides() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.client().droppedInNetwork().fin();
            c.server().rstAck();
        });

        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED, FIN_WAIT_1, CLOSED);
        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED, CLOSED);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.CLIENT);
        assertThat(record.close().resetBy()).isEqualTo(SERVER);
    }

    /** A socket that aborts acknowledges what it has received, the FIN included: it was in CLOSE_WAIT. */
    @Test
    void resetThatAcknowledgesTheFinProvesThatTheFinHadArrived() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.client().fin();
            c.server().rstAck();
        });

        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT, CLOSED);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, ESTABLISHED, FIN_WAIT_1, CLOSED);
        assertThat(entered(record, SERVER, CLOSE_WAIT)).isEqualTo(3);
        assertThat(record.close().kind()).isEqualTo(CloseKind.RST);
        assertThat(record.timeWaits()).isEmpty();
    }

    @Test
    void resetInLastAckEndsTheCloseWithoutTimeWait() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.client().fin();
            c.server().ack();
            c.server().droppedInNetwork().fin();
            c.client().rst();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(record.close().resetBy()).isEqualTo(CLIENT);
        assertThat(record.close().completed()).isTrue();
        assertThat(states(record, SERVER)).endsWith(LAST_ACK, CLOSED);
        assertThat(states(record, CLIENT)).endsWith(FIN_WAIT_2, CLOSED);
        assertThat(record.timeWaits()).isEmpty();
    }

    @Test
    void resetInSynReceivedClosesTheServer() {
        ConnectionRecord record = life(c -> {
            c.client().syn();
            c.server().synAck();
            c.server().rstAck();
        });

        assertThat(states(record, SERVER)).containsExactly(SYN_RECEIVED, CLOSED);
        assertThat(states(record, CLIENT)).containsExactly(SYN_SENT, CLOSED);
        assertThat(record.close().kind()).isEqualTo(CloseKind.RST);
    }

    @Test
    void resetAfterACleanCloseDoesNotMakeItAReset() {
        ConnectionRecord record = life(c -> {
            c.established().closedByClient();
            c.server().segment(RST, c.server().sndNxt() + 7, 0, 0);
            c.client().rst();
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(record.close().resetBy()).isNull();
        assertThat(record.close().completed()).isTrue();
        assertThat(states(record, CLIENT)).endsWith(TIME_WAIT);
        assertThat(states(record, SERVER)).endsWith(CLOSED);
        assertThat(record.timeWaits()).singleElement().extracting(TimeWait::end).isEqualTo(TimeWait.End.CAPTURE_END);
    }

    @Test
    void exactResetKillsTimeWait() {
        var script = PacketScript.connection();
        script.first().established().closedByClient(); // TIME_WAIT from 5
        script.after(Duration.ofSeconds(2)).server().rst();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.CLIENT);
        assertThat(record.timeWaits()).singleElement().satisfies(wait -> {
            assertThat(wait.end()).isEqualTo(TimeWait.End.RESET);
            assertThat(wait.observedNanos()).isEqualTo(2_001_000_000L);
        });
        assertThat(states(record, CLIENT)).endsWith(TIME_WAIT, CLOSED);
        assertThat(Lives.interval(record, CLIENT, TIME_WAIT).end()).isEqualTo(StateEnd.OBSERVED);
    }

    @Test
    void resetInAnswerToARepeatedFinShowsThatTimeWaitWasGone() {
        var script = PacketScript.connection().established();
        script.client().fin(); // 3
        script.server().ack();
        script.server().fin(); // 5
        script.client().droppedInNetwork().ack();
        script.after(Duration.ofMillis(200)).server().retransmit(); // 206
        script.client().rst(); // 207
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(record.timeWaits()).singleElement().satisfies(wait -> {
            assertThat(wait.end()).isEqualTo(TimeWait.End.RESET);
            assertThat(wait.holder()).isEqualTo(CLIENT);
            assertThat(Lives.millis(wait.enterNanos())).isEqualTo(5);
        });
        assertThat(states(record, CLIENT)).endsWith(TIME_WAIT, CLOSED);
        assertThat(states(record, SERVER)).endsWith(LAST_ACK, CLOSED);
        assertThat(entered(record, SERVER, CLOSED)).isEqualTo(207);
    }

    @Test
    void resetAfterTheTimerRanOutDoesNotEndTimeWaitEarly() {
        var script = PacketScript.connection().established();
        script.client().fin(); // 3
        script.server().ack();
        script.server().fin(); // 5
        script.client().droppedInNetwork().ack();
        script.at(Duration.ofSeconds(62)).server().retransmit();
        script.client().rst();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.timeWaits()).singleElement().satisfies(wait -> {
            assertThat(wait.end()).isEqualTo(TimeWait.End.EXPIRED);
            assertThat(wait.observedNanos()).isEqualTo(wait.assumedNanos());
        });
        assertThat(states(record, CLIENT)).endsWith(TIME_WAIT, CLOSED);
        assertThat(entered(record, CLIENT, CLOSED)).isEqualTo(60_005);
        assertThat(Lives.interval(record, CLIENT, TIME_WAIT).end()).isEqualTo(StateEnd.INFERRED);
        assertThat(states(record, SERVER)).endsWith(LAST_ACK, CLOSED);
        assertThat(entered(record, SERVER, CLOSED)).isEqualTo(62_001);
    }

    @Test
    void victimThatGoesOnSendingShowsThatItNeverTookTheReset() {
        var script = PacketScript.connection().established();
        script.client().data(10);
        script.server().data(10);
        script.client().ack();
        script.client()
                .segment(
                        RST | ACK_FLAG,
                        script.client().sndNxt(),
                        script.client().rcvNxt(),
                        0);
        script.after(Duration.ofSeconds(1)).server().data(100);
        script.client().ack();
        script.first().closedByServer();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(record.close().activeCloser()).isEqualTo(ActiveCloser.SERVER);
        assertThat(record.close().resetBy()).isNull();
        assertThat(states(record, SERVER)).endsWith(ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT);
        assertThat(Lives.millis(record.timeWaits().get(0).enterNanos())).isGreaterThan(1000);
        assertThat(record.close().teardownNanos()).as("from the FIN").isEqualTo(3_000_000);
    }

    @Test
    void segmentsThatWereOnTheirWayDoNotContradictAReset() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.client().data(10);
            c.server().ack();
            c.client().rstAck();
            c.server().data(100);
            c.server().data(100);
        });

        assertThat(record.close().kind()).isEqualTo(CloseKind.RST);
        assertThat(record.close().resetBy()).isEqualTo(CLIENT);
    }
}
