package io.finwait.finding.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FinWait2ExpiredTest {

    private static PacketScript closedFor(Duration age) {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().fin();
        script.server().ack();
        script.after(age);
        return script;
    }

    @Test
    void aLateFinThatDrawsRstIsFoundWithTheAge() {
        var script = closedFor(Duration.ofSeconds(90));
        script.server().droppedInNetwork().fin();
        script.client().ipId(0).rst();
        Finding finding = Found.in(script).only(FinWait2Expired.KIND);

        assertThat(finding.frames()).containsExactly(6L, 8L, 9L);
        assertThat(finding.message())
                .contains("1 m 30 s after its own FIN had been acknowledged", "net.ipv4.tcp_fin_timeout");
    }

    @Test
    void anEarlyOneIsNotBlamedOnTheTimer() {
        var script = closedFor(Duration.ofMillis(50));
        script.server().droppedInNetwork().fin();
        script.client().ipId(0).rst();

        assertThat(Found.in(script).only(FinWait2Expired.KIND).message()).contains("tcp_max_tw_buckets");
    }

    @Test
    void aFinThatWasAcknowledgedFirstMetTimeWait() {
        var script = closedFor(Duration.ofSeconds(5));
        Sent fin = script.server().fin();
        script.client().droppedInNetwork().ack();
        script.after(Duration.ofMillis(200)).server().droppedInNetwork().retransmit(fin);
        script.client().ipId(0).rst();

        assertThat(Found.in(script).of(FinWait2Expired.KIND)).isEmpty();
    }

    @Test
    void aFinWithDataProvesNothing() {
        var script = closedFor(Duration.ofSeconds(90));
        script.server().droppedInNetwork().finWithData(10);
        script.client().ipId(0).rst();

        assertThat(Found.in(script).of(FinWait2Expired.KIND)).isEmpty();
    }

    @Test
    void anAbortAfterTheFinIsAnotherMatter() {
        var script = closedFor(Duration.ofSeconds(5));
        script.server().droppedInNetwork().fin();
        script.client().rstAck();

        assertThat(Found.in(script).of(FinWait2Expired.KIND)).isEmpty();
    }

    @Test
    void aFinThatHadToBeRepeatedMayHaveBeenAcknowledgedUnseen() {
        var script = closedFor(Duration.ofSeconds(5));
        script.server().droppedInNetwork().fin();
        script.after(Duration.ofMillis(200)).server().droppedInNetwork().retransmit();
        script.client().ipId(0).rst();

        assertThat(Found.in(script).only(FinWait2Expired.KIND).confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aKernelsOrphanThatWasGoneIsFound() throws IOException {
        assertThat(Found.inPcap("lab/fw2_close_inorder.pcap")
                        .only(FinWait2Expired.KIND)
                        .frames())
                .containsExactly(8L, 10L, 11L);
        assertThat(Found.inSample("fin-answered-by-rst.pcap").of(FinWait2Expired.KIND))
                .hasSize(1);
    }
}
