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

class FinRetransmittedTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aFinThatNobodyAcknowledgesIsFoundWithAllItsCopies() {
        var script = PacketScript.connection().established();
        Sent fin = script.client().droppedInNetwork().fin();
        for (int i = 0; i < 3; i++) {
            script.after(SECOND).client().droppedInNetwork().retransmit(fin);
        }
        Finding finding = Found.in(script).only(FinRetransmitted.KIND);

        assertThat(finding.severity())
                .as("beside fin-wait-1-stuck it matters less")
                .isEqualTo(Severity.LOW);
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.frames()).containsExactly(4L, 5L, 6L, 7L);
        assertThat(finding.message())
                .isEqualTo(
                        "The client 10.0.0.1:40000 repeated its FIN (frame 4) 3 times, the last time 3.00 s later: no ACK"
                                + " of it had been seen by then; none was seen after that either.");
    }

    @Test
    void aFinThatOneRepetitionMendsAtOnceIsLow() {
        var script = PacketScript.connection().established();
        script.client().droppedInNetwork().fin();
        script.after(Duration.ofMillis(200)).client().retransmit();
        script.server().ack();
        script.server().fin();
        script.client().ack();
        Finding finding = Found.in(script).only(FinRetransmitted.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.message()).contains("once, 200 ms later", "acknowledged 201 ms after it was first sent");
    }

    @Test
    void anAckThatHadPassedTheCapturePointIsSaidToBeLostBehindIt() {
        var script = PacketScript.connection().established();
        Sent fin = script.client().fin();
        script.server().droppedInNetwork().ack();
        script.after(Duration.ofSeconds(2)).client().retransmit(fin);
        script.server().ack();

        assertThat(Found.in(script).only(FinRetransmitted.KIND).message())
                .contains("the ACK of frame 5 had passed the capture point");
    }

    @Test
    void aRstInsteadOfTheAckIsNamed() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        Sent fin = script.server().droppedInNetwork().fin();
        script.after(SECOND).server().retransmit(fin);
        script.client().rst();

        assertThat(Found.in(script).only(FinRetransmitted.KIND).message())
                .endsWith("no ACK of it had been seen by then; the peer answered with RST (frame 8).");
    }

    @Test
    void theServersFinIsFoundLikewise() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        Sent fin = script.server().droppedInNetwork().fin();
        script.after(SECOND).server().retransmit(fin);
        script.client().ack();

        Finding finding = Found.in(script).only(FinRetransmitted.KIND);
        assertThat(finding.frames()).containsExactly(6L, 7L);
        assertThat(finding.message()).startsWith("The server 10.0.0.2:80 repeated its FIN");
    }

    /** Linux repeats a lost tail as one segment that begins earlier. */
    @Test
    void dataThatIsRepeatedTogetherWithTheFinIsTheSameFin() {
        var script = PacketScript.connection().established();
        Sent data = script.client().droppedInNetwork().data(500);
        script.client().droppedInNetwork().fin();
        script.after(SECOND).client().segment(0x11, data.seq(), data.ack(), 500);
        script.server().ack();

        assertThat(Found.in(script).only(FinRetransmitted.KIND).frames()).containsExactly(5L, 6L);
    }

    /** As macOS does in corpus/ndpi/signal.pcap. */
    @Test
    void theAckOfACrossingFinThatHasFinOnceMoreIsNoRepetition() {
        var script = PacketScript.connection().established();
        Sent fin = script.client().inFlight().fin();
        Sent peers = script.server().inFlight().fin();
        script.deliver(fin);
        script.server().inFlight().ack();
        script.deliver(peers);
        script.client().retransmit(fin);

        assertThat(Found.in(script).of(FinRetransmitted.KIND)).isEmpty();
    }

    @Test
    void aFinThatIsRepeatedAfterItsSideAcknowledgedTheCrossingOneIsOne() {
        var script = PacketScript.connection().established();
        Sent fin = script.client().droppedInNetwork().fin();
        script.server().fin();
        script.client().ack();
        script.after(Duration.ofMillis(20)).client().retransmit(fin);
        script.server().ack();

        assertThat(Found.in(script).only(FinRetransmitted.KIND).frames()).containsExactly(4L, 7L);
    }

    @Test
    void realFinsThatCrossAreNotFound() throws IOException {
        assertThat(Found.inPcap("corpus/ndpi/signal.pcap").of(5, FinRetransmitted.KIND))
                .isEmpty();
        assertThat(Found.inPcap("corpus/suricata/bug-1045__smtpsuricataflowbitsFN.pcap")
                        .of(FinRetransmitted.KIND))
                .isEmpty();
    }

    /** As behind the proxy of corpus/ndpi/KakaoTalk_chat.pcap. */
    @Test
    void anAckOfMoreThanTheFinIsNotSaidToBeLost() {
        var script = PacketScript.connection().establishedBefore();
        Sent fin = script.server().droppedInNetwork().fin();
        script.client().segment(0x10, script.client().sndNxt(), fin.end() + 1230, 0);
        script.after(SECOND).server().droppedInNetwork().retransmit(fin);

        assertThat(Found.in(script).only(FinRetransmitted.KIND).message())
                .endsWith(
                        "the ACK of frame 2 acknowledges more than that, so the peer takes the FIN for something old.");
    }

    @Test
    void aRstIsNoAckOfTheFin() throws IOException {
        assertThat(Found.inPcap("corpus/suricata/security-4710-02__input.pcap")
                        .only(FinRetransmitted.KIND)
                        .message())
                .contains("repeated its FIN (frame 11) once")
                .endsWith("the peer answered with RST (frame 14).");
    }

    @Test
    void aPlainCloseIsNotFound() {
        var script = PacketScript.connection().established();
        script.first().closedByServer();

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void aFinCapturedTwiceIsNotFound() {
        var script = PacketScript.connection().established();
        script.captureAgain(script.client().fin());
        script.server().ack();
        script.server().fin();
        script.client().ack();

        assertThat(Found.in(script).of(FinRetransmitted.KIND)).isEmpty();
    }

    @Test
    void theFinOfTheNextIncarnationIsAnother() {
        var script = PacketScript.connection().established();
        script.first().closedByClient();
        script.after(Duration.ofSeconds(70));
        script.reopen().established().closedByClient();

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void aCloseInAOneDirectionCaptureIsNotFoundForLackOfAcks() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().lost().synAck();
        script.client().ack();
        script.client().fin();
        script.server().lost().ack();
        script.server().lost().fin();
        script.client().ack();

        assertThat(Found.in(script).of(FinRetransmitted.KIND)).isEmpty();
    }
}
