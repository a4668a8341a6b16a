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

/** Attempts that fail: refused, rejected, or never answered. */
class UnansweredTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** SYNs at 0, 1 and 3 s. */
    private static PacketScript threeSyns() {
        var script = PacketScript.connection();
        Sent syn = script.client().droppedInNetwork().syn();
        script.after(SECOND).client().droppedInNetwork().retransmit(syn);
        script.after(SECOND.multipliedBy(2)).client().droppedInNetwork().retransmit(syn);
        return script;
    }

    /** Something else that is captured later. */
    private static void captureGoesOn(PacketScript script, Duration later) {
        ScriptedConnection other = script.open("10.0.0.3:50000", "10.0.0.4:443");
        script.after(later);
        other.established();
    }

    @Test
    void aRstThatAcknowledgesTheSynRefusesIt() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().refuse();
        Finding finding = Found.in(script).only(ConnectRefused.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.frames()).containsExactly(1L, 2L);
        assertThat(finding.message())
                .isEqualTo(
                        "The server 10.0.0.2:80 answered the SYN of frame 1 with RST (frame 2) after 1.00 ms: nothing"
                                + " listens on that port, or a firewall rejects it.");
    }

    @Test
    void realKernelsRefuseOverBothVersionsOfIp() throws IOException {
        assertThat(Found.inSample("refused.pcap").of(ConnectRefused.KIND))
                .hasSize(2)
                .extracting(Finding::confidence)
                .containsOnly(Confidence.CERTAIN);
    }

    @Test
    void aRefusalWithANumberOfItsOwnMayBeADevices() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        script.server().segment(0x14, 4_711, syn.end(), 0);

        assertThat(Found.in(script).only(ConnectRefused.KIND).confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aRstInTheNameOfAServerThatAcceptsTheSynRefusesNothing() throws IOException {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().refuse();
        script.server().synAck();
        script.client().ack();

        assertThat(Found.in(script).of(ConnectRefused.KIND)).isEmpty();
        assertThat(Found.inPcap("corpus/suricata/bug-3286-03-windows-evasion__with_evasion_windows.pcap")
                        .of(ConnectRefused.KIND))
                .isEmpty();
    }

    @Test
    void aRstThatAcknowledgesSomethingElseRefusesNothing() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        script.server().segment(0x14, 0, syn.seq(), 0);
        script.after(SECOND).client().retransmit(syn);
        Found found = Found.in(script);

        assertThat(found.of(ConnectRefused.KIND)).isEmpty();
        Finding finding = found.only(RstIgnoredInSynSent.KIND);
        assertThat(finding.frames()).containsExactly(1L, 2L, 3L);
        assertThat(finding.message()).contains("acknowledges 0 beyond the SYN's number instead of 1");
    }

    @Test
    void aRealClientIgnoresSuchARst() throws IOException {
        Found found = Found.inSample("wrong-rst.pcap");

        assertThat(found.only(RstIgnoredInSynSent.KIND).frames()).containsExactly(1L, 2L, 3L);
        assertThat(found.of(ConnectRefused.KIND)).isEmpty();
        assertThat(found.of(ConnectTimeout.KIND)).isEmpty();
    }

    @Test
    void aRstThatTheClientHadToIgnoreDoesNoHarmIfTheServerAnswersAfterAll() {
        var script = PacketScript.connection();
        Sent syn = script.client().syn();
        script.server().segment(0x14, 0, syn.seq(), 0);
        script.after(SECOND).client().retransmit(syn);
        script.server().synAck();
        script.client().ack();

        assertThat(Found.in(script).of(RstIgnoredInSynSent.KIND)).isEmpty();
    }

    @Test
    void aClientThatFallsSilentAfterItsSynsHasGivenUp() {
        PacketScript script = threeSyns();
        captureGoesOn(script, SECOND.multipliedBy(5));
        Finding finding = Found.in(script).only(ConnectTimeout.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.frames()).containsExactly(1L, 2L, 3L);
        assertThat(finding.message()).contains("3 times in 3.00 s").endsWith("it gave up.");
    }

    @Test
    void aClientThatIsStillTryingWhenTheCaptureEndsIsLessGrave() throws IOException {
        Finding finding = Found.inSample("unanswered.pcap").only(ConnectTimeout.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.message()).endsWith("holds no answer up to its end.");
    }

    @Test
    void aClientThatHasHardlyBegunIsNotFound() {
        var script = PacketScript.connection();
        Sent syn = script.client().droppedInNetwork().syn();
        script.after(SECOND).client().droppedInNetwork().retransmit(syn);

        assertThat(Found.in(script).of(ConnectTimeout.KIND)).isEmpty();
    }

    @Test
    void aSingleSynProvesNothing() {
        var script = PacketScript.connection();
        script.client().droppedInNetwork().syn();
        captureGoesOn(script, SECOND.multipliedBy(300));

        assertThat(Found.in(script).of(ConnectTimeout.KIND)).isEmpty();
    }

    @Test
    void aScannersQuickCopiesAreNotAKernels() {
        var script = PacketScript.connection();
        Sent syn = script.client().droppedInNetwork().syn();
        script.after(Duration.ofMillis(100)).client().droppedInNetwork().retransmit(syn);
        captureGoesOn(script, SECOND.multipliedBy(300));

        assertThat(Found.in(script).of(ConnectTimeout.KIND)).isEmpty();
    }

    @Test
    void aSynThatIsAnsweredLateIsNotUnanswered() {
        PacketScript script = threeSyns();
        script.client().peer().rcvNxt(script.client().iss() + 1);
        script.server().synAck();
        script.client().ack();

        assertThat(Found.in(script).of(ConnectTimeout.KIND)).isEmpty();
    }

    @Test
    void aDataWithoutAnswerOfAServerThatWasNotCapturedIsNoTimeout() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().lost().synAck();
        script.client().ack();
        script.client().data(100);
        captureGoesOn(script, SECOND.multipliedBy(300));

        assertThat(Found.in(script).of(ConnectTimeout.KIND)).isEmpty();
    }

    @Test
    void realIcmpErrorsEndAttempts() throws IOException {
        Found found = Found.inPcap("lab/icmp_unreach.pcap");

        assertThat(found.of(ConnectRejectedIcmp.KIND)).hasSize(3);
        assertThat(found.of(0, ConnectRejectedIcmp.KIND)).singleElement().satisfies(finding -> {
            assertThat(finding.frames()).containsExactly(1L, 2L);
            assertThat(finding.message()).contains("\"host unreachable\"");
        });
        assertThat(found.of(1, ConnectRejectedIcmp.KIND))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("\"port unreachable\""));
        assertThat(found.of(ConnectTimeout.KIND)).isEmpty();
    }
}
