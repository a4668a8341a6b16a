package io.finwait.finding.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Connections that are made anew, kept, kept too few, or never closed. */
class ConnectionReuseTest {
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Test
    void aConnectionForEachRequestIsNamedWithWhatAPoolWouldSave() throws IOException {
        HostFinding finding =
                HostsFound.inCapture("kernel/s04a_redis_churn/client.pcap").only(NoConnectionReuse.KIND);

        assertThat(finding.message())
                .startsWith("305 connections from 10.77.7.10 to 10.77.7.20:6379 in ")
                .contains(
                        "carried one request each",
                        "A pool of 1 would have needed 1 handshake",
                        "TIME_WAIT on the client instead of 305",
                        "The client closes first");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.connectionCount()).isEqualTo(305);
    }

    @Test
    void whoeverClosesFirstIsNamed() throws IOException {
        assertThat(HostsFound.inSample("churn-seed.pcap")
                        .only(NoConnectionReuse.KIND)
                        .message())
                .contains("The server closes first");
    }

    @Test
    void churnIsSaidAsAFact() throws IOException {
        HostFinding finding = HostsFound.inSample("churn-seed.pcap").only(ConnectionChurn.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message()).contains("opened 55 connections a second", "1 request each");
    }

    @Test
    void aPoolIsHealthy() throws IOException {
        assertThat(HostsFound.inSample("redis-pooled.pcap").atLeast(Severity.LOW))
                .isEmpty();
        assertThat(HostsFound.inCapture("kernel/s05_redis_pooled/client.pcap").atLeast(Severity.INFO))
                .isEmpty();
    }

    @Test
    void fewConnectionsAreNoChurn() {
        assertThat(HostsFound.in(Crowd.of(49, (script, c) -> {
                            Crowd.exchange(c);
                            c.closedByClient();
                        }))
                        .of(NoConnectionReuse.KIND))
                .isEmpty();
    }

    @Test
    void slowComersAreNoChurn() {
        assertThat(HostsFound.in(Crowd.of(60, (script, c) -> {
                            Crowd.exchange(c);
                            c.closedByClient();
                            script.after(PAUSE);
                        }))
                        .of(ConnectionChurn.KIND))
                .isEmpty();
    }

    @Test
    void connectionsWithoutDataAreNoRequests() {
        assertThat(HostsFound.in(Crowd.of(100, (script, c) -> c.closedByClient()))
                        .of(NoConnectionReuse.KIND))
                .isEmpty();
    }

    @Test
    void severalRequestsOnEachConnectionAreReuse() {
        assertThat(HostsFound.in(Crowd.of(100, (script, c) -> {
                            Crowd.exchange(c);
                            Crowd.exchange(c);
                            c.closedByClient();
                        }))
                        .of(NoConnectionReuse.KIND))
                .isEmpty();
    }

    @Test
    void aPoolThatKeepsTooFewIsNamedInsteadOfNoReuse() throws IOException {
        HostsFound found = HostsFound.inSample("pool-too-small.pcap");

        assertThat(found.only(PoolTooSmall.KIND).message())
                .contains("kept 2 connections", "(28 requests)", "made 56 more");
        assertThat(found.of(NoConnectionReuse.KIND)).isEmpty();
    }

    @Test
    void shortConnectionsThatTheServerClosesAreNoPoolsFault() {
        var script = PacketScript.empty();
        var kept = script.open("10.0.0.1:50000", Crowd.SERVER).established();
        for (int i = 0; i < 100; i++) {
            if (i % 5 == 0) {
                Crowd.exchange(kept);
            }
            var c = script.open(Crowd.CLIENT + (40_000 + i), Crowd.SERVER).established();
            Crowd.exchange(c);
            c.closedByServer();
        }

        assertThat(HostsFound.in(script).of(PoolTooSmall.KIND)).isEmpty();
    }

    @Test
    void connectionsThatPileUpUnusedAreALeak() throws IOException {
        HostFinding finding = HostsFound.inSample("connection-leak.pcap").only(ConnectionLeak.KIND);

        assertThat(finding.message()).startsWith("10.77.0.1 opened 40 connections to 10.77.0.2:80;");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aPoolThatIsFilledAtOnceAndIdlesIsNoLeak() {
        var script = Crowd.of(40, (any, c) -> Crowd.exchange(c));
        script.after(Duration.ofSeconds(30));
        script.open("10.0.0.9:40000", Crowd.SERVER).established();

        assertThat(HostsFound.in(script).of(ConnectionLeak.KIND)).isEmpty();
    }

    @Test
    void connectionsThatAreUsedAgainAreNoLeak() {
        var script = Crowd.of(40, (any, c) -> {
            Crowd.exchange(c);
            Crowd.exchange(c);
            any.after(Duration.ofMillis(500));
        });
        script.after(Duration.ofSeconds(30));
        script.open("10.0.0.9:40000", Crowd.SERVER).established();

        assertThat(HostsFound.in(script).of(ConnectionLeak.KIND)).isEmpty();
    }

    @Test
    void connectionsIdleForHoursMayLongBeGone() {
        var script = Crowd.of(40, (any, c) -> {
            Crowd.exchange(c);
            any.after(Duration.ofMinutes(20));
        });

        assertThat(HostsFound.in(script).of(ConnectionLeak.KIND)).isEmpty();
    }
}
