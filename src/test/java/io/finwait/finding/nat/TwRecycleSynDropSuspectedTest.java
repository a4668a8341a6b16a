package io.finwait.finding.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwRecycleSynDropSuspectedTest {
    private static final int AHEAD = 900_000_000;
    private static final int BEHIND = 4_000_000;
    private static final Duration SOON = Duration.ofMillis(100);

    /** Two hosts take turns behind one address; the server closes first. */
    private static final class Nat {
        final PacketScript script = PacketScript.empty();
        private int port = 40_000;

        /** A connection of a host with this clock, which the server closes first. */
        Nat served(int clock) {
            script.after(SOON);
            var c = script.open("10.0.0.1:" + port++, "10.0.0.2:80");
            c.client().clock(clock);
            c.established();
            c.closedByServer();
            return this;
        }

        /** SYNs of a host with this clock that get no answer. */
        Nat dropped(int clock) {
            script.after(SOON);
            var c = script.open("10.0.0.1:" + port++, "10.0.0.2:80");
            c.client().clock(clock);
            c.client().syn();
            script.after(Duration.ofSeconds(1));
            c.client().retransmit();
            return this;
        }

        HostsFound found() {
            return HostsFound.in(script);
        }
    }

    @Test
    void synsBehindTheNewestTimestampThatAServerDropsAreNamed() throws IOException {
        HostFinding finding =
                HostsFound.inCapture("kernel/s21a_nat_tw_recycle/server.pcap").only(TwRecycleSynDropSuspected.KIND);

        assertThat(finding.message())
                .startsWith("Server 10.77.53.200 answered none of 29 SYNs (7 connections) from 10.77.53.130")
                .contains("tcp_tw_recycle", "At least 2 clocks");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.connections()).containsExactly(2, 5, 8, 12, 15, 19, 22);
        assertThat(finding.frames()).contains(21L, 88L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "lan", "clientA", "clientB"})
    void natWhoseSynsAllGetThroughIsNoDrop(String point) throws IOException {
        HostsFound found = HostsFound.inCapture("kernel/s22a_nat_control/" + point + ".pcap");

        assertThat(found.atLeast(Severity.LOW)).isEmpty();
    }

    @Test
    void aScriptOfItIsNamedToo() {
        HostFinding finding = new Nat()
                .served(AHEAD)
                .dropped(BEHIND)
                .served(AHEAD)
                .served(AHEAD)
                .dropped(BEHIND)
                .found()
                .only(TwRecycleSynDropSuspected.KIND);

        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.connectionCount()).isEqualTo(2);
    }

    @Test
    void oneOlderSynThatIsAnsweredInBetweenClearsTheServer() {
        assertThat(new Nat()
                        .served(AHEAD)
                        .dropped(BEHIND)
                        .served(AHEAD)
                        .served(BEHIND)
                        .served(AHEAD)
                        .dropped(BEHIND)
                        .found()
                        .of(TwRecycleSynDropSuspected.KIND))
                .isEmpty();
    }

    @Test
    void lossThatHitsNewerTimestampsAsWellIsLoss() {
        assertThat(new Nat()
                        .served(AHEAD)
                        .dropped(BEHIND)
                        .served(AHEAD)
                        .dropped(AHEAD)
                        .served(AHEAD)
                        .dropped(BEHIND)
                        .found()
                        .of(TwRecycleSynDropSuspected.KIND))
                .isEmpty();
    }

    @Test
    void aServerThatAnswersNobodyIsDown() {
        assertThat(new Nat()
                        .served(AHEAD)
                        .dropped(BEHIND)
                        .dropped(BEHIND)
                        .dropped(BEHIND)
                        .found()
                        .of(TwRecycleSynDropSuspected.KIND))
                .isEmpty();
    }

    @Test
    void aSingleDroppedConnectionProvesNothing() {
        assertThat(new Nat()
                        .served(AHEAD)
                        .dropped(BEHIND)
                        .served(AHEAD)
                        .served(AHEAD)
                        .found()
                        .of(TwRecycleSynDropSuspected.KIND))
                .isEmpty();
    }

    @Test
    void afterAMinuteAnOlderTimestampIsForgotten() {
        var nat = new Nat().served(AHEAD).served(AHEAD);
        nat.script.after(Duration.ofSeconds(70));
        nat.dropped(BEHIND).dropped(BEHIND);
        nat.served(AHEAD);

        assertThat(nat.found().of(TwRecycleSynDropSuspected.KIND)).isEmpty();
    }

    @Test
    void timestampsAreComparedAcrossTheWrap() {
        int beforeWrap = 0xFFFF_FF00;
        assertThat(new Nat()
                        .served(beforeWrap)
                        .dropped(beforeWrap + 5000) // newer, though a smaller number
                        .served(beforeWrap)
                        .served(beforeWrap)
                        .dropped(beforeWrap + 5000)
                        .found()
                        .of(TwRecycleSynDropSuspected.KIND))
                .isEmpty();
    }

    @Test
    void whereTheClientClosesFirstTheServerRemembersNothing() {
        var script = PacketScript.empty();
        for (int i = 0; i < 6; i++) {
            var c = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
            c.client().clock(i % 2 == 0 ? AHEAD : BEHIND);
            if (i % 2 == 0) {
                c.established();
                c.closedByClient();
            } else {
                c.client().syn();
                c.client().retransmit();
            }
        }

        assertThat(HostsFound.in(script).of(TwRecycleSynDropSuspected.KIND)).isEmpty();
    }
}
