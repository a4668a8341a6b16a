package io.finwait.finding.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.testing.PacketScript;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrayAfterCloseTest {
    private static final int RST = 0x04;

    private static void deny(PacketScript script) {
        script.server().ipId(0).withoutTimestamps().segment(RST, script.client().rcvNxt(), 0, 0);
    }

    @Test
    void aFinThatMeetsNoConnectionIsFound() {
        var script = PacketScript.connection().establishedBefore();
        script.client().fin();
        deny(script);
        Finding finding = Found.in(script).only(StrayAfterClose.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.frames()).containsExactly(1L, 2L);
        assertThat(finding.message()).contains("the server 10.0.0.2:80 answered it with RST (frame 2, 1.00 ms later)");
    }

    @Test
    void aServerThatHadSaidSomethingBeforeKnewTheConnection() {
        var script = PacketScript.connection().establishedBefore();
        script.client().data(10);
        script.server().data(10);
        script.client().fin();
        deny(script);

        assertThat(Found.in(script).of(StrayAfterClose.KIND)).isEmpty();
    }

    @Test
    void anAbortIsNoAnswer() {
        var script = PacketScript.connection().establishedBefore();
        script.client().data(10);
        script.server().rstAck();

        assertThat(Found.in(script).of(StrayAfterClose.KIND)).isEmpty();
    }

    @Test
    void aRstLongAfterAnswersSomethingElse() {
        var script = PacketScript.connection().establishedBefore();
        script.client().ack();
        script.after(Duration.ofSeconds(2));
        deny(script);

        assertThat(Found.in(script).of(StrayAfterClose.KIND)).isEmpty();
    }

    @Test
    void aLateSegmentOfAConnectionThatTheCaptureHoldsIsNot() {
        var script = PacketScript.connection().established();
        script.first().closedByServer();
        script.after(Duration.ofSeconds(2)).client().ack();
        deny(script);

        assertThat(Found.in(script).of(StrayAfterClose.KIND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corpus/ndpi/googledns_android10.pcap",
                "corpus/ndpi/teams.pcap",
                "corpus/suricata/smb2-named-pipe-unicode__input.pcap"
            })
    void realStraysAreFound(String capture) throws IOException {
        assertThat(Found.inPcap(capture).of(StrayAfterClose.KIND)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"midstream.pcap", "rst-close.pcap", "data-after-close.pcap", "fin-answered-by-rst.pcap"})
    void realConnectionsThatWereKnownAreNot(String sample) throws IOException {
        assertThat(Found.inSample(sample).of(StrayAfterClose.KIND)).isEmpty();
    }
}
