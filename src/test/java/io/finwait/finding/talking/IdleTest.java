package io.finwait.finding.talking;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.path.MiddleboxIdleTimeout;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleTest {

    private static PacketScript idle(Duration silence) {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().ack();
        script.after(silence);
        return script;
    }

    private static PacketScript unanswered(Duration silence, int repetitions) {
        var script = idle(silence);
        Sent data = script.client().droppedInNetwork().data(100);
        for (int i = 0; i < repetitions; i++) {
            script.after(Duration.ofMillis(200L << i))
                    .client()
                    .droppedInNetwork()
                    .retransmit(data);
        }
        return script;
    }

    @Test
    void aRstToTheFirstDataAfterALongSilenceIsFound() {
        var script = idle(Duration.ofSeconds(350));
        script.client().droppedInNetwork().data(100);
        script.server().ipId(0).rst();
        Found found = Found.in(script);
        Finding finding = found.only(IdleThenReset.KIND);

        assertThat(finding.frames()).containsExactly(6L, 7L, 8L);
        assertThat(finding.message())
                .startsWith("After 5 m 50 s of silence (since frame 6) the client 10.0.0.1:40000 sent data");
        assertThat(found.of(HalfOpenDiscovered.KIND)).isEmpty();
    }

    @Test
    void aShortSilenceIsNotBlamed() {
        var script = idle(Duration.ofSeconds(29));
        script.client().droppedInNetwork().data(100);
        script.server().ipId(0).rst();
        Found found = Found.in(script);

        assertThat(found.of(IdleThenReset.KIND)).isEmpty();
        assertThat(found.of(HalfOpenDiscovered.KIND)).hasSize(1);
    }

    @Test
    void aRstToDataThatWasAnsweredBeforeIsNotOfTheSilence() {
        var script = idle(Duration.ofSeconds(60));
        script.client().data(100);
        script.server().data(200);
        script.server().rstAck();

        assertThat(Found.in(script).of(IdleThenReset.KIND)).isEmpty();
    }

    @Test
    void aRstThatComesOfItselfAfterASilenceIsNotFound() {
        var script = idle(Duration.ofSeconds(60));
        script.server().rstAck();

        assertThat(Found.in(script).of(IdleThenReset.KIND)).isEmpty();
    }

    @Test
    void dataThatIsNeverAnsweredAfterALongSilenceIsFound() {
        Finding finding = Found.in(unanswered(Duration.ofSeconds(40), 4)).only(IdleThenSilence.KIND);

        assertThat(finding.frames()).containsExactly(7L, 8L, 9L, 10L, 11L);
        assertThat(finding.message()).contains("After 40.0 s of silence", "repeated it 4 times over 3.00 s");
    }

    @Test
    void fewerThanThreeRepetitionsMayBeLoss() {
        assertThat(Found.in(unanswered(Duration.ofSeconds(40), 2)).of(IdleThenSilence.KIND))
                .isEmpty();
    }

    @Test
    void aRepetitionThatIsAcknowledgedEndsNothing() {
        var script = unanswered(Duration.ofSeconds(40), 3);
        script.after(Duration.ofSeconds(2)).client().retransmit();
        script.server().ack();

        assertThat(Found.in(script).of(IdleThenSilence.KIND)).isEmpty();
    }

    @Test
    void oneDirectionOnlyCannotShowSilence() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().lost().synAck();
        script.client().ack();
        script.client().data(100);
        script.after(Duration.ofSeconds(40));
        Sent data = script.client().droppedInNetwork().data(100);
        for (int i = 0; i < 4; i++) {
            script.after(Duration.ofSeconds(1)).client().droppedInNetwork().retransmit(data);
        }

        assertThat(Found.in(script).ids()).doesNotContain("idle-then-silence", "silent-death-after-retries");
    }

    @Test
    void aNatThatForgetsDropsOrResetsAndIsBracketed() throws IOException {
        Found found = Found.inSample("idle-timeout.pcap");

        assertThat(found.of(IdleThenSilence.KIND)).hasSize(2);
        assertThat(found.of(IdleThenReset.KIND)).hasSize(2);
        assertThat(found.ofHosts(MiddleboxIdleTimeout.KIND)).allSatisfy(host -> {
            assertThat(host.connectionCount()).isEqualTo(2);
            assertThat(host.measurements().get("shortest_deadly_silence_s")).isBetween(35.9, 36.1);
            assertThat(host.measurements().get("longest_survived_silence_s")).isBetween(27.9, 28.1);
        });
        assertThat(found.ofHosts(MiddleboxIdleTimeout.KIND)).hasSize(2);
    }

    @Test
    void aNatWhoseTimerIsShorterThanAnyOfThisKindIsAPlainSilentDeath() throws IOException {
        Found found = Found.inPcap("kernel/s31c_nat_conntrack_expiry/clientA.pcap");

        assertThat(found.of(IdleThenSilence.KIND)).isEmpty();
        assertThat(found.of(SilentDeath.KIND)).hasSize(1);
    }
}
