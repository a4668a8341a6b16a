package io.finwait.testing;

import static io.finwait.decode.TcpSegment.ACK_FLAG;
import static io.finwait.decode.TcpSegment.FIN;
import static io.finwait.decode.TcpSegment.RST;
import static io.finwait.decode.TcpSegment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketScriptTest {
    private static final long MILLI = 1_000_000L;

    @Test
    void handshakeAndCloseHaveTheNumbersOfTcp() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().fin();
        script.client().ack();

        List<TcpSegment> segments = script.segments();
        assertThat(segments)
                .extracting(s -> s.flags)
                .containsExactly(SYN, SYN | ACK_FLAG, ACK_FLAG, ACK_FLAG | TcpSegment.PSH, FIN | ACK_FLAG, ACK_FLAG);
        assertThat(segments.get(1).ack).isEqualTo(script.client().iss() + 1);
        assertThat(segments.get(3).payloadLength).isEqualTo(100);
        assertThat(segments.get(4).ack).isEqualTo(segments.get(3).end());
        assertThat(segments.get(5).ack).isEqualTo(segments.get(4).end());
        assertThat(segments.get(3).end()).as("data crosses the wrap").isPositive();
    }

    @Test
    void timeStandsBetweenFrames() {
        var script = PacketScript.connection().established();
        script.after(Duration.ofSeconds(30)).server().fin();
        script.at(Duration.ofMinutes(1)).client().ack();

        assertThat(script.segments())
                .extracting(s -> s.timeNanos - PacketScript.START_NANOS)
                .containsExactly(0L, MILLI, 2 * MILLI, 30_002 * MILLI, 60_000 * MILLI);
    }

    @Test
    void timestampsEchoWhatWasReceived() {
        var script = PacketScript.connection().established();

        List<TcpSegment> segments = script.segments();
        assertThat(segments).allMatch(s -> s.hasTimestamps);
        assertThat(segments.get(1).tsEcr).isEqualTo(segments.get(0).tsVal);
        assertThat(segments.get(2).tsEcr).isEqualTo(segments.get(1).tsVal);
    }

    @Test
    void segmentInFlightIsNotAcknowledgedUntilDelivered() {
        var script = PacketScript.connection().established();
        Sent clientFin = script.client().inFlight().fin();
        Sent serverFin = script.server().fin();
        script.deliver(clientFin);
        Sent serverAck = script.server().ack();

        assertThat(serverFin.ack()).isEqualTo(clientFin.seq());
        assertThat(serverAck.ack()).isEqualTo(clientFin.end());
    }

    @Test
    void segmentDroppedInTheNetworkLeavesAHoleUntilRetransmitted() {
        var script = PacketScript.connection().established();
        Sent first = script.client().droppedInNetwork().data(10);
        script.client().data(20);
        assertThat(script.server().ack().ack()).isEqualTo(first.seq());
        script.client().retransmit(first);
        assertThat(script.server().ack().ack()).isEqualTo(first.seq() + 30);
    }

    @Test
    void segmentLostByTheCaptureIsReceivedButNotSeen() {
        var script = PacketScript.connection().established();
        Sent data = script.client().lost().data(10);

        assertThat(data.frame()).isZero();
        assertThat(script.server().ack().ack()).isEqualTo(data.end());
        assertThat(script.segments()).hasSize(4);
    }

    @Test
    void retransmissionRepeatsNumbersAndCaptureAgainRepeatsTheFrame() {
        var script = PacketScript.connection().established();
        Sent fin = script.client().fin();
        script.client().retransmit();
        script.captureAgain(fin);

        List<TcpSegment> segments = script.segments();
        assertThat(segments.get(4).seq).isEqualTo(fin.seq());
        assertThat(segments.get(4).flags).isEqualTo(FIN | ACK_FLAG);
        assertThat(segments.get(4).ipId).isEqualTo(segments.get(3).ipId + 1);
        assertThat(segments.get(5).ipId).isEqualTo(segments.get(3).ipId);
        assertThat(segments.get(5).timeNanos).isEqualTo(segments.get(4).timeNanos + MILLI);
    }

    @Test
    void connectionsInterleaveAndIncarnationsDifferInIsn() {
        var script = PacketScript.connection();
        ScriptedConnection other = script.open("[2001:db8::1]:5000", "[2001:db8::2]:443");
        script.client().syn();
        other.client().syn();
        script.server().refuse();
        other.server().synAck();
        ScriptedConnection again = script.reopen();
        again.client().syn();

        List<TcpSegment> segments = script.segments();
        assertThat(segments).extracting(s -> s.srcPort).containsExactly(40000, 5000, 80, 443, 40000);
        assertThat(segments.get(2).flags).isEqualTo(RST | ACK_FLAG);
        assertThat(segments.get(2).ack).isEqualTo(segments.get(0).end());
        assertThat(segments.get(4).seq).isNotEqualTo(segments.get(0).seq);
        assertThat(segments.get(1).ipId).isEqualTo(-1);
    }

    @Test
    void explicitSegmentChangesNothing() {
        var script = PacketScript.connection().established();
        script.client().segment(RST, 12345, 0, 0);
        assertThat(script.client().data(1).seq()).isEqualTo(script.client().iss() + 1);
        assertThat(script.segments().get(3).seq).isEqualTo(12345);
    }

    @Test
    void snapLengthCutsFramesButNotTheirWireLength() {
        var script = PacketScript.connection().established().snapLength(80);
        script.client().data(500);

        TcpSegment data = script.segments().get(3);
        assertThat(data.payloadLength).isEqualTo(500);
        assertThat(data.payloadCaptured).isEqualTo(80 - 66);
        assertThat(data.wireLength).isEqualTo(566);
    }
}
