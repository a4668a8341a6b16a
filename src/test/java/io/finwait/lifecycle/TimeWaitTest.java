package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.lifecycle.Lives.entered;
import static io.finwait.lifecycle.Lives.millis;
import static io.finwait.lifecycle.Lives.states;
import static io.finwait.lifecycle.Role.CLIENT;
import static io.finwait.lifecycle.Role.SERVER;
import static io.finwait.lifecycle.TcpState.CLOSED;
import static io.finwait.lifecycle.TcpState.LAST_ACK;
import static io.finwait.lifecycle.TcpState.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.flow.IpNetwork;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In these scripts the client closes first and is in TIME_WAIT from 5 ms after the start. */
class TimeWaitTest {
    private static final long SECOND = 1_000_000_000;

    private static PacketScript closedByClient() {
        var script = PacketScript.connection();
        script.first().established().closedByClient();
        return script;
    }

    /** Something else in the capture, so that time goes on. */
    private static void somethingElseAt(PacketScript script, Duration sinceStart) {
        ScriptedConnection other = script.open("192.0.2.1:1000", "192.0.2.2:2000");
        script.at(sinceStart);
        other.client().syn();
    }

    private static TimeWait only(ConnectionRecord record) {
        assertThat(record.timeWaits()).hasSize(1);
        return record.timeWaits().get(0);
    }

    @Test
    void endOfTheCaptureCutsIt() {
        var script = closedByClient();
        somethingElseAt(script, Duration.ofSeconds(30));
        ConnectionRecord record = Lives.of(script).withId(0);

        TimeWait wait = only(record);
        assertThat(wait.holder()).isEqualTo(CLIENT);
        assertThat(wait.end()).isEqualTo(TimeWait.End.CAPTURE_END);
        assertThat(millis(wait.enterNanos())).isEqualTo(5);
        assertThat(wait.lastArmedNanos()).isEqualTo(wait.enterNanos());
        assertThat(wait.rearmed()).isZero();
        assertThat(wait.observedNanos()).isEqualTo(29_995_000_000L);
        assertThat(wait.assumedNanos()).isEqualTo(60 * SECOND);
        assertThat(wait.nextId()).isEqualTo(-1);
        assertThat(states(record, CLIENT)).endsWith(TIME_WAIT);
        assertThat(Lives.interval(record, CLIENT, TIME_WAIT).end()).isEqualTo(StateEnd.CAPTURE_END);
        assertThat(Lives.interval(record, CLIENT, TIME_WAIT).durationNanos()).isEqualTo(wait.observedNanos());
    }

    @Test
    void expiresWhenTheAssumedTimerHasRunOut() {
        var script = closedByClient();
        somethingElseAt(script, Duration.ofSeconds(100));
        ConnectionRecord record = Lives.of(script).withId(0);

        assertThat(only(record).end()).isEqualTo(TimeWait.End.EXPIRED);
        assertThat(only(record).observedNanos()).isEqualTo(60 * SECOND);
        assertThat(states(record, CLIENT)).endsWith(TIME_WAIT, CLOSED);
        assertThat(Lives.interval(record, CLIENT, TIME_WAIT).end()).isEqualTo(StateEnd.INFERRED);
        assertThat(entered(record, CLIENT, CLOSED)).isEqualTo(60_005);
    }

    @Test
    void expiresAtTheVeryInstantAndNotBefore() {
        var justBefore = closedByClient();
        somethingElseAt(justBefore, Duration.ofMillis(60_004));
        assertThat(only(Lives.of(justBefore).withId(0)).end()).isEqualTo(TimeWait.End.CAPTURE_END);

        var then = closedByClient();
        somethingElseAt(then, Duration.ofMillis(60_005));
        assertThat(only(Lives.of(then).withId(0)).end()).isEqualTo(TimeWait.End.EXPIRED);
    }

    @Test
    void profileOfTheHolderSaysHowLongItLasts() {
        HostProfiles profiles = HostProfiles.builder()
                .network(IpNetwork.parse("10.0.0.1"), OperatingSystem.MACOS.defaults())
                .network(IpNetwork.parse("10.0.0.0/8"), OperatingSystem.WINDOWS.defaults())
                .build();
        var script = PacketScript.connection();
        script.first().established().closedByClient();
        script.open("10.0.0.3:40000", "10.0.0.2:80").established().closedByServer();
        somethingElseAt(script, Duration.ofSeconds(125));
        Lives lives = Lives.of(script, profiles);

        assertThat(only(lives.withId(0)).assumedNanos()).isEqualTo(30 * SECOND);
        assertThat(only(lives.withId(0)).end()).isEqualTo(TimeWait.End.EXPIRED);
        assertThat(only(lives.withId(1)).assumedNanos()).isEqualTo(120 * SECOND);
        assertThat(only(lives.withId(1)).holder()).isEqualTo(SERVER);
        assertThat(lives.timeWaitEvents())
                .containsExactly(
                        "+ 10.0.0.1:40000 5", "+ 10.0.0.2:80 12", "- 10.0.0.1:40000 30005", "- 10.0.0.2:80 120012");
    }

    @Test
    void copyOfTheFinThatIsAnsweredStartsTheTimerAgain() {
        var script = PacketScript.connection().established();
        script.client().fin(); // 3
        script.server().ack();
        script.server().fin(); // 5
        script.client().droppedInNetwork().ack();
        script.after(Duration.ofMillis(200)).server().retransmit(); // 206
        script.client().droppedInNetwork().ack();
        script.after(Duration.ofMillis(400)).server().retransmit(); // 607
        script.client().ack();
        TimeWait wait = only(Lives.of(script).only());

        assertThat(wait.rearmed()).isEqualTo(2);
        assertThat(millis(wait.enterNanos())).isEqualTo(5);
        assertThat(millis(wait.lastArmedNanos())).isEqualTo(607);
    }

    /** Linux answers from TIME_WAIT with the TSval of what it received last in sequence: the first copy. */
    @Test
    void timerIsStartedAgainAlthoughTimestampsEchoTheFirstCopy() {
        var script = PacketScript.connection().established();
        script.client().fin(); // 3
        script.server().ack();
        script.server().fin(); // 5
        script.client().droppedInNetwork().ack();
        script.after(Duration.ofMillis(200)).server().droppedInNetwork().retransmit(); // 206: TS.Recent stays
        script.client().ack();
        TimeWait wait = only(Lives.of(script).only());

        assertThat(millis(wait.enterNanos())).isEqualTo(5);
        assertThat(millis(wait.lastArmedNanos())).isEqualTo(206);
        assertThat(wait.rearmed()).isEqualTo(1);
    }

    @Test
    void copyOfTheFinWithoutAnswerDoesNotStartTheTimerAgain() {
        var script = closedByClient();
        script.after(Duration.ofMillis(200)).server().droppedInNetwork().retransmit();

        assertThat(only(Lives.of(script).only()).rearmed()).isZero();
    }

    @Test
    void pureAckInSequenceStartsTheTimerAgain() {
        var script = closedByClient();
        script.after(Duration.ofSeconds(10)).server().ack();
        TimeWait wait = only(Lives.of(script).only());

        assertThat(wait.rearmed()).isEqualTo(1);
        assertThat(millis(wait.lastArmedNanos())).isEqualTo(10_006);
    }

    @Test
    void timerStartedAgainRunsItsWholeLengthAgain() {
        var script = closedByClient();
        script.after(Duration.ofSeconds(50)).server().ack(); // 50 006
        somethingElseAt(script, Duration.ofSeconds(105));
        somethingElseAt(script, Duration.ofSeconds(200));
        Lives lives = Lives.of(script);

        assertThat(only(lives.withId(0)).end()).isEqualTo(TimeWait.End.EXPIRED);
        assertThat(only(lives.withId(0)).observedNanos()).isEqualTo(110_001_000_000L);
        assertThat(lives.timeWaitEvents()).containsExactly("+ 10.0.0.1:40000 5", "- 10.0.0.1:40000 110006");
    }

    @Test
    void acceptedSynReusesIt() {
        var script = closedByClient();
        ScriptedConnection next = script.reopen();
        script.after(Duration.ofSeconds(2));
        next.established();
        Lives lives = Lives.of(script);

        TimeWait wait = only(lives.withId(0));
        assertThat(wait.end()).isEqualTo(TimeWait.End.REUSED);
        assertThat(wait.nextId()).isEqualTo(1);
        assertThat(wait.observedNanos()).isEqualTo(2_001_000_000L);
        assertThat(states(lives.withId(0), CLIENT)).endsWith(TIME_WAIT, CLOSED);
        assertThat(Lives.interval(lives.withId(0), CLIENT, TIME_WAIT).end()).isEqualTo(StateEnd.OBSERVED);
        assertThat(lives.withId(1).close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(lives.timeWaitEvents()).hasSize(2);
    }

    @Test
    void copyOfTheSynThatWasAcceptedEndsIt() {
        var script = closedByClient();
        ScriptedConnection next = script.reopen();
        script.after(Duration.ofSeconds(2));
        next.client().droppedInNetwork().syn();
        script.after(Duration.ofSeconds(1));
        next.client().retransmit();
        next.server().synAck();

        assertThat(only(Lives.of(script).withId(0)).observedNanos()).isEqualTo(3_001_000_000L);
    }

    @Test
    void synThatIsAcceptedAfterTheTimerRanOutReusesNothing() {
        var script = closedByClient();
        ScriptedConnection next = script.reopen();
        script.after(Duration.ofSeconds(61));
        next.established();

        assertThat(only(Lives.of(script).withId(0)).end()).isEqualTo(TimeWait.End.EXPIRED);
    }

    /** FINDINGS 4.4: SYN, ACK with the old numbers, RST that kills TIME_WAIT, the SYN again, accepted. */
    @Test
    void refusedSynKillsItByTheResetThatFollows() {
        var script = PacketScript.connection();
        script.first().established().closedByServer(); // the server holds TIME_WAIT from 5
        ScriptedConnection next = script.reopen().isns(script.client().sndNxt() - 1_000_000, 77);
        script.after(Duration.ofSeconds(2));
        next.client().droppedInNetwork().syn(); // 2006
        script.server().ack(); // the old numbers
        script.client().segment(RST, script.server().rcvNxt(), 0, 0); // 2008
        script.after(Duration.ofMillis(10));
        next.client().retransmit();
        next.server().synAck();
        next.client().ack();
        Lives lives = Lives.of(script);

        TimeWait wait = only(lives.withId(0));
        assertThat(wait.end()).isEqualTo(TimeWait.End.RESET);
        assertThat(wait.observedNanos()).isEqualTo(2_003_000_000L);
        assertThat(lives.withId(0).close().kind()).isEqualTo(CloseKind.FIN);
        assertThat(lives.withId(0).close().resetBy()).isNull();
        ConnectionRecord record = lives.withId(1);
        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(record.handshake().complete()).isTrue();
        assertThat(record.handshake().synRetransmissions()).isEqualTo(1);
        assertThat(record.clientTraffic().packets()).isEqualTo(3);
        assertThat(record.serverTraffic().packets()).isEqualTo(1);
    }

    @Test
    void bothEndsHoldItAfterASimultaneousClose() {
        var script = PacketScript.connection().established();
        var clientFin = script.client().inFlight().fin();
        var serverFin = script.server().inFlight().fin();
        script.deliver(clientFin).deliver(serverFin);
        script.client().ack();
        script.server().ack();
        somethingElseAt(script, Duration.ofSeconds(61));
        Lives lives = Lives.of(script);

        assertThat(lives.withId(0).timeWaits())
                .extracting(TimeWait::holder, TimeWait::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(SERVER, TimeWait.End.EXPIRED),
                        org.assertj.core.groups.Tuple.tuple(CLIENT, TimeWait.End.EXPIRED));
        assertThat(lives.timeWaitEvents()).hasSize(4);
    }

    @Test
    void holderWhoseAckTurnsOutToBeLostIsNotCountedUntilTheNextOne() {
        var script = PacketScript.connection().established();
        var clientFin = script.client().inFlight().fin(); // 3
        var serverFin = script.server().inFlight().fin(); // 4
        script.deliver(clientFin).deliver(serverFin);
        script.client().ack(); // 5
        script.server().droppedInNetwork().ack(); // 6
        var repeated = script.after(Duration.ofSeconds(1)).client().inFlight().retransmit(clientFin); // 1006
        script.deliver(repeated).server().ack(); // 1007

        assertThat(Lives.of(script).timeWaitEvents())
                .containsExactly(
                        "+ 10.0.0.1:40000 6",
                        "+ 10.0.0.2:80 5",
                        "- 10.0.0.1:40000 1006",
                        "+ 10.0.0.1:40000 1007",
                        "- 10.0.0.1:40000 1007",
                        "- 10.0.0.2:80 1007");
    }

    @Test
    void nobodyHoldsItWithoutTheLastAck() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        script.server().droppedInNetwork().fin();
        Lives lives = Lives.of(script);

        assertThat(lives.only().timeWaits()).isEmpty();
        assertThat(lives.timeWaitEvents()).isEmpty();
        assertThat(states(lives.only(), SERVER)).endsWith(LAST_ACK);
    }

    @Test
    void strayAfterItsEndBringsItNotBack() {
        var script = closedByClient();
        script.at(Duration.ofSeconds(62));
        script.server()
                .segment(
                        ACK_FLAG,
                        script.server().sndNxt() + 5000,
                        script.server().rcvNxt(),
                        0);
        somethingElseAt(script, Duration.ofSeconds(70));
        Lives lives = Lives.of(script);

        assertThat(lives.all()).hasSize(2);
        assertThat(only(lives.withId(0)).end()).isEqualTo(TimeWait.End.EXPIRED);
        assertThat(lives.timeWaitEvents()).containsExactly("+ 10.0.0.1:40000 5", "- 10.0.0.1:40000 60005");
    }

    @Test
    void listenerHearsOfEachEntryAndEachEndOnce() {
        var script = closedByClient();
        somethingElseAt(script, Duration.ofSeconds(1));

        assertThat(Lives.of(script).timeWaitEvents()).containsExactly("+ 10.0.0.1:40000 5", "- 10.0.0.1:40000 1000");
    }
}
