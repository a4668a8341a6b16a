package io.finwait.finding.opening;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Openings that meet something else than a listener, or that the client takes back. */
class OddOpeningsTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    /** A SYN on a connection that the server holds open, and the challenge ACK that answers it. */
    private static Sent challenge(PacketScript script, ScriptedConnection next) {
        script.after(SOON);
        Sent syn = next.client().droppedInNetwork().syn();
        script.server().ack();
        return syn;
    }

    @Test
    void aSynOnAConnectionThatTheServerNeverClosedIsFound() {
        var script = PacketScript.connection().established();
        script.client().data(10);
        script.server().ack();
        ScriptedConnection next = script.reopen();
        Sent syn = challenge(script, next);
        script.client().segment(0x04, script.server().rcvNxt(), 0, 0);
        script.after(Duration.ofMillis(9));
        next.client().retransmit(syn);
        next.server().synAck();
        next.client().ack();
        Finding finding = Found.in(script).only(SynHitsLiveConnection.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.frames()).containsExactly(1L, 6L, 7L, 8L, 9L, 10L);
        assertThat(finding.message()).contains("still held connection 0").contains("in ESTABLISHED");
    }

    @Test
    void realServersThatDoNotCloseAreFound() throws IOException {
        assertThat(Found.inPcap("lab/halfopen.pcap")
                        .only(SynHitsLiveConnection.KIND)
                        .frames())
                .containsExactly(1L, 8L, 9L, 10L, 11L, 12L);
        assertThat(Found.inPcap("lab/closewait_reuse.pcap")
                        .only(SynHitsLiveConnection.KIND)
                        .message())
                .contains("in CLOSE_WAIT");
    }

    @Test
    void aForgedSynIntoAConnectionThatGoesOnIsNotFound() throws IOException {
        var script = PacketScript.connection().established();
        ScriptedConnection next = script.reopen();
        challenge(script, next);
        script.client().data(10);
        script.server().ack();

        assertThat(Found.in(script).of(SynHitsLiveConnection.KIND)).isEmpty();
        assertThat(Found.inPcap("kernel/s35_spoofed_rst/server.pcap").of(SynHitsLiveConnection.KIND))
                .isEmpty();
        assertThat(Found.inPcap("lab/rfc5961.pcap").of(SynHitsLiveConnection.KIND))
                .isEmpty();
    }

    @Test
    void aRstLongAfterTheChallengeAnswersSomethingElse() {
        var script = PacketScript.connection().established();
        ScriptedConnection next = script.reopen();
        challenge(script, next);
        script.after(SOON).client().segment(0x04, script.server().rcvNxt(), 0, 0);

        assertThat(Found.in(script).of(SynHitsLiveConnection.KIND)).isEmpty();
    }

    @Test
    void aSecondSynDuringTheHandshakeIsACollision() throws IOException {
        Found found = Found.inPcap("lab/tw_old_seq_raw.pcap");

        assertThat(found.of(5, SynCollisionInSynRecv.KIND)).singleElement().satisfies(finding -> {
            assertThat(finding.frames()).containsExactly(19L, 20L);
            assertThat(finding.message()).contains("completes connection 4");
        });
        assertThat(found.of(SynCollisionInSynRecv.KIND)).hasSize(1);
    }

    @Test
    void aCopyOfTheSameSynCollidesWithNothing() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        script.server().droppedInNetwork().synAck();
        script.after(SOON).client().retransmit(syn);
        script.server().retransmit();
        script.client().ack();

        assertThat(Found.in(script).of(SynCollisionInSynRecv.KIND)).isEmpty();
    }

    @Test
    void aClientThatAnswersTheSynAckWithRstHadGivenUp() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().synAck();
        script.client().rst();
        Finding finding = Found.in(script).only(HandshakeAbortedByClient.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.frames()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aClientThatAcceptsAndThenAbortsCompletedItsHandshake() {
        var script = PacketScript.connection().established();
        script.client().rstAck();

        assertThat(Found.in(script).of(HandshakeAbortedByClient.KIND)).isEmpty();
    }

    @Test
    void halfOpenScansEndSo() throws IOException {
        assertThat(Found.inPcap("kernel/s42_syn_scan/client.pcap").of(HandshakeAbortedByClient.KIND))
                .hasSize(3);
    }

    @Test
    void crossingSynsOpenOneConnection() throws IOException {
        assertThat(Found.inSample("simultaneous-open.pcap")
                        .only(SimultaneousOpen.KIND)
                        .frames())
                .containsExactly(1L, 2L);
        assertThat(Found.inSample("simultaneous-close.pcap").of(SimultaneousOpen.KIND))
                .isEmpty();
    }

    @Test
    void dataInTheSynIsToldWithWhatBecameOfIt() throws IOException {
        assertThat(Found.inSample("fast-open.pcap").only(FastOpen.KIND).message())
                .contains("carried 18 octets of data")
                .contains("acknowledged 18 of them");

        var script = PacketScript.connection();
        Sent syn = script.client().droppedInNetwork().synWithData(50);
        script.server().rcvNxt(syn.seq() + 1);
        script.server().synAck();
        assertThat(Found.in(script).only(FastOpen.KIND).message()).contains("acknowledged the SYN alone");
    }

    @Test
    void aPlainOpeningIsSilent() {
        var script = PacketScript.connection().established();
        script.client().data(10);
        script.server().data(10);
        script.first().closedByClient();

        assertThat(Found.in(script).ids()).isEmpty();
    }
}
