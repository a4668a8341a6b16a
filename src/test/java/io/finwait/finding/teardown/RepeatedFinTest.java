package io.finwait.finding.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Found;
import io.finwait.finding.HostFinding;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepeatedFinTest {

    private static void repeats(PacketScript script, Sent fin, int times, boolean answered) {
        for (int i = 0; i < times; i++) {
            script.after(Duration.ofMillis(200L << i));
            fin.by().droppedInNetwork().retransmit(fin);
            if (answered) {
                fin.by().peer().droppedInNetwork().ack();
            }
        }
    }

    private static PacketScript inUse() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        return script;
    }

    @Test
    void aFinThatNobodyAcknowledgesIsStuckInFinWait1() {
        var script = inUse();
        repeats(script, script.client().droppedInNetwork().fin(), 5, false);
        Found found = Found.in(script);

        assertThat(found.only(FinWait1Stuck.KIND).frames()).containsExactly(6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(found.only(FinWait1Stuck.KIND).message())
                .contains("repeated its FIN 5 times over 6.20 s", "the server sent nothing at all in that time");
        assertThat(found.of(LastAckStuck.KIND)).isEmpty();
    }

    @Test
    void aFinThatIsAcknowledgedInTheEndIsNotStuck() {
        var script = inUse();
        Sent fin = script.client().droppedInNetwork().fin();
        repeats(script, fin, 4, false);
        script.after(Duration.ofSeconds(3)).client().retransmit(fin);
        script.server().ack();

        assertThat(Found.in(script).of(FinWait1Stuck.KIND)).isEmpty();
    }

    @Test
    void theSecondFinIsStuckInLastAck() {
        var script = inUse();
        script.client().fin();
        script.server().ack();
        repeats(script, script.server().droppedInNetwork().fin(), 5, false);
        Found found = Found.in(script);

        assertThat(found.only(LastAckStuck.KIND).frames()).containsExactly(8L, 9L, 10L, 11L, 12L, 13L);
        assertThat(found.only(LastAckStuck.KIND).message()).endsWith("the client did not answer.");
        assertThat(found.of(FinWait1Stuck.KIND)).isEmpty();
    }

    @Test
    void answersThatAreLostBehindThisPointAreCounted() {
        var script = inUse();
        script.client().fin();
        script.server().ack();
        Sent fin = script.server().fin();
        script.client().droppedInNetwork().ack();
        repeats(script, fin, 5, true);

        assertThat(Found.in(script).only(LastAckStuck.KIND).message())
                .contains("the client answered at least 6 times (first in frame 9)");
    }

    @Test
    void aLossThatIsMendedIsNotStuck() {
        var script = inUse();
        script.client().fin();
        script.server().ack();
        Sent fin = script.server().droppedInNetwork().fin();
        script.after(Duration.ofMillis(200)).server().droppedInNetwork().retransmit(fin);
        script.after(Duration.ofMillis(400)).server().retransmit(fin);
        script.client().ack();

        assertThat(Found.in(script).ids()).containsOnly("fin-retransmitted");
    }

    @Test
    void aFinThatDrawsRstIsAnotherMatter() {
        var script = inUse();
        script.client().fin();
        script.server().ack();
        repeats(script, script.server().droppedInNetwork().fin(), 5, false);
        script.client().ipId(0).rst();

        assertThat(Found.in(script).of(LastAckStuck.KIND)).isEmpty();
    }

    @Test
    void finsCapturedTwiceAreNotRepeated() {
        var script = inUse();
        script.client().fin();
        script.server().ack();
        Sent fin = script.server().fin();
        script.captureAgain(fin).captureAgain(fin).captureAgain(fin).captureAgain(fin);
        script.client().ack();

        assertThat(Found.in(script).of(LastAckStuck.KIND)).isEmpty();
    }

    @Test
    void realKernelsAreFoundStuck() throws IOException {
        assertThat(Found.inPcap("lab/fw1_data_dead.pcap")
                        .only(FinWait1Stuck.KIND)
                        .frames())
                .containsExactly(9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L);
        assertThat(Found.inPcap("kernel/s12a_stuck_last_ack/server.pcap")
                        .only(LastAckStuck.KIND)
                        .frames())
                .containsExactly(13L, 15L, 17L, 18L, 19L, 20L);
        assertThat(Found.inPcap("kernel/s10c_last_ack_lost_twice/client.pcap").of(LastAckStuck.KIND))
                .isEmpty();
        assertThat(Found.inPcap("kernel/s25a_fin_lost/client.pcap").of(FinWait1Stuck.KIND))
                .isEmpty();
    }

    @Test
    void manyOfThemAreOfTheHost() throws IOException {
        HostFinding host =
                Found.inSample("last-ack-stuck.pcap").ofHosts(LastAckStuck.KIND).get(0);

        assertThat(host.kind()).isEqualTo(LastAckStuck.KIND);
        assertThat(host.connectionCount()).isEqualTo(20);
        assertThat(host.message()).startsWith("20 sockets of the server 10.77.0.2:80 got stuck in LAST_ACK");
    }
}
