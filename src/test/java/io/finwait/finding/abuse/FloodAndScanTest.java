package io.finwait.finding.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import io.finwait.finding.Confidence;
import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloodAndScanTest {
    @Test
    void synsThatNobodyFinishesAreAFlood() throws IOException {
        HostsFound found = HostsFound.inSample("syn-flood.pcap");
        HostFinding finding = found.only(SynFlood.KIND);

        assertThat(finding.message())
                .startsWith("400 SYNs to 10.77.0.2:80 in ")
                .contains("400 were answered with a SYN-ACK that nobody acknowledged", "2 connections opened");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.measurements().get("sources")).isBetween(380.0, 400.0);
        assertThat(found.of(PortScan.KIND)).isEmpty();
    }

    @Test
    void aServiceThatServesManyIsNotFloodedByItsFailures() {
        var script = PacketScript.empty();
        for (int i = 0; i < 300; i++) {
            var c = script.open("10.1." + (i >> 8) + "." + (i & 255) + ":40000", "10.0.0.2:80");
            c.client().syn();
            c.server().synAck();
            if (i % 2 == 0) {
                c.client().ack();
                c.client().data(100);
            }
        }

        assertThat(HostsFound.in(script).of(SynFlood.KIND)).isEmpty();
    }

    @Test
    void aClientThatTriesAServiceWhichIsDownIsNoFlood() {
        var script = PacketScript.empty();
        for (int i = 0; i < 300; i++) {
            script.open("10.0.0.1:" + (20_000 + i), "10.0.0.2:80").client().syn();
        }

        assertThat(HostsFound.in(script).of(SynFlood.KIND)).isEmpty();
    }

    @Test
    void manyClientsThatTryAServiceWhichIsDownTakeTheirTime() {
        var script = PacketScript.empty();
        for (int i = 0; i < 300; i++) {
            script.after(Duration.ofMillis(200));
            script.open("10.1." + (i >> 8) + "." + (i & 255) + ":40000", "10.0.0.2:80")
                    .client()
                    .syn();
        }

        assertThat(HostsFound.in(script).of(SynFlood.KIND)).isEmpty();
    }

    @Test
    void whereOneDirectionIsMissingAFloodIsAHint() {
        var script = PacketScript.empty();
        for (int i = 0; i < 300; i++) {
            script.open("10.1." + (i >> 8) + "." + (i & 255) + ":40000", "10.0.0.2:80")
                    .client()
                    .syn();
        }

        assertThat(HostsFound.in(script).only(SynFlood.KIND).confidence()).isEqualTo(Confidence.HINT);
    }

    @Test
    void aHalfOpenScanIsNamedWithWhatItFound() throws IOException {
        HostFinding finding =
                HostsFound.inCapture("kernel/s42_syn_scan/server.pcap").only(PortScan.KIND);

        assertThat(finding.message())
                .startsWith("10.77.87.10 tried about 20 ports of 1 host")
                .contains("17 were refused", "3 answered");
        assertThat(finding.connectionCount()).isEqualTo(20);
        assertThat(finding.connections()).hasSize(20);
    }

    @Test
    void aScanThatAFirewallSwallowsForTheMostPartIsNamed() throws IOException {
        assertThat(HostsFound.inCapture("corpus/ndpi/synscan.pcap")
                        .only(PortScan.KIND)
                        .message())
                .contains("172.16.0.8 tried about 1,0", "5 were refused", "3 answered");
    }

    @Test
    void aScanOfMorePortsThanServicesAreKeptIsCountedAsOne() {
        var script = PacketScript.empty().spacing(Duration.ofNanos(10_000));
        for (int i = 0; i < 12_000; i++) {
            var c = script.open("10.0.0.1:45000", "10.2.0." + (i % 4 + 1) + ":" + (1 + i / 4));
            c.client().syn();
            if (i % 16 == 0) {
                c.server().refuse();
            }
        }
        HostFinding finding = HostsFound.in(script).only(PortScan.KIND);

        assertThat(finding.connectionCount()).isEqualTo(12_000);
        assertThat(finding.message())
                .containsPattern("tried about (2,9|3,0)[0-9]{2} ports of about 4 hosts")
                .contains("of 12,000 attempts, 750 were refused, 11,250 not answered");
    }

    @Test
    void aScanThatNothingAnswersIsAHint() {
        assertThat(HostsFound.in(silentAttempts(110)).only(PortScan.KIND).confidence())
                .isEqualTo(Confidence.HINT);
    }

    @Test
    void someAttemptsThatNothingAnswersAreNone() {
        assertThat(HostsFound.in(silentAttempts(50)).of(PortScan.KIND)).isEmpty();
    }

    private static PacketScript silentAttempts(int ports) {
        var script = PacketScript.empty();
        for (int i = 0; i < ports; i++) {
            script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:" + (1 + i))
                    .client()
                    .syn();
        }
        return script;
    }

    @Test
    void onePortAtManyHostsIsAScan() {
        var script = PacketScript.empty();
        for (int i = 0; i < 60; i++) {
            var c = script.open("10.0.0.1:" + (40_000 + i), "10.2.0." + (i + 1) + ":22");
            c.client().syn();
            c.server().refuse();
        }

        assertThat(HostsFound.in(script).only(PortScan.KIND).message())
                .containsPattern("tried about 1 port of about (59|60|61|62) hosts");
    }

    @Test
    void aPeerToPeerProgramThatTriesAPortOfItsOwnAtEachHostIsNone() {
        var script = PacketScript.empty();
        for (int i = 0; i < 100; i++) {
            var c = script.open("10.0.0.1:" + (40_000 + i), "10.2.0." + (i + 1) + ":" + (6881 + 37 * i));
            c.client().syn();
            if (i % 3 == 0) {
                c.server().refuse();
            }
        }

        assertThat(HostsFound.in(script).of(PortScan.KIND)).isEmpty();
    }

    @Test
    void aClientThatUsesManyPortsIsNone() {
        var script = PacketScript.empty();
        for (int i = 0; i < 100; i++) {
            var c = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:" + (20_000 + i));
            c.established();
            c.client().data(100);
            c.server().data(100);
            c.closedByClient();
        }

        assertThat(HostsFound.in(script).of(PortScan.KIND)).isEmpty();
    }

    @Test
    void aRefusedServiceThatIsTriedAgainAndAgainIsNone() throws IOException {
        var script = PacketScript.empty();
        for (int i = 0; i < 200; i++) {
            var c = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
            c.client().syn();
            c.server().refuse();
        }

        assertThat(HostsFound.in(script).atLeast(Severity.LOW)).isEmpty();
        assertThat(HostsFound.inSample("refused.pcap").of(PortScan.KIND)).isEmpty();
    }

    @Test
    void aScanWithoutSynIsNamedWhetherItIsAnsweredOrNot() {
        var script = PacketScript.empty();
        for (int i = 0; i < 40; i++) {
            var c = script.open("10.0.0.1:45000", "10.0.0.2:" + (1 + i));
            c.client().segment(TcpSegment.FIN, 1000, 0, 0);
            if (i % 2 == 0) {
                c.server().rstAck();
            }
        }

        assertThat(HostsFound.in(script).only(PortScan.KIND).message()).contains("40 sent without SYN");
    }

    @Test
    void connectionsThatEndWhenTheCaptureBeginsAreNoScan() {
        for (boolean oneDirection : new boolean[] {false, true}) {
            var script = PacketScript.empty();
            for (int i = 0; i < 40; i++) {
                var c = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:6379");
                c.client().lost().syn();
                c.server().lost().synAck();
                c.client().lost().ack();
                c.client().lost().fin();
                c.server().fin();
                (oneDirection ? c.client().lost() : c.client()).ack();
            }

            assertThat(HostsFound.in(script).of(PortScan.KIND)).isEmpty();
        }
    }
}
