package io.finwait.finding.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StuckCloseTest {

    private static PacketScript halfClosed() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().fin();
        script.server().ack();
        return script;
    }

    private static void captureGoesOn(PacketScript script, Duration gap) {
        script.after(gap);
        script.open("10.0.0.9:50000", "10.0.0.2:80").established().closedByClient();
    }

    @Test
    void aProgramThatDoesNotCloseIsFound() {
        var script = halfClosed();
        captureGoesOn(script, Duration.ofSeconds(30));
        Found found = Found.in(script);
        Finding finding = found.only(CloseWaitStuck.KIND);

        assertThat(finding.frames()).containsExactly(6L, 7L);
        assertThat(finding.message()).startsWith("The program at the server 10.0.0.2:80 has not closed 30.0 s after");
        assertThat(found.of(FinWait2Stuck.KIND)).isEmpty();
        assertThat(found.ofHosts(CloseWaitStuck.KIND)).isEmpty();
    }

    @Test
    void aFewSecondsAreFinWait2() {
        var script = halfClosed();
        captureGoesOn(script, Duration.ofSeconds(7));
        Found found = Found.in(script);

        assertThat(found.only(FinWait2Stuck.KIND).frames()).containsExactly(6L, 7L);
        assertThat(found.of(CloseWaitStuck.KIND)).isEmpty();
    }

    @Test
    void aRealServerThatTakesItsTimeIsFound() throws IOException {
        Found found = Found.inSample("fin-wait-2.pcap");

        assertThat(found.only(FinWait2Stuck.KIND).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(found.of(CloseWaitStuck.KIND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lab/fw2_halfclose.pcap", "kernel/s14_half_close/client.pcap", "kernel/s25a_fin_lost/client.pcap"
            })
    void realHalfClosesThatEndAreNothing(String capture) throws IOException {
        assertThat(Found.inPcap(capture).of(FinWait2Stuck.KIND)).isEmpty();
    }

    @Test
    void lessIsNothing() {
        var script = halfClosed();
        captureGoesOn(script, Duration.ofSeconds(4));

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void aCaptureThatEndsWithTheFinSaysNothing() {
        assertThat(Found.in(halfClosed()).ids()).isEmpty();
    }

    @Test
    void aHalfCloseInUseIsNotStuck() {
        var script = halfClosed();
        for (int i = 0; i < 5; i++) {
            script.after(Duration.ofSeconds(6)).server().data(100);
            script.client().ack();
        }
        captureGoesOn(script, Duration.ofSeconds(4));

        assertThat(Found.in(script).ids()).containsOnly("half-closed-session");
    }

    @Test
    void aFinThatNobodyAcknowledgedIsNotTheProgramsFault() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().droppedInNetwork().fin();
        captureGoesOn(script, Duration.ofSeconds(30));

        assertThat(Found.in(script).of(CloseWaitStuck.KIND)).isEmpty();
    }

    @Test
    void aFinThatTheCaptureLostIsNotMissed() {
        var script = halfClosed();
        script.server().lost().fin();
        script.client().ack();
        captureGoesOn(script, Duration.ofSeconds(30));

        assertThat(Found.in(script).of(CloseWaitStuck.KIND)).isEmpty();
    }

    @Test
    void oneDirectionOnlyCannotShowIt() {
        var script = PacketScript.connection();
        script.client().lost().syn();
        script.server().synAck();
        script.client().lost().ack();
        script.client().lost().fin();
        script.server().ack();
        captureGoesOn(script, Duration.ofSeconds(30));

        assertThat(Found.in(script).of(CloseWaitStuck.KIND)).isEmpty();
    }

    @Test
    void aConnectionWhosePortsWereUsedAgainIsNotFound() {
        var script = halfClosed();
        script.after(Duration.ofSeconds(90));
        script.reopen().established().closedByClient();

        assertThat(Found.in(script).of(CloseWaitStuck.KIND)).isEmpty();
    }

    @Test
    void aProgramThatLeaksEveryConnectionIsFoundOncePerService() throws IOException {
        Found found = Found.inSample("close-wait-leak.pcap");
        HostFinding host = found.ofHosts(CloseWaitStuck.KIND).get(0);

        assertThat(host.kind()).isEqualTo(CloseWaitStuck.KIND);
        assertThat(host.severity()).isEqualTo(Severity.HIGH);
        assertThat(host.connectionCount()).isEqualTo(40);
        assertThat(host.subject().toString()).contains("10.77.0.2:8000");
        assertThat(found.of(0, CloseWaitStuck.KIND).get(0).frames()).containsExactly(8L, 9L);
        assertThat(found.of(40, CloseWaitStuck.KIND)).isEmpty();
    }
}
