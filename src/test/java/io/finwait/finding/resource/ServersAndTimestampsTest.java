package io.finwait.finding.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all connections to a service have in common: no timestamps, or SYNs that one server of several loses. */
class ServersAndTimestampsTest {

    private static PacketScript unstamped(int connections, int stamped) {
        var script = PacketScript.empty();
        for (int i = 0; i < connections; i++) {
            ScriptedConnection c = script.open(Crowd.CLIENT + (40_000 + i), Crowd.SERVER);
            if (i >= stamped) {
                c.withoutTimestamps();
            }
            c.established().closedByClient();
        }
        return script;
    }

    @Test
    void aServerThatLeavesTimestampsOutIsFound() throws IOException {
        HostFinding finding = HostsFound.inSample("no-timestamps.pcap").only(TimestampsNotNegotiated.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message())
                .startsWith("None of 24 connections to 10.77.0.2:80 uses timestamps: 24 SYNs offered them");
    }

    @Test
    void clientsThatDoNotOfferThemAreFound() {
        assertThat(HostsFound.in(unstamped(20, 0))
                        .only(TimestampsNotNegotiated.KIND)
                        .message())
                .contains("the clients' SYNs do not offer them");
    }

    @Test
    void oneThatHasThemShowsThatTheServerCan() {
        assertThat(HostsFound.in(unstamped(30, 1)).of(TimestampsNotNegotiated.KIND))
                .isEmpty();
    }

    @Test
    void fewConnectionsNeedNoTimestamps() {
        assertThat(HostsFound.in(unstamped(19, 0)).of(TimestampsNotNegotiated.KIND))
                .isEmpty();
    }

    @Test
    void headersThatWereCutShowNothing() {
        assertThat(HostsFound.in(unstamped(20, 20).snapLength(14 + 20 + 24)).of(TimestampsNotNegotiated.KIND))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"churn-seed.pcap", "redis-connection-per-request.pcap", "syn-flood.pcap"})
    void realServicesThatUseThemAreNot(String sample) throws IOException {
        assertThat(HostsFound.inSample(sample).of(TimestampsNotNegotiated.KIND)).isEmpty();
    }

    @Test
    void theServerThatLosesSynsIsFoundAmongItsNeighbours() throws IOException {
        HostFinding finding = HostsFound.inSample("uneven-backends.pcap").only(ListenerImbalance.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message())
                .startsWith(
                        "SYNs to 10.77.0.3:80 had to be sent again for 12 of 24 connections, those to the 2 servers")
                .contains("for 0 of 48");
        assertThat(finding.measurements()).containsEntry("connections_elsewhere", 48.0);
    }

    /** 20 connections to each of these servers; every {@code nth} to the first of them needs a second SYN, or to all. */
    private static PacketScript servers(int nth, boolean all, String... servers) {
        var script = PacketScript.empty();
        for (int i = 0; i < 20 * servers.length; i++) {
            int server = i % servers.length;
            ScriptedConnection c = script.open(Crowd.CLIENT + (40_000 + i), servers[server]);
            boolean loses = i / servers.length % nth == 0 && (all || server == 0);
            if (loses) {
                Sent syn = c.client().droppedInNetwork().syn();
                script.after(Duration.ofSeconds(1));
                c.client().retransmit(syn);
                c.server().synAck();
                c.client().ack();
            } else {
                c.established();
            }
            c.closedByClient();
        }
        return script;
    }

    @Test
    void oneOfThreeIsFound() {
        assertThat(HostsFound.in(servers(4, false, "10.0.0.2:80", "10.0.0.3:80", "10.0.0.4:80"))
                        .of(ListenerImbalance.KIND))
                .hasSize(1);
    }

    @Test
    void lossEverywhereIsNoImbalance() {
        assertThat(HostsFound.in(servers(4, true, "10.0.0.2:80", "10.0.0.3:80", "10.0.0.4:80"))
                        .of(ListenerImbalance.KIND))
                .isEmpty();
    }

    @Test
    void aSynNowAndThenIsChance() {
        assertThat(HostsFound.in(servers(7, false, "10.0.0.2:80", "10.0.0.3:80", "10.0.0.4:80"))
                        .of(ListenerImbalance.KIND))
                .isEmpty();
    }

    @Test
    void serversFarApartOrOnOtherPortsAreNoNeighbours() {
        assertThat(HostsFound.in(servers(4, false, "10.0.0.2:80", "10.0.1.3:80", "10.0.2.4:80"))
                        .of(ListenerImbalance.KIND))
                .isEmpty();
        assertThat(HostsFound.in(servers(4, false, "10.0.0.2:80", "10.0.0.3:81", "10.0.0.4:82"))
                        .of(ListenerImbalance.KIND))
                .isEmpty();
    }
}
