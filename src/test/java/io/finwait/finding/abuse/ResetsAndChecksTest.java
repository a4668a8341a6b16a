package io.finwait.finding.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResetsAndChecksTest {
    @Test
    void manyConnectionsInUseThatAreResetAreAStorm() throws IOException {
        assertThat(HostsFound.inCapture("kernel/s30_mix/client.pcap").of(ResetStorm.KIND))
                .extracting(HostFinding::message)
                .anyMatch(text -> text.startsWith("60 of 60 connections to 10.77.71.20:8003")
                        && text.contains("0 by a RST of the client, 60 of the server"));
    }

    @Test
    void aTwentiethOfConnectionsIsNoStorm() throws IOException {
        assertThat(HostsFound.inSample("churn-seed.pcap").of(ResetStorm.KIND)).isEmpty();
    }

    @Test
    void refusalsAreNoStorm() {
        assertThat(HostsFound.in(many(200, Duration.ofMillis(1), c -> {
                            c.client().syn();
                            c.server().refuse();
                        }))
                        .of(ResetStorm.KIND))
                .isEmpty();
    }

    @Test
    void checksThatEndInRstAreNoStorm() {
        assertThat(HostsFound.in(many(200, Duration.ofMillis(1), c -> {
                            c.established();
                            c.client().rstAck();
                        }))
                        .of(ResetStorm.KIND))
                .isEmpty();
    }

    @Test
    void resetsThatComeNowAndThenAreNoStorm() {
        assertThat(HostsFound.in(many(100, Duration.ofSeconds(1), c -> {
                            c.established();
                            c.client().data(100);
                            c.server().rstAck();
                        }))
                        .of(ResetStorm.KIND))
                .isEmpty();
    }

    @Test
    void connectionsWithoutDataAtEvenIntervalsAreHealthChecks() throws IOException {
        HostsFound found = HostsFound.inSample("health-checks.pcap");
        HostFinding finding = found.only(HealthCheck.KIND);

        assertThat(finding.message())
                .startsWith("10.77.0.1 connected to 10.77.0.2:80 every 50")
                .contains("8 times");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(found.atLeast(Severity.LOW)).isEmpty();
    }

    @Test
    void checksThatEndInRstAreHealthChecksToo() {
        assertThat(HostsFound.in(many(10, Duration.ofSeconds(2), c -> {
                            c.established();
                            c.client().rstAck();
                        }))
                        .of(HealthCheck.KIND))
                .hasSize(1);
    }

    @Test
    void aServerThatClosesAtOnceMakesNoHealthCheck() {
        assertThat(HostsFound.in(many(
                                10, Duration.ofSeconds(2), c -> c.established().closedByServer()))
                        .of(HealthCheck.KIND))
                .isEmpty();
    }

    @Test
    void intervalsOfAllLengthsAreNoHealthCheck() {
        var script = PacketScript.empty();
        for (int i = 0; i < 10; i++) {
            script.after(Duration.ofMillis(500L + 700L * i));
            script.open("10.0.0.1:" + (40_000 + i), "10.0.0.2:80").established().closedByClient();
        }

        assertThat(HostsFound.in(script).of(HealthCheck.KIND)).isEmpty();
    }

    private static PacketScript many(int connections, Duration apart, Consumer<ScriptedConnection> story) {
        var script = PacketScript.empty();
        for (int i = 0; i < connections; i++) {
            script.after(apart);
            story.accept(script.open("10.0.0.1:" + (30_000 + i), "10.0.0.2:80"));
        }
        return script;
    }
}
