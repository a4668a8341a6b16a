package io.finwait.finding.talking;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.finding.teardown.DataAfterClose;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeepaliveRaceTest {

    private static final Duration IDLE = Duration.ofSeconds(5);

    /** A server that answers one request and closes after {@link #IDLE}. */
    private static PacketScript idleServer() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().ack();
        script.after(IDLE);
        return script;
    }

    @Test
    void aRequestThatCrossesTheFinIsFound() {
        var script = idleServer();
        Sent fin = script.server().inFlight().fin();
        script.client().droppedInNetwork().data(100);
        script.deliver(fin);
        script.server().ipId(0).rst();
        Finding finding = Found.in(script).only(KeepaliveRace.KIND);

        assertThat(finding.frames()).containsExactly(7L, 8L, 9L);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.message())
                .isEqualTo(
                        "The server 10.0.0.2:80 closed after 5.00 s without a request (frame 7); the client 10.0.0.1:40000"
                                + " sent its next request in frame 8, 1.00 ms after that FIN passed here, and got RST (frame 9).");
    }

    @Test
    void aRequestThatLeftBeforeTheFinIsFoundNearTheClientToo() {
        var script = idleServer();
        script.client().inFlight().data(100);
        script.server().fin();
        script.server().ipId(0).rst();

        assertThat(Found.in(script).only(KeepaliveRace.KIND).message()).contains("1.00 ms before that FIN passed here");
    }

    @Test
    void aClientThatUsesAConnectionWhoseFinItAcknowledgedIsNamed() {
        var script = idleServer();
        script.server().fin();
        script.client().ack();
        script.after(Duration.ofSeconds(1)).client().droppedInNetwork().data(100);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).only(KeepaliveRace.KIND).message()).contains("after it had acknowledged it");
    }

    @Test
    void aFinRightBehindTheAnswerIsNoIdleClose() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        Sent fin = script.server().inFlight().fin();
        script.client().droppedInNetwork().data(100);
        script.deliver(fin);
        script.server().ipId(0).rst();
        Found found = Found.in(script);

        assertThat(found.of(KeepaliveRace.KIND)).isEmpty();
        assertThat(found.of(DataAfterClose.KIND)).hasSize(1);
    }

    @Test
    void aGoodByeThatCrossesTheFinIsNoRequest() {
        var script = idleServer();
        Sent fin = script.server().inFlight().fin();
        script.client().droppedInNetwork().data(31);
        script.client().droppedInNetwork().fin();
        script.deliver(fin);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).of(KeepaliveRace.KIND)).isEmpty();
    }

    @Test
    void aRequestThatTheServerStillTookIsNoRace() {
        var script = idleServer();
        script.server().fin();
        script.client().data(100);
        script.server().ack();
        script.client().fin();
        script.server().ack();

        assertThat(Found.in(script).of(KeepaliveRace.KIND)).isEmpty();
    }

    @Test
    void aClientThatClosesAnIdleConnectionItselfIsNoRace() {
        var script = idleServer();
        script.first().closedByClient();

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void withoutTheClientsSideThereIsNoRace() {
        var script = PacketScript.connection();
        script.client().lost().syn();
        script.server().synAck();
        script.client().lost().data(100);
        script.server().data(200);
        script.after(IDLE).server().fin();
        script.client().lost().data(100);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).of(KeepaliveRace.KIND)).isEmpty();
    }

    @Test
    void nginxIsCaughtInItFromBothEnds() throws IOException {
        Found atClient = Found.inPcap("kernel/s23a_keepalive_race_nginx/client.pcap");
        Found atServer = Found.inPcap("kernel/s23a_keepalive_race_nginx/server.pcap");

        assertThat(atClient.of(KeepaliveRace.KIND)).hasSize(4);
        assertThat(atServer.of(KeepaliveRace.KIND)).hasSize(4);
        assertThat(atClient.of(2, KeepaliveRace.KIND).get(0).frames()).containsExactly(33L, 34L, 36L);
        assertThat(atServer.of(2, KeepaliveRace.KIND).get(0).frames()).containsExactly(33L, 34L, 35L);
    }
}
