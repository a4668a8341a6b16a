package io.finwait.finding.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Explanation;
import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Local ports: how many are in use, in which order they are taken, how soon they come back. */
class PortsTest {
    @Test
    void aClientThatUsedAllPortsOfItsRangeIsNamed() throws IOException {
        HostFinding finding =
                HostsFound.inSample("ports-used-up.pcap", 40_000, 40_199).only(PortExhaustionForecast.KIND);

        assertThat(finding.message())
                .contains(
                        "200 of 200 local ports (100 % of 40000-40199)",
                        "200 of them in TIME_WAIT", "EADDRNOTAVAIL", "Cannot assign requested address");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.modelled()).isTrue();
    }

    @Test
    void theSameCountsForLittleWhereTheRangeIsLarge() throws IOException {
        assertThat(HostsFound.inSample("ports-used-up.pcap").of(PortExhaustionForecast.KIND))
                .isEmpty();
    }

    @Test
    void theExplanationHasTheWordsThatProgramsPrint() {
        assertThat(Explanation.of(PortExhaustionForecast.KIND)
                        .mentions(List.of("EADDRNOTAVAIL", "Cannot assign requested address")))
                .isTrue();
    }

    @Test
    void portsThatTheServerClosedFirstAreFreeAtOnce() throws IOException {
        assertThat(HostsFound.inSample("churn-seed.pcap", 40_000, 40_199).of(PortExhaustionForecast.KIND))
                .isEmpty();
    }

    @Test
    void portsOfAbortedConnectionsAreFreeAtOnce() {
        var script = PacketScript.empty();
        for (int i = 0; i < 400; i++) {
            var c = script.open("10.0.0.1:" + (40_000 + i % 4), Crowd.SERVER);
            c.established();
            Crowd.exchange(c);
            c.client().rstAck();
        }

        assertThat(HostsFound.in(script).of(PortExhaustionForecast.KIND)).isEmpty();
    }

    @Test
    void aRateThatThePortsDoNotAllowIsForetold() {
        HostFinding finding = HostsFound.in(closedByTheClient(4_000)).only(PortExhaustionForecast.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.message()).contains("471 a second is what the ports allow, so they run out");
    }

    @Test
    void theSameRateIsFineWherePortsAreTakenOverFromTimeWait() {
        assertThat(HostsFound.in(closedByTheClient(500)).of(PortExhaustionForecast.KIND))
                .isEmpty();
    }

    /** 4,000 connections in some six seconds, on so many ports in turn. */
    private static PacketScript closedByTheClient(int ports) {
        var script = PacketScript.empty().spacing(Duration.ofNanos(170_000));
        for (int i = 0; i < 4_000; i++) {
            var c = script.open("10.0.0.1:" + (33_000 + i % ports), Crowd.SERVER);
            c.established();
            Crowd.exchange(c);
            c.closedByClient();
        }
        return script;
    }

    @Test
    void goingOverToTheOtherHalfOfThePortsIsNamed() throws IOException {
        HostFinding finding = HostsFound.inSample("ports-used-up.pcap").only(PortParityCrossed.KIND);

        assertThat(finding.message()).contains("even ports for connections to 10.77.0.2:80 and no odd one");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void portsOfBothHalvesSideBySideAreOrdinary() {
        assertThat(HostsFound.in(Crowd.of(300, (script, c) -> c.closedByClient()))
                        .of(PortParityCrossed.KIND))
                .isEmpty();
    }

    @Test
    void portsThatOnlyOneHalfHasAreOrdinary() {
        var script = PacketScript.empty();
        for (int i = 0; i < 300; i++) {
            script.open("10.0.0.1:" + (40_000 + 2 * i), Crowd.SERVER)
                    .established()
                    .closedByClient();
        }

        assertThat(HostsFound.in(script).of(PortParityCrossed.KIND)).isEmpty();
    }

    @Test
    void portsThatComeBackSoonAreCounted() throws IOException {
        HostFinding finding = HostsFound.inCapture("kernel/s07b_tw_reuse_delay100/client.pcap")
                .only(PortReuseInterval.KIND);

        assertThat(finding.message()).contains(" took a port again 14 times for 10.", ", 100 ms to 157 ms");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void portsThatAreUsedOnceAreNotReused() {
        assertThat(HostsFound.in(Crowd.of(100, (script, c) -> c.closedByClient()))
                        .of(PortReuseInterval.KIND))
                .isEmpty();
    }
}
