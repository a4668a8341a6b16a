package io.finwait.finding.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.FindingGroup;
import io.finwait.finding.Found;
import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several hosts behind one address: their clocks, and their ports. */
class SharedAddressTest {
    @Test
    void clocksThatTakeTurnsAreHosts() throws IOException {
        HostFinding finding =
                HostsFound.inCapture("kernel/s22a_nat_control/server.pcap").only(NatMultipleClocks.KIND);

        assertThat(finding.message()).contains("10.77.55.130", "lie on 2 lines");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void offsetsThatEachConnectionHasAnewAreNoClocks() throws IOException {
        assertThat(HostsFound.inCapture("lab/tsoff.pcap").of(NatMultipleClocks.KIND))
                .isEmpty();
        assertThat(HostsFound.inSample("churn-seed.pcap").of(NatMultipleClocks.KIND))
                .isEmpty();
    }

    @Test
    void aHostThatIsStartedAnewIsStillOne() {
        var script = PacketScript.empty();
        for (int i = 0; i < 12; i++) {
            var c = script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80");
            c.client().clock(i < 6 ? 900_000_000 : 1000);
            c.established().closedByClient();
        }

        assertThat(HostsFound.in(script).of(NatMultipleClocks.KIND)).isEmpty();
    }

    @Test
    void aPortGivenToAnotherHostTooSoonIsNamed() throws IOException {
        List<FindingGroup> groups =
                HostsFound.inCapture("kernel/s09c_nat_paws_tw/server.pcap").groups(SnatPortClash.KIND);

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(groups.get(0).examples().get(0).message())
                .contains("met the TIME_WAIT of connection #0", "ticks older", "the repeated SYN was let in")
                .contains("another host has this port now, or another connection of the same host");
    }

    @Test
    void aReuseThatTheServerLetInIsNoClash() throws IOException {
        assertThat(HostsFound.inSample("time-wait-reuse.pcap").groups(SnatPortClash.KIND))
                .isEmpty();
        assertThat(HostsFound.inCapture("kernel/s08a_syn_hits_server_tw_ts/server.pcap")
                        .groups(SnatPortClash.KIND))
                .isEmpty();
    }

    @Test
    void aSynThatIsRefusedForItsNumberAloneIsNoClash() throws IOException {
        assertThat(HostsFound.inCapture("kernel/s09a_syn_rejected_by_tw/server.pcap")
                        .groups(SnatPortClash.KIND))
                .isEmpty();
    }

    @Test
    void anOlderTimestampThatIsLetInAllTheSameIsNoClash() {
        var script = PacketScript.connection().established();
        script.first().closedByServer();
        script.after(Duration.ofSeconds(2));
        var next = script.reopen();
        next.client().clock(1000);
        next.established();

        assertThat(Found.in(script).of(SnatPortClash.KIND)).isEmpty();
    }
}
