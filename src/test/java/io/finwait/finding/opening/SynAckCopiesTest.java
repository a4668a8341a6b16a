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

/** What a repeated SYN-ACK means: lost, dropped because the accept queue is full, or deferred. */
class SynAckCopiesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aSynAckThatIsRepeatedForEachSynDidNotReachTheClient() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        Sent synAck = script.server().droppedInNetwork().synAck();
        script.after(SECOND).client().retransmit(syn);
        script.server().retransmit(synAck);
        script.client().ack();
        Finding finding = Found.in(script).only(SynAckRetransmitted.KIND);

        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.frames()).containsExactly(2L, 4L);
        assertThat(finding.message()).contains("in answer to a further SYN: the SYN-ACK did not reach the client");
    }

    @Test
    void anAckThatHasFartherToGoThanTheTimerWaitsIsNotLost() {
        var script = PacketScript.connection();
        script.client().syn();
        Sent synAck = script.after(Duration.ofMillis(1500)).server().synAck();
        Sent ack = script.client().inFlight().ack();
        script.after(Duration.ofMillis(1400)).server().retransmit(synAck);
        script.deliver(ack);
        script.client().data(100);
        script.server().ack();

        assertThat(Found.in(script).only(SynAckRetransmitted.KIND).message())
                .contains(
                        "that ACK may still have been on its way, because the server's answer to the SYN took 1.50 s");
    }

    @Test
    void realKernelsRepeatTheirSynAck() throws IOException {
        assertThat(Found.inSample("syn-ack-retransmitted.pcap")
                        .only(SynAckRetransmitted.KIND)
                        .frames())
                .contains(2L, 3L, 5L);
        assertThat(Found.inPcap("lab/synack_hole.pcap")
                        .only(SynAckRetransmitted.KIND)
                        .message())
                .contains("7 times in 31.5 s")
                .contains("holds no ACK");
    }

    @Test
    void ofAClientThatWasNotCapturedNothingIsSaid() {
        var script = PacketScript.connection();
        script.client().lost().syn();
        Sent synAck = script.server().synAck();
        script.after(SECOND).server().retransmit(synAck);
        script.client().lost().ack();
        script.server().data(100);

        assertThat(Found.in(script).only(SynAckRetransmitted.KIND).message()).endsWith("so it cannot tell why.");
    }

    @Test
    void aSynAckCapturedTwiceIsNotRepeated() {
        var script = PacketScript.connection();
        script.client().syn();
        script.captureAgain(script.server().synAck());
        script.client().ack();

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void aListenerThatDropsAckAndDataHasNoRoom() {
        var script = PacketScript.connection();
        script.client().syn();
        Sent synAck = script.server().synAck();
        script.after(Duration.ofMillis(30)).client().droppedInNetwork().ack();
        Sent data = script.client().droppedInNetwork().data(100);
        script.after(Duration.ofMillis(200)).client().droppedInNetwork().retransmit(data);
        script.after(SECOND).server().retransmit(synAck);
        Found found = Found.in(script);
        Finding finding = found.only(AcceptQueueOverflow.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.frames()).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(finding.message()).contains("dropped 3 segments of the client from frame 3 on");
        assertThat(found.of(SynAckRetransmitted.KIND)).isEmpty();
    }

    @Test
    void seenFromTheClientLossCouldHaveDoneTheSame() {
        var script = PacketScript.connection();
        script.client().syn();
        Sent synAck = script.after(Duration.ofMillis(30)).server().synAck();
        script.client().droppedInNetwork().ack();
        Sent data = script.client().droppedInNetwork().data(100);
        script.after(Duration.ofMillis(200)).client().droppedInNetwork().retransmit(data);
        script.after(SECOND).server().retransmit(synAck);

        assertThat(Found.in(script).only(AcceptQueueOverflow.KIND).confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void realFullQueuesAreFound() throws IOException {
        assertThat(Found.inPcap("kernel/s20b_overflow_after_synack/server.pcap").of(AcceptQueueOverflow.KIND))
                .hasSize(3)
                .extracting(Finding::confidence)
                .containsOnly(Confidence.STRONG);
        assertThat(Found.inPcap("lab/ovf0.pcap").of(2, AcceptQueueOverflow.KIND))
                .hasSize(1);
        assertThat(Found.inPcap("lab/ovf1.pcap").of(2, AcceptQueueOverflow.KIND))
                .singleElement()
                .satisfies(finding -> assertThat(finding.frames()).containsExactly(18L, 19L))
                .satisfies(finding -> assertThat(finding.message()).contains("tcp_abort_on_overflow"));
    }

    @Test
    void oneLostAckIsNoFullQueue() {
        var script = PacketScript.connection();
        script.client().syn();
        Sent synAck = script.server().synAck();
        script.client().droppedInNetwork().ack();
        script.client().droppedInNetwork().data(100);
        script.after(SECOND).server().retransmit(synAck);
        script.client().retransmit();
        script.server().ack();

        assertThat(Found.in(script).of(AcceptQueueOverflow.KIND)).isEmpty();
    }

    @Test
    void aClientThatNeedNotRepeatItsDataWasHeard() {
        var script = PacketScript.connection();
        script.client().syn();
        Sent synAck = script.server().synAck();
        script.client().ack();
        script.client().data(100);
        script.client().data(100);
        script.after(SECOND).server().retransmit(synAck);
        script.server().ack();

        assertThat(Found.in(script).of(AcceptQueueOverflow.KIND)).isEmpty();
    }

    @Test
    void aProgramsOwnResetAfterTheHandshakeIsNoFullQueue() {
        var script = PacketScript.connection().established();
        script.server().rstAck();

        assertThat(Found.in(script).of(AcceptQueueOverflow.KIND)).isEmpty();
    }

    @Test
    void aListenerThatWaitsForDataAcknowledgesItAtOnce() {
        var script = PacketScript.connection();
        script.client().syn();
        Sent synAck = script.server().synAck();
        script.client().ack();
        script.after(SECOND.multipliedBy(3)).server().retransmit(synAck);
        script.client().ack();
        script.after(SECOND).client().data(100);
        script.server().ack();
        Found found = Found.in(script);
        Finding finding = found.only(DeferAcceptPattern.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.frames()).containsExactly(3L, 4L, 6L);
        assertThat(found.of(AcceptQueueOverflow.KIND)).isEmpty();
        assertThat(found.of(SynAckRetransmitted.KIND)).isEmpty();
    }

    @Test
    void aRealListenerDefers() throws IOException {
        assertThat(Found.inPcap("lab/defer.pcap").only(DeferAcceptPattern.KIND).frames())
                .containsExactly(3L, 4L, 6L);
    }
}
