package io.finwait.finding.opening;

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

class SynRetransmittedTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aConnectionThatOpensAtItsThirdSynIsFoundWithTheSynsAndTheAnswer() {
        var script = PacketScript.connection();
        Sent syn = script.client().droppedInNetwork().syn();
        script.after(SECOND).client().droppedInNetwork().retransmit(syn);
        script.after(SECOND).client().retransmit(syn);
        script.server().synAck();
        script.client().ack();
        Finding finding = Found.in(script).only(SynRetransmitted.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.frames()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(finding.message())
                .isEqualTo(
                        "The client 10.0.0.1:40000 repeated its SYN (frame 1) 2 times before the connection to 10.0.0.2:80"
                                + " opened: the first SYN-ACK (frame 4) came 2.00 s after the first SYN.");
    }

    @Test
    void aSynAckThatHadPassedTheCapturePointIsSaidToBeLostBehindIt() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        script.server().droppedInNetwork().synAck();
        script.after(SECOND).client().retransmit(syn);
        script.server().retransmit();
        script.client().ack();

        assertThat(Found.in(script).only(SynRetransmitted.KIND).message())
                .contains("the SYN-ACK of frame 2 had passed the capture point 1.00 ms after the first one");
    }

    @Test
    void anAttemptThatNobodyAnswersIsAnotherFinding() {
        var script = PacketScript.connection();
        Sent syn = script.client().droppedInNetwork().syn();
        script.after(SECOND).client().droppedInNetwork().retransmit(syn);

        assertThat(Found.in(script).of(SynRetransmitted.KIND)).isEmpty();
    }

    @Test
    void aSynCapturedTwiceIsNotFound() {
        var script = PacketScript.connection();
        script.captureAgain(script.client().syn());
        script.server().synAck();
        script.client().ack();

        assertThat(Found.in(script).of(SynRetransmitted.KIND)).isEmpty();
    }

    /** As in corpus/ndpi/capwap_data.pcapng: before and behind a CAPWAP tunnel. */
    @Test
    void aSynCapturedAgainBehindATunnelIsNotFound() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        script.after(Duration.ofMillis(9)).captureAgain(syn);
        script.server().synAck();
        script.client().ack();

        assertThat(Found.in(script).of(SynRetransmitted.KIND)).isEmpty();
    }

    @Test
    void realCopiesOnBothSidesOfATunnelAreNotFound() throws IOException {
        assertThat(Found.inPcap("corpus/ndpi/capwap_data.pcapng").ids()).doesNotContain(SynRetransmitted.KIND.id());
    }

    @Test
    void aSynThatIsSentAgainSoonHasAnIdentificationOfItsOwn() {
        var script = PacketScript.connection();
        Sent syn = script.client().droppedInNetwork().syn();
        script.after(Duration.ofMillis(9)).client().retransmit(syn);
        script.server().synAck();
        script.client().ack();

        assertThat(Found.in(script).only(SynRetransmitted.KIND).frames()).containsExactly(1L, 2L, 3L);
    }

    /** RFC 9293 §3.5.1: a client answers the ACK of an older connection with RST and goes on with its SYN. */
    @Test
    void aSynThatFollowsTheClientsRstToAStaleAckIsNotFound() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        script.server().segment(0x10, 0x1234_5678, 0x0abc_def0, 0);
        script.client().segment(0x04, 0x0abc_def0, 0, 0);
        script.after(SECOND).client().retransmit(syn);
        script.server().synAck();
        script.client().ack();

        assertThat(Found.in(script).of(SynRetransmitted.KIND)).isEmpty();
    }

    /** The stale ACK and the RST have the numbers of the incarnation before. */
    @Test
    void aSynThatTimeWaitAnsweredWithAStaleAckIsNotFound() {
        var script = PacketScript.connection().established();
        script.first().closedByServer();
        var next = script.after(Duration.ofSeconds(3)).reopen();
        Sent syn = next.client().droppedInNetwork().syn();
        Sent stale = script.server()
                .segment(0x10, script.server().sndNxt(), script.server().rcvNxt(), 0);
        script.client().segment(0x04, stale.ack(), 0, 0);
        script.after(Duration.ofMillis(10)).deliver(next.client().retransmit(syn));
        next.server().synAck();
        next.client().ack();

        assertThat(Found.in(script).of(SynRetransmitted.KIND)).isEmpty();
    }

    @Test
    void theSynOfTheNextIncarnationIsAnother() {
        var script = PacketScript.connection().established();
        script.first().closedByClient();
        script.after(Duration.ofSeconds(70));
        script.reopen().established().closedByClient();

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void aRepeatedSynAckAloneIsNotFound() {
        var script = PacketScript.connection();
        script.client().syn();
        Sent synAck = script.server().synAck();
        script.after(SECOND).server().retransmit(synAck);
        script.client().ack();

        assertThat(Found.in(script).of(SynRetransmitted.KIND)).isEmpty();
    }
}
