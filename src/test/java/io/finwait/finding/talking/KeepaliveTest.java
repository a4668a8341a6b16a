package io.finwait.finding.talking;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.finding.teardown.AbortByApplication;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepaliveTest {

    private static PacketScript idle() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().ack();
        return script;
    }

    @Test
    void probesThatAreAnsweredAreFoundWithTheirInterval() {
        var script = idle();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(75)).client().keepAliveProbe();
            script.server().ack();
        }
        Finding finding = Found.in(script).only(KeepaliveProbing.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.frames()).containsExactly(7L, 9L, 11L);
        assertThat(finding.message()).contains("3 keep-alive probes, the first two 1 m 15 s apart");
    }

    @Test
    void ofVeryManyProbesOnlySomeAreCounted() {
        var script = idle();
        for (int i = 0; i < 100; i++) {
            script.after(Duration.ofSeconds(75)).client().keepAliveProbe();
            script.server().ack();
        }

        assertThat(Found.in(script).only(KeepaliveProbing.KIND).message())
                .matches("The client .* sent at least \\d\\d keep-alive probes, the first two 1 m 15 s apart; .*");
    }

    @Test
    void twoProbesAreNotTheFirstTwo() {
        var script = idle();
        for (int i = 0; i < 2; i++) {
            script.after(Duration.ofSeconds(75)).client().keepAliveProbe();
            script.server().ack();
        }

        assertThat(Found.in(script).only(KeepaliveProbing.KIND).message())
                .contains("2 keep-alive probes, 1 m 15 s apart;");
    }

    @Test
    void probesOfAClosedWindowAreNoKeepAlives() {
        var script = idle();
        script.server().zeroWindow();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(10)).client().keepAliveProbe();
            script.server().zeroWindow();
        }

        assertThat(Found.in(script).of(KeepaliveProbing.KIND)).isEmpty();
    }

    @Test
    void aSegmentThatOvertookAnotherIsNoKeepAlive() {
        var script = idle();
        script.client().keepAliveProbe();
        script.server().ack();

        assertThat(Found.in(script).of(KeepaliveProbing.KIND)).isEmpty();
    }

    @Test
    void unansweredProbesAndARstAreADeadPeer() {
        var script = idle();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(10)).client().droppedInNetwork().keepAliveProbe();
        }
        script.after(Duration.ofSeconds(10)).client().rstAck();
        Found found = Found.in(script);

        assertThat(found.only(KeepalivePeerDead.KIND).frames()).containsExactly(7L, 8L, 9L, 10L);
        assertThat(found.of(KeepaliveProbing.KIND)).isEmpty();
        assertThat(found.of(AbortByApplication.KIND)).isEmpty();
    }

    @Test
    void anAbortAfterAnsweredProbesIsNoDeadPeer() {
        var script = idle();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(10)).client().keepAliveProbe();
            script.server().ack();
        }
        script.after(Duration.ofSeconds(10)).client().rstAck();

        assertThat(Found.in(script).of(KeepalivePeerDead.KIND)).isEmpty();
    }

    @Test
    void probesInOneDirectionOnlyProveNothing() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().lost().synAck();
        script.client().ack();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(10)).client().keepAliveProbe();
        }
        script.after(Duration.ofSeconds(10)).client().rstAck();

        assertThat(Found.in(script).of(KeepalivePeerDead.KIND)).isEmpty();
    }

    @Test
    void aKernelThatGaveUpIsFoundAlthoughThePeerSpokeAgain() throws IOException {
        Found found = Found.inPcap("lab/keepalive.pcap");

        assertThat(found.only(KeepalivePeerDead.KIND).frames()).containsExactly(12L, 13L, 14L, 15L);
        assertThat(found.of(AbortByApplication.KIND)).isEmpty();
    }

    @Test
    void answeredProbesOfAKernelAreFound() throws IOException {
        assertThat(Found.inSample("keepalive-probes.pcap")
                        .only(KeepaliveProbing.KIND)
                        .frames())
                .hasSizeGreaterThan(2);
    }
}
