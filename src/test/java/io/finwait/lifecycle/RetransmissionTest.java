package io.finwait.lifecycle;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.lifecycle.Lives.life;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetransmissionTest {
    @Test
    void dataSentAgainIsCountedAsRepeatedAndOnceAsPayload() {
        var script = PacketScript.connection().established();
        script.client().droppedInNetwork().data(100);
        script.after(Duration.ofMillis(200)).client().retransmit();
        script.server().ack();
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic()).isEqualTo(new ConnectionRecord.Traffic(4, 100, 1, 0));
    }

    @Test
    void dataSentAgainTogetherWithNewDataCountsTheNewOctets() {
        var script = PacketScript.connection().established();
        Sent lost = script.client().droppedInNetwork().data(100);
        script.after(Duration.ofMillis(200)).client().segment(0x18, lost.seq(), lost.ack(), 150);
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(150);
    }

    @Test
    void keepAliveProbesAreNoRetransmissions() {
        var script = PacketScript.connection().established();
        script.client().data(10);
        script.server().ack();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(75)).client().keepAliveProbe();
            script.server().ack();
        }
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic().retransmissions()).isZero();
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(10);
        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
        assertThat(record.visibility()).isEmpty();
    }

    /** BSD and Windows send one octet that was acknowledged before (RFC 9293 §3.8.4). */
    @Test
    void keepAliveProbesOfOneOctetAreNoRetransmissions() {
        var script = PacketScript.connection().established();
        script.client().data(10);
        script.server().ack();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(75))
                    .client()
                    .segment(
                            ACK_FLAG,
                            script.client().sndNxt() - 1,
                            script.client().rcvNxt(),
                            1);
            script.server().ack();
        }

        assertThat(Lives.of(script).only().clientTraffic()).isEqualTo(new ConnectionRecord.Traffic(6, 10, 0, 0));
    }

    @Test
    void zeroWindowProbesAreNoRetransmissions() {
        var script = PacketScript.connection().established();
        script.client().data(1000);
        script.server().zeroWindow();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofMillis(200L << i)).client().keepAliveProbe();
            script.server().zeroWindow();
        }
        script.server().ack();
        script.client().data(100);
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic().retransmissions()).isZero();
        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(1100);
    }

    /** BSD and Windows probe with the next octet, again and again. */
    @Test
    void zeroWindowProbesOfOneOctetAreNoRetransmissions() {
        var script = PacketScript.connection().established();
        script.client().data(1000);
        script.server().zeroWindow();
        int next = script.client().sndNxt();
        for (int i = 0; i < 3; i++) {
            script.after(Duration.ofSeconds(5L << i));
            script.client().segment(ACK_FLAG, next, script.client().rcvNxt(), 1);
            script.server().zeroWindow();
        }
        script.server().ack();
        script.client().segment(ACK_FLAG, next, script.client().rcvNxt(), 500);
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic()).isEqualTo(new ConnectionRecord.Traffic(7, 1500, 0, 0));
    }

    @Test
    void keepAliveRightAfterTheHandshakeIsOfNoConsequence() {
        ConnectionRecord record = life(c -> {
            c.established();
            c.client().keepAliveProbe();
            c.server().ack();
            c.server().keepAliveProbe();
            c.client().ack();
        });

        assertThat(record.clientTraffic().payloadBytes()).isZero();
        assertThat(record.clientTraffic().retransmissions()).isZero();
        assertThat(record.close().kind()).isEqualTo(CloseKind.OPEN);
    }

    @Test
    void payloadOfALongConnectionIsCountedAcrossTheWrap() {
        var script = PacketScript.connection();
        script.first().isns(0xF000_0000, 0x7FFF_FF00);
        script.established();
        for (int i = 0; i < 3000; i++) {
            script.client().data(1000);
            script.server().data(500);
        }
        ConnectionRecord record = Lives.of(script).only();

        assertThat(record.clientTraffic().payloadBytes()).isEqualTo(3_000_000);
        assertThat(record.serverTraffic().payloadBytes()).isEqualTo(1_500_000);
        assertThat(record.clientTraffic().retransmissions()).isZero();
    }
}
