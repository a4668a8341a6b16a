package io.finwait.finding.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Found;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Subject;
import io.finwait.testing.PacketScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MiddleboxIdleTimeoutTest {

    private static final Duration ANSWER = Duration.ofMillis(1);

    private static void idle(PacketScript script, int port, Duration silence, boolean survives) {
        var connection = script.open("10.0.0.1:" + port, "10.0.0.2:80");
        connection.established();
        connection.client().data(100);
        connection.server().data(200);
        script.after(silence);
        if (survives) {
            connection.client().data(100);
            connection.server().data(200);
            connection.closedByClient();
        } else {
            connection.client().droppedInNetwork().data(100);
            script.after(ANSWER);
            connection.server().ipId(0).rst();
        }
    }

    @Test
    void theTimerLiesBetweenWhatWasSurvivedAndWhatWasNot() {
        var script = PacketScript.empty();
        idle(script, 40000, Duration.ofSeconds(340), true);
        idle(script, 40001, Duration.ofMinutes(6), false);
        idle(script, 40002, Duration.ofSeconds(400), false);
        HostFinding finding =
                Found.in(script).ofHosts(MiddleboxIdleTimeout.KIND).get(0);

        assertThat(finding.kind()).isEqualTo(MiddleboxIdleTimeout.KIND);
        assertThat(finding.subject()).isInstanceOf(Subject.Service.class);
        assertThat(finding.connections()).containsExactly(1, 2);
        assertThat(finding.message())
                .isEqualTo(
                        "2 connections to 10.0.0.2:80 did not survive a silence of 6 m 00 s or more (RST), while silences"
                                + " of up to 5 m 40 s were survived: the idle timer lies between.");
    }

    @Test
    void aLongerSilenceThatWasSurvivedSaysThatThereIsNoTimer() {
        var script = PacketScript.empty();
        idle(script, 40000, Duration.ofSeconds(500), true);
        idle(script, 40001, Duration.ofMinutes(6), false);
        idle(script, 40002, Duration.ofSeconds(400), false);

        assertThat(Found.in(script).ofHosts(MiddleboxIdleTimeout.KIND)).isEmpty();
    }

    @Test
    void oneConnectionMayHaveDiedOfAnything() {
        var script = PacketScript.empty();
        idle(script, 40000, Duration.ofMinutes(1), true);
        idle(script, 40001, Duration.ofMinutes(6), false);

        assertThat(Found.in(script).ofHosts(MiddleboxIdleTimeout.KIND)).isEmpty();
    }
}
