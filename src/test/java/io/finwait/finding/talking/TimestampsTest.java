package io.finwait.finding.talking;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timestamps that go back or stand still. */
class TimestampsTest {
    private static final int CLOCK = 1_000_000;

    private static PacketScript inUse() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().ack();
        return script;
    }

    @Test
    void dataWhoseTimestampsWentBackIsFoundInARealCapture() throws IOException {
        Finding finding = Found.inSample("old-timestamps.pcap").only(PawsEstablishedDrop.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.frames()).containsExactly(4L, 10L, 11L, 18L);
        assertThat(finding.message())
                .contains(
                        "The client 10.77.0.1:",
                        "56,154 ticks older than that of frame 4",
                        "(frame 11) without acknowledging it");
    }

    /** A request with old timestamps and copies of it, as a timer sends them, which the server answers but does not take. */
    private static PacketScript dropped(int clock, int copies) {
        var script = inUse();
        script.after(Duration.ofSeconds(2));
        script.client().clock(clock);
        Sent request = script.client().droppedInNetwork().data(50);
        for (int i = 0; i < copies; i++) {
            script.server().ack();
            script.after(Duration.ofMillis(200L << i));
            script.client().droppedInNetwork().retransmit(request);
        }
        return script;
    }

    @Test
    void copiesByATimerThatAreOldAreFound() {
        assertThat(Found.in(dropped(CLOCK - 60_000, 3)).of(PawsEstablishedDrop.KIND))
                .hasSize(1);
    }

    @Test
    void copiesWithNewTimestampsWereLost() {
        assertThat(Found.in(dropped(CLOCK, 4)).of(PawsEstablishedDrop.KIND)).isEmpty();
    }

    @Test
    void twoCopiesAreTooFew() {
        assertThat(Found.in(dropped(CLOCK - 60_000, 2)).of(PawsEstablishedDrop.KIND))
                .isEmpty();
    }

    @Test
    void oldDataThatWasTakenWhileTheCaptureLostEveryAckIsNotFound() {
        var script = inUse();
        script.after(Duration.ofSeconds(2));
        script.client().clock(CLOCK - 60_000);
        Sent request = script.client().data(50);
        for (int i = 0; i < 4; i++) {
            script.server().lost().ack();
            script.after(Duration.ofMillis(200L << i));
            script.client().retransmit(request);
        }

        assertThat(Found.in(script).of(PawsEstablishedDrop.KIND)).isEmpty();
    }

    @Test
    void oldDataThatIsAcknowledgedLateIsNotFound() {
        var script = inUse();
        script.after(Duration.ofSeconds(2));
        script.client().clock(CLOCK - 60_000);
        Sent request = script.client().data(50);
        for (int i = 0; i < 4; i++) {
            script.after(Duration.ofMillis(200L << i));
            script.client().retransmit(request);
            script.server().ack();
        }

        assertThat(Found.in(script).of(PawsEstablishedDrop.KIND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab/userto.pcap",
                "lab/ovf0.pcap",
                "kernel/s31a_path_dies_idle/client.pcap",
                "zeek/tcp__retransmit-fast009.pcap",
                "zeek/tcp__ssh-dups.pcap"
            })
    void realRetransmissionsAreNotFound(String capture) throws IOException {
        assertThat(Found.inPcap(capture).of(PawsEstablishedDrop.KIND)).isEmpty();
    }

    @Test
    void aClockThatStandsStillIsFoundInARealCapture() throws IOException {
        Finding finding = Found.inSample("frozen-timestamps.pcap").only(TsFrozenOrZero.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.message()).contains("The timestamp of the client 10.77.0.1:", "in frame 3 and still so in");
    }

    /** Two segments of the client, then silence and one more, {@code shift} ms of its clock after the first. */
    private static PacketScript silent(Duration silence, int shift) {
        var script = inUse();
        script.after(silence);
        script.client().clock(CLOCK - (int) silence.toMillis() + shift);
        script.client().data(10);
        return script;
    }

    @Test
    void aClockThatRunsIsNot() {
        assertThat(Found.in(silent(Duration.ofSeconds(6), 6000)).of(TsFrozenOrZero.KIND))
                .isEmpty();
        assertThat(Found.in(silent(Duration.ofSeconds(6), 6)).of(TsFrozenOrZero.KIND))
                .isEmpty();
    }

    @Test
    void aShortSilenceShowsNothing() {
        var script = PacketScript.connection().established();
        script.client().data(10);
        script.after(Duration.ofSeconds(3));
        script.client().clock(CLOCK - 3000);
        script.client().data(10);

        assertThat(Found.in(script).of(TsFrozenOrZero.KIND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive-idle-close.pcap", "idle-timeout.pcap", "nginx-keepalive-10.pcap"})
    void realClocksAreSound(String sample) throws IOException {
        assertThat(Found.inSample(sample).of(TsFrozenOrZero.KIND)).isEmpty();
    }
}
