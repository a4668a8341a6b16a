package io.finwait.finding.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that no TCP sends, and answers to SYNs that were forged. */
class OddSegmentsTest {
    private static final int FIN = 0x01;
    private static final int RST = 0x04;

    @ParameterizedTest
    @CsvSource({
        "0x03, SYN and FIN",
        "0x06, SYN and RST",
        "0x29, FIN and URG without ACK",
        "0x00, neither SYN",
        "0x08, neither SYN"
    })
    void flagsThatNoTcpSendsAreFound(String flags, String words) {
        var script = PacketScript.connection();
        script.client().segment(Integer.decode(flags), script.client().iss(), 0, 0);
        Finding finding = Found.in(script).only(LandOrMartian.KIND);

        assertThat(finding.frames()).containsExactly(1L);
        assertThat(finding.message()).contains("The segment of frame 1", words);
    }

    @Test
    void oneAmongThoseOfASoundConnectionIsFound() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.client().segment(0, script.client().sndNxt(), 0, 0);
        script.first().closedByClient();

        assertThat(Found.in(script).only(LandOrMartian.KIND).frames()).containsExactly(5L);
    }

    @Test
    void aFinWithoutAckIsHowSomeClientsGiveUpOnASyn() throws IOException {
        var script = PacketScript.connection();
        script.client().syn();
        script.client().segment(FIN, script.client().sndNxt(), 0, 0);

        assertThat(Found.in(script).of(LandOrMartian.KIND)).isEmpty();
        assertThat(Found.inPcap("zeek/tcp__fin_retransmission.pcap").of(LandOrMartian.KIND))
                .isEmpty();
    }

    @Test
    void plainSegmentsUrgentOnesAndRstsAreNot() {
        var script = PacketScript.connection().established();
        script.client().segment(0x38, script.client().sndNxt(), script.client().rcvNxt(), 1);
        script.client()
                .segment(0x39, script.client().sndNxt() + 1, script.client().rcvNxt(), 0);
        script.server().rst();

        assertThat(Found.in(script).of(LandOrMartian.KIND)).isEmpty();
    }

    @Test
    void aProgramThatIdentifiesSystemsIsFound() throws IOException {
        assertThat(Found.inPcap("corpus/sanders/activeosfingerprinting.pcapng").of(LandOrMartian.KIND))
                .hasSize(3)
                .allMatch(finding -> finding.confidence() == Confidence.CERTAIN);
    }

    @Test
    void answersToForgedSynsAreFound() throws IOException {
        Found found = Found.inSample("backscatter.pcap");

        assertThat(found.of(Backscatter.KIND)).hasSize(20).allMatch(finding -> finding.severity() == Severity.LOW);
        assertThat(found.of(0, Backscatter.KIND).get(0).frames()).containsExactly(1L, 2L);
    }

    private static PacketScript unasked() {
        var script = PacketScript.connection();
        script.client().lost().syn();
        script.server().synAck();
        return script;
    }

    @Test
    void aSynAckThatMeetsRstIsFound() {
        var script = unasked();
        script.client().ipId(0).withoutTimestamps().segment(RST, script.client().sndNxt(), 0, 0);

        assertThat(Found.in(script).only(Backscatter.KIND).message())
                .contains("a SYN-ACK (frame 1)", "answered with RST (frame 2)");
    }

    @Test
    void aConnectionWhoseSynTheCaptureLostIsNot() {
        var script = unasked();
        script.client().ack();
        script.client().data(100);
        script.client().rst();

        assertThat(Found.in(script).of(Backscatter.KIND)).isEmpty();
    }

    @Test
    void aClientThatAbortsItsOwnHandshakeIsNot() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().synAck();
        script.client().ipId(0).withoutTimestamps().rst();

        assertThat(Found.in(script).of(Backscatter.KIND)).isEmpty();
    }

    @Test
    void aSynAckThatNothingAnswersIsNot() {
        assertThat(Found.in(unasked()).of(Backscatter.KIND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel/s42_syn_scan/client.pcap",
                "kernel/s27_one_direction/s2c_only_at_client.pcap",
                "zeek/tcp__handshake-reorder.pcap",
                "zeek/ssh__ssh.server-side-half-duplex.pcap"
            })
    void scansAndPartialCapturesAreNoBackscatter(String capture) throws IOException {
        Found found = Found.inPcap(capture);

        assertThat(found.of(Backscatter.KIND)).isEmpty();
        assertThat(found.of(LandOrMartian.KIND)).isEmpty();
    }
}
