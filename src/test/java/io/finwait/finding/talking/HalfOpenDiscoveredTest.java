package io.finwait.finding.talking;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HalfOpenDiscoveredTest {

    private static PacketScript inUse() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().ack();
        script.after(Duration.ofSeconds(3));
        return script;
    }

    @Test
    void aHostThatForgotAConnectionInUseIsFound() {
        var script = inUse();
        script.client().droppedInNetwork().data(50);
        script.server().ipId(0).rst();
        Finding finding = Found.in(script).only(HalfOpenDiscovered.KIND);

        assertThat(finding.frames()).containsExactly(5L, 7L, 8L);
        assertThat(finding.message())
                .startsWith("The server 10.0.0.2:80 answered a segment of the client 10.0.0.1:40000 with RST");
    }

    @Test
    void aProgramThatAbortsIsNoForgetfulHost() {
        var script = inUse();
        script.client().data(50);
        script.server().rstAck();

        assertThat(Found.in(script).of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aRstAfterAnAbortIsNoDiscovery() {
        var script = inUse();
        script.server().rstAck();
        script.client().droppedInNetwork().data(50);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aRstAfterAFinIsNoDiscovery() {
        var script = inUse();
        script.server().fin();
        script.client().ack();
        script.client().droppedInNetwork().data(50);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aFinThatTheCaptureLostIsNotOverlooked() {
        var script = inUse();
        script.server().lost().fin();
        script.client().ack();
        script.client().droppedInNetwork().data(50);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aServerThatNeverSpokeMayHaveRefused() {
        var script = PacketScript.connection().established();
        script.client().droppedInNetwork().data(50);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aRstOverAnotherNumberOfHopsIsNotThatHosts() {
        var script = inUse();
        script.client().droppedInNetwork().data(50);
        script.server().ttl(58).ipId(0).rst();

        assertThat(Found.in(script).of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aConnectionThatBeganBeforeTheCaptureMayHaveBeenClosedBefore() {
        var script = PacketScript.connection().establishedBefore();
        script.client().data(100);
        script.server().data(200);
        script.client().droppedInNetwork().data(50);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aServerThatLostTheConnectionIsFound() throws IOException {
        assertThat(Found.inPcap("lab/halfopen_srv.pcap")
                        .only(HalfOpenDiscovered.KIND)
                        .frames())
                .containsExactly(6L, 8L, 9L);
    }

    @Test
    void aClientThatUsesThePortAgainIsLeftToAnotherRule() throws IOException {
        assertThat(Found.inPcap("lab/halfopen.pcap").of(HalfOpenDiscovered.KIND))
                .isEmpty();
    }
}
