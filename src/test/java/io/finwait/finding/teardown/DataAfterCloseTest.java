package io.finwait.finding.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DataAfterCloseTest {

    /** The client has closed, and the server knows. */
    private static PacketScript closed() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().fin();
        script.server().ack();
        return script;
    }

    @Test
    void dataToAPeerThatHasClosedIsFound() {
        var script = closed();
        script.after(Duration.ofSeconds(2)).server().droppedInNetwork().data(500);
        script.client().ipId(0).rst();
        Finding finding = Found.in(script).only(DataAfterClose.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.frames()).containsExactly(6L, 8L, 9L);
        assertThat(finding.message())
                .isEqualTo(
                        "The client 10.0.0.1:40000 closed (frame 6); the server 10.0.0.2:80 still sent 500 octets that nobody"
                                + " read, the last of them 2.00 s later (frame 8), and got RST (frame 9).");
    }

    @Test
    void aClientThatWalksAwayFromAnAnswerOnItsWayIsLow() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        Sent fin = script.client().inFlight().fin();
        script.server().droppedInNetwork().data(5000);
        script.deliver(fin);
        script.client().ipId(0).rst();
        Finding finding = Found.in(script).only(DataAfterClose.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
    }

    @Test
    void aRequestThatAServerNoLongerReadsIsMedium() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.server().fin();
        script.client().ack();
        script.client().droppedInNetwork().data(500);
        script.server().ipId(0).rst();

        assertThat(Found.in(script).only(DataAfterClose.KIND).severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aGoodByeThatAServerNoLongerReadsIsLow() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.server().fin();
        script.client().ack();
        script.client().droppedInNetwork().data(150);
        script.client().droppedInNetwork().fin();
        script.server().ipId(0).rst();

        assertThat(Found.in(script).only(DataAfterClose.KIND).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void aHalfCloseThatIsReadToItsEndIsNotFound() {
        var script = closed();
        script.after(Duration.ofSeconds(2)).server().data(500);
        script.client().ack();
        script.server().fin();
        script.client().ack();
        Found found = Found.in(script);

        assertThat(found.of(DataAfterClose.KIND)).isEmpty();
        assertThat(found.only(HalfClosedSession.KIND).frames()).containsExactly(6L, 8L);
    }

    @Test
    void aRstThatAnswersTheBareFinIsAnotherMatter() {
        var script = closed();
        script.after(Duration.ofSeconds(5)).server().droppedInNetwork().fin();
        script.client().ipId(0).rst();

        assertThat(Found.in(script).of(DataAfterClose.KIND)).isEmpty();
    }

    @Test
    void dataBeforeTheFinThatIsAcknowledgedIsNotFound() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().fin();
        script.client().rstAck();

        assertThat(Found.in(script).of(DataAfterClose.KIND)).isEmpty();
    }

    @Test
    void anEarlierConnectionOnTheSamePortsHasNoPartInIt() {
        var script = PacketScript.connection().established();
        script.first().closedByClient();
        script.after(Duration.ofSeconds(70));
        var next = script.reopen().established();
        next.client().data(100);
        next.server().data(100);
        next.closedByServer();

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void aProgramThatWritesOnIsFoundInARealCapture() throws IOException {
        assertThat(Found.inSample("data-after-close.pcap").of(DataAfterClose.KIND))
                .hasSize(1);
        assertThat(Found.inPcap("lab/fw2_30.pcap")
                        .of(0, DataAfterClose.KIND)
                        .get(0)
                        .frames())
                .containsExactly(8L, 10L, 11L);
        assertThat(Found.inPcap("kernel/s30_mix/client.pcap").of(DataAfterClose.KIND))
                .hasSize(199);
    }
}
