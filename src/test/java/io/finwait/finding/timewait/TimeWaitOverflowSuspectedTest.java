package io.finwait.finding.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.flow.IpAddress;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports that a client comes back to while the server should hold TIME_WAIT for them: some are held, some are not. */
class TimeWaitOverflowSuspectedTest {
    private static final String CLIENT = "10.0.0.1:";
    private static final String SERVER = "10.0.0.2:80";

    private final PacketScript script = PacketScript.empty();
    private final List<ScriptedConnection> closed = new ArrayList<>();

    /** So many connections that the server closed first, on ports from 40000 on, a second apart. */
    private void closedByServer(int connections) {
        for (int i = 0; i < connections; i++) {
            ScriptedConnection c = script.open(CLIENT + (40_000 + i), SERVER);
            c.established();
            c.closedByServer();
            closed.add(c);
            script.after(Duration.ofSeconds(1));
        }
    }

    /** The next connection on that port, let in with a number of Linux's TIME_WAIT or with another one. */
    private ScriptedConnection comesBack(int port, boolean met) {
        ScriptedConnection old = closed.get(port);
        int step = met ? TimeWaitReopenedByServer.LINUX_ISN_STEP : 12_345_678;
        return script.open(CLIENT + (40_000 + port), SERVER)
                .isns(old.client().sndNxt() + 1_000, old.server().sndNxt() + step);
    }

    private void meets(int port, boolean met) {
        comesBack(port, met).established();
        script.after(Duration.ofSeconds(1));
    }

    private List<HostFinding> found() {
        return HostsFound.in(script).of(TimeWaitOverflowSuspected.KIND);
    }

    @Test
    void timeWaitsThatAreGoneWhileAnOlderOneIsThereShowAFullTable() {
        closedByServer(4);
        meets(1, false);
        meets(2, false);
        meets(3, false);
        meets(0, true);

        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(finding.subject()).isEqualTo(new Subject.Host(IpAddress.parse("10.0.0.2")));
            assertThat(finding.connections()).containsExactly(4, 5, 6);
            assertThat(finding.message())
                    .contains(
                            "Of 4 connections",
                            "1 met it and 3 did not",
                            "connection 4 should have met was gone after 3.0")
                    .contains("the one that connection 7 met had begun before");
        });
    }

    @Test
    void realKernelsWithAFullTableShowIt() throws IOException {
        HostFinding finding = HostsFound.inSample("time-wait-overflow.pcap").only(TimeWaitOverflowSuspected.KIND);

        assertThat(finding.measurements().get("time_waits_missing")).isGreaterThanOrEqualTo(3);
        assertThat(finding.measurements().get("time_waits_met")).isGreaterThanOrEqualTo(12);
        assertThat(finding.frames()).isNotEmpty();
    }

    @Test
    void twoAreNotEnough() {
        closedByServer(3);
        meets(1, false);
        meets(2, false);
        meets(0, true);

        assertThat(found()).isEmpty();
    }

    @Test
    void aTimerThatIsShorterTakesTheOldestFirst() {
        closedByServer(6);
        meets(0, false);
        meets(1, false);
        meets(2, false);
        meets(4, true);
        meets(5, true);

        assertThat(found()).isEmpty();
    }

    @Test
    void aRestartTakesAllAtOnce() {
        closedByServer(6);
        meets(0, false);
        meets(1, false);
        meets(2, false);
        meets(3, false);
        ScriptedConnection later = script.open(CLIENT + 41_000, SERVER);
        later.established();
        later.closedByServer();
        closed.add(later);
        script.after(Duration.ofSeconds(20));
        script.open(CLIENT + 41_000, SERVER)
                .isns(
                        later.client().sndNxt() + 1_000,
                        later.server().sndNxt() + TimeWaitReopenedByServer.LINUX_ISN_STEP)
                .established();

        assertThat(found()).isEmpty();
    }

    @Test
    void aServerOfAnotherSystemNeverGoesOnFromTheOldNumber() {
        closedByServer(6);
        for (int port = 5; port >= 0; port--) {
            meets(port, false);
        }

        assertThat(found()).isEmpty();
    }

    @Test
    void severalServersBehindOneAddressHaveClocksOfTheirOwn() {
        closedByServer(4);
        for (int port = 1; port <= 3; port++) {
            ScriptedConnection other = comesBack(port, false);
            other.server().clock(77_000_000);
            other.established();
            script.after(Duration.ofSeconds(1));
        }
        meets(0, true);

        assertThat(found()).isEmpty();
    }

    @Test
    void withoutTimestampsNobodyKnowsWhetherItIsOneHost() {
        closedByServer(4);
        for (int port = 1; port <= 3; port++) {
            comesBack(port, false).withoutTimestamps().established();
            script.after(Duration.ofSeconds(1));
        }
        meets(0, true);

        assertThat(found()).isEmpty();
    }

    @Test
    void aTimeWaitThatRefusedTheSynFirstWasThere() {
        closedByServer(4);
        for (int port = 1; port <= 3; port++) {
            ScriptedConnection next = comesBack(port, false);
            next.client().droppedInNetwork().syn();
            closed.get(port).server().ipId(0).ack();
            closed.get(port).client().segment(0x04, closed.get(port).server().rcvNxt(), 0, 0);
            script.after(Duration.ofMillis(10));
            next.client().retransmit();
            next.server().synAck();
            next.client().ack();
            script.after(Duration.ofSeconds(1));
        }
        meets(0, true);

        assertThat(found()).isEmpty();
    }

    @Test
    void aSynThatWasRepeatedMayHaveBeenRefusedUnseen() {
        closedByServer(4);
        for (int port = 1; port <= 3; port++) {
            ScriptedConnection next = comesBack(port, false);
            next.client().droppedInNetwork().syn();
            script.after(Duration.ofMillis(10));
            next.client().retransmit();
            next.server().synAck();
            next.client().ack();
            script.after(Duration.ofSeconds(1));
        }
        meets(0, true);

        assertThat(found()).isEmpty();
    }

    @Test
    void aConnectionThatTheClientClosedFirstLeavesTheServerNone() {
        for (int i = 0; i < 4; i++) {
            ScriptedConnection c = script.open(CLIENT + (40_000 + i), SERVER);
            c.established();
            c.closedByClient();
            closed.add(c);
            script.after(Duration.ofSeconds(1));
        }
        meets(1, false);
        meets(2, false);
        meets(3, false);
        meets(0, true);

        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"churn-seed.pcap", "time-wait-reuse.pcap", "nat-time-wait.pcap", "refusal-filtered.pcap"})
    void serversThatHaveRoomShowNothing(String sample) throws IOException {
        assertThat(HostsFound.inSample(sample).of(TimeWaitOverflowSuspected.KIND))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel/s11a_tw_destroyed_max0/server.pcap",
                "kernel/s30_mix/client.pcap",
                "lab/tw_reopen_server.pcap"
            })
    void otherKernelsCapturesShowNothing(String capture) throws IOException {
        assertThat(HostsFound.inCapture(capture).of(TimeWaitOverflowSuspected.KIND))
                .isEmpty();
    }
}
