package io.finwait.finding.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PathMtuBlackholeTest {

    private static PacketScript uploading(int size, boolean smallOnesArrive) {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().ack();
        Sent large = script.client().droppedInNetwork().data(size);
        script.client().data(300);
        if (smallOnesArrive) {
            script.server().ack();
        }
        for (int i = 0; i < 4; i++) {
            script.after(Duration.ofMillis(200L << i))
                    .client()
                    .droppedInNetwork()
                    .retransmit(large);
        }
        return script;
    }

    @Test
    void largeSegmentsThatNeverArriveWhereSmallOnesDoAreFound() {
        Finding finding = Found.in(uploading(1448, true)).only(PathMtuBlackhole.KIND);

        assertThat(finding.frames()).containsExactly(9L, 10L, 11L, 12L);
        assertThat(finding.message()).contains("a segment of 1,448 octets 4 times", "1,460 (MSS)");
    }

    @Test
    void aPathThatDiedIsNotFound() {
        assertThat(Found.in(uploading(1448, false)).of(PathMtuBlackhole.KIND)).isEmpty();
    }

    @Test
    void smallSegmentsAreLostToSomethingElse() {
        assertThat(Found.in(uploading(500, true)).of(PathMtuBlackhole.KIND)).isEmpty();
    }

    @Test
    void aLargeSegmentThatArrivesInTheEndWasOnlyLost() {
        var script = uploading(1448, true);
        script.after(Duration.ofSeconds(4)).client().retransmit();
        script.server().rcvNxt(script.client().sndNxt());
        script.server().ack();

        assertThat(Found.in(script).of(PathMtuBlackhole.KIND)).isEmpty();
    }

    @Test
    void aNarrowRouterIsFound() throws IOException {
        Found found = Found.inSample("pmtu-blackhole.pcap");

        assertThat(found.only(PathMtuBlackhole.KIND).frames()).containsExactly(11L, 12L, 13L, 14L, 15L, 16L);
        assertThat(found.of(1, PathMtuBlackhole.KIND)).isEmpty();
    }
}
