package io.finwait.finding.talking;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ZeroWindowCloseStallTest {

    private static PacketScript stalled() {
        var script = PacketScript.connection().established();
        script.client().data(1000);
        script.server().zeroWindow();
        for (int i = 0; i < 4; i++) {
            script.after(Duration.ofSeconds(1)).client().keepAliveProbe();
            script.server().zeroWindow();
        }
        return script;
    }

    @Test
    void aStallThatEndsInRstIsFound() {
        var script = stalled();
        script.after(Duration.ofSeconds(2)).server().rstAck();
        Finding finding = Found.in(script).only(ZeroWindowCloseStall.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.frames()).containsExactly(5L, 12L, 14L);
    }

    @Test
    void aFinThatComesWithTheRestOfTheDataIsLow() {
        var script = stalled();
        script.after(Duration.ofSeconds(1)).server().ack();
        script.client().data(1000);
        script.client().fin();
        script.server().ack();
        script.server().fin();
        script.client().ack();

        assertThat(Found.in(script).only(ZeroWindowCloseStall.KIND).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void aConnectionThatGoesOnAfterTheStallIsNotFound() {
        var script = stalled();
        script.after(Duration.ofSeconds(1)).server().ack();
        script.client().data(1000);
        script.server().data(10);
        script.after(Duration.ofSeconds(1));
        script.first().closedByClient();

        assertThat(Found.in(script).of(ZeroWindowCloseStall.KIND)).isEmpty();
    }

    @Test
    void aWindowThatClosesForAMomentIsNotFound() {
        var script = PacketScript.connection().established();
        script.client().data(1000);
        script.server().zeroWindow();
        script.after(Duration.ofMillis(200)).client().keepAliveProbe();
        script.server().ack();
        script.client().data(1000);
        script.first().closedByClient();

        assertThat(Found.in(script).of(ZeroWindowCloseStall.KIND)).isEmpty();
    }

    @Test
    void theKernelsStallsAreFound() throws IOException {
        assertThat(Found.inPcap("lab/zw_close.pcap")
                        .only(ZeroWindowCloseStall.KIND)
                        .severity())
                .isEqualTo(Severity.MEDIUM);
        assertThat(Found.inPcap("kernel/s41a_zero_window/client.pcap")
                        .only(ZeroWindowCloseStall.KIND)
                        .severity())
                .isEqualTo(Severity.LOW);
    }
}
