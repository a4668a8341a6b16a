package io.finwait.finding.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.finding.teardown.FinRetransmitted;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What follows a last ACK that was lost: it is repeated from TIME_WAIT, or TIME_WAIT is gone. */
class LastAckTest {
    private static final Duration SOON = Duration.ofMillis(200);

    /** The client closes first; its last ACK is captured, and lost. */
    private static PacketScript lastAckLost() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        script.server().fin();
        script.client().droppedInNetwork().ack();
        return script;
    }

    private static Found of(PacketScript script) {
        return Found.in(script);
    }

    @Test
    void aRetransmittedFinThatIsAnsweredWithRstShowsThatTimeWaitWasGone() {
        PacketScript script = lastAckLost();
        script.after(SOON).server().retransmit();
        script.client().ipId(0).rst();
        Finding finding = of(script).only(TimeWaitDestroyedEarly.KIND);

        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.frames()).containsExactly(4L, 7L, 8L, 9L);
        assertThat(finding.message())
                .startsWith(
                        "The client 10.0.0.1:40000 answered the retransmitted FIN of frame 8 with RST (frame 9), 201 ms"
                                + " after it had acknowledged that FIN (frame 7) and entered TIME_WAIT")
                .contains("tcp_max_tw_buckets");
    }

    @Test
    void kernelsWithoutRoomForTimeWaitAnswerSo() throws IOException {
        assertThat(Found.inPcap("kernel/s11a_tw_destroyed_max0/client.pcap")
                        .only(TimeWaitDestroyedEarly.KIND)
                        .frames())
                .containsExactly(10L, 13L, 14L, 15L);
        assertThat(Found.inPcap("lab/lastack_noTW2.pcap")
                        .only(TimeWaitDestroyedEarly.KIND)
                        .frames())
                .containsExactly(8L, 11L, 12L, 13L);
    }

    @Test
    void theRepeatedFinItselfMattersLessBesideWhatItDrew() throws IOException {
        Found found = Found.inPcap("lab/lastack_noTW2.pcap");

        assertThat(found.only(TimeWaitDestroyedEarly.KIND).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(found.only(FinRetransmitted.KIND).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void aSocketThatNeverAcknowledgedTheFinHadTimedOutInFinWait2() throws IOException {
        assertThat(Found.inPcap("lab/lastack_noTW.pcap").of(TimeWaitDestroyedEarly.KIND))
                .isEmpty();
        assertThat(Found.inPcap("lab/fw2_close_inorder.pcap").of(TimeWaitDestroyedEarly.KIND))
                .isEmpty();
        assertThat(Found.inSample("fin-answered-by-rst.pcap").of(TimeWaitDestroyedEarly.KIND))
                .isEmpty();
    }

    @Test
    void aRstWithAckIsAProgramsOwn() {
        PacketScript script = lastAckLost();
        script.after(SOON).server().retransmit();
        script.client().rstAck();

        assertThat(of(script).of(TimeWaitDestroyedEarly.KIND)).isEmpty();
    }

    @Test
    void aRstFromAnotherDistanceIsOnlyLikelyToBeTheClosers() {
        PacketScript script = lastAckLost();
        script.after(SOON).server().retransmit();
        script.client().ipId(0).ttl(250).rst();
        Finding finding = of(script).only(TimeWaitDestroyedEarly.KIND);

        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.message()).contains("TTL 250").contains("a device on the path");
    }

    @Test
    void aRstOfThePeerThatCameBeforeIsNamedAsTheCause() {
        PacketScript script = lastAckLost();
        script.server().ipId(0).rst();
        script.after(SOON).server().retransmit();
        script.client().ipId(0).rst();

        assertThat(of(script).only(TimeWaitDestroyedEarly.KIND).message())
                .endsWith("A RST of the server (frame 8) had ended it.");
    }

    @Test
    void aFinCapturedTwiceIsNoRetransmission() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().ack();
        Sent fin = script.server().fin();
        script.client().ack();
        script.captureAgain(fin);
        script.client().ipId(0).rst();

        assertThat(of(script).of(TimeWaitDestroyedEarly.KIND)).isEmpty();
    }

    @Test
    void aRstWhenTimeWaitWasNearlyOverProvesNothing() {
        PacketScript script = lastAckLost();
        script.after(Duration.ofSeconds(55)).server().retransmit();
        script.client().ipId(0).rst();

        assertThat(of(script).of(TimeWaitDestroyedEarly.KIND)).isEmpty();
    }

    @Test
    void aRstAfterACloseWithoutARepeatedFinIsNotFound() {
        var script = PacketScript.connection().established();
        script.first().closedByClient();
        script.after(SOON).client().ipId(0).rst();

        assertThat(of(script).of(TimeWaitDestroyedEarly.KIND)).isEmpty();
    }

    @Test
    void theSideThatClosedLastHoldsNoTimeWait() {
        var script = PacketScript.connection().established();
        Sent fin = script.client().fin();
        script.server().fin();
        script.client().ack();
        script.after(SOON).client().retransmit(fin);
        script.server().ipId(0).rst();

        assertThat(of(script).of(TimeWaitDestroyedEarly.KIND)).isEmpty();
    }

    @Test
    void oneDirectionAloneProvesNothing() {
        var script = PacketScript.connection().established();
        script.client().fin();
        script.server().lost().ack();
        script.server().lost().fin();
        script.client().droppedInNetwork().ack();
        script.after(SOON).server().lost().retransmit();
        script.client().ipId(0).rst();

        assertThat(of(script).of(TimeWaitDestroyedEarly.KIND)).isEmpty();
    }

    @Test
    void anAckRepeatedFromTimeWaitProlongsIt() {
        PacketScript script = lastAckLost();
        script.after(SOON).server().retransmit();
        script.client().ack();
        Finding finding = of(script).only(TimeWaitProlonged.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.frames()).containsExactly(7L, 8L, 9L);
        assertThat(finding.message()).contains("sent again once, 200 ms later (frame 8)");
    }

    @Test
    void kernelsRepeatTheirLastAckSo() throws IOException {
        assertThat(Found.inSample("last-ack-lost.pcap")
                        .only(TimeWaitProlonged.KIND)
                        .frames())
                .containsExactly(8L, 9L, 10L);
        assertThat(Found.inPcap("kernel/s12a_stuck_last_ack/client.pcap").of(TimeWaitProlonged.KIND))
                .hasSize(1);
    }

    @Test
    void aFinThatWasSentBeforeItsAckCouldArriveSaysNothing() {
        var script = PacketScript.connection();
        script.client().syn();
        script.after(Duration.ofMillis(300)).server().synAck();
        script.client().ack();
        script.client().fin();
        script.server().ack();
        script.server().fin();
        script.client().droppedInNetwork().ack();
        script.after(Duration.ofMillis(100)).server().retransmit();
        script.client().ack();

        assertThat(of(script).of(TimeWaitProlonged.KIND)).isEmpty();
    }

    @Test
    void aRstOfThePeerAtTheExpectedNumberEndsTimeWait() {
        var script = PacketScript.connection().established();
        script.first().closedByClient();
        script.after(Duration.ofSeconds(2)).server().ipId(0).rst();
        Finding finding = of(script).only(TimeWaitAssassinated.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.frames()).containsExactly(4L, 7L, 8L);
        assertThat(finding.message()).contains("58.0 s early");
    }

    @Test
    void aRealKernelsTimeWaitIsAssassinatedByARstAtTheExpectedNumber() throws IOException {
        assertThat(Found.inPcap("lab/assassin1.pcap")
                        .only(TimeWaitAssassinated.KIND)
                        .frames())
                .containsExactly(8L, 10L, 12L);
    }

    @Test
    void aRstAtAnotherNumberDoesNotEndTimeWait() {
        var script = PacketScript.connection().established();
        script.first().closedByClient();
        script.after(Duration.ofSeconds(2))
                .server()
                .segment(0x04, script.server().sndNxt() + 5, 0, 0);

        assertThat(of(script).of(TimeWaitAssassinated.KIND)).isEmpty();
    }

    @Test
    void aRstAfterTimeWaitIsOverEndsNothing() {
        var script = PacketScript.connection().established();
        script.first().closedByClient();
        script.after(Duration.ofSeconds(61)).server().ipId(0).rst();

        assertThat(of(script).of(TimeWaitAssassinated.KIND)).isEmpty();
    }

    @Test
    void aRstThatClearsTheWayForTheNextConnectionIsThatOnes() throws IOException {
        assertThat(Found.inSample("nat-time-wait.pcap").of(TimeWaitAssassinated.KIND))
                .isEmpty();
    }
}
