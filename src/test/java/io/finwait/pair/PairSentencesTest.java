package io.finwait.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.report.PairReport;
import io.finwait.report.TextStyle;
import io.finwait.testing.PacketScript;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of a segment can be read in one way only. */
class PairSentencesTest {
    private static String report(TwoSides sides) throws IOException {
        return PairReport.of(sides.compare(), new TextStyle(80, false, true), 20)
                .replaceAll("\\s+", " ");
    }

    @Test
    void whoseFinAnAckAcknowledgesIsSaidAsWellAsWhoSentIt() throws IOException {
        var script = PacketScript.connection().established();
        script.client().fin();
        Sent ack = script.server().ack();
        script.after(Duration.ofSeconds(3)).client().ack();

        assertThat(report(new TwoSides(script).lost(ack)))
                .contains("The ACK of the client's FIN by the server in #0 (frame 5 of the server side");
    }

    @Test
    void theFrameThatRepeatsWhatArrivedIsNotTakenForATime() throws IOException {
        var script = PacketScript.connection();
        script.client().syn();
        Sent answer = script.server().synAck();
        script.client().ack();
        script.after(Duration.ofSeconds(1)).server().retransmit(answer);
        script.client().ack();

        assertThat(report(new TwoSides(script)))
                .containsPattern(
                        "frame 3 of the client side, 3 of the server side, repeated \\S+ s later in frame 4\\.");
    }

    @Test
    void ofSegmentsThatLookTheSameItIsSaidWhoseTheyAre() throws IOException {
        var script = PacketScript.connection();
        script.first().withoutTimestamps();
        script.established();
        script.spacing(Duration.ofNanos(100_000));
        Sent first = script.client().ipId(0).droppedInNetwork().data(100);
        script.client().ipId(0).retransmit(first);
        script.server().ack();
        script.after(Duration.ofSeconds(1)).first().closedByClient();

        assertThat(report(new TwoSides(script).lost(first)))
                .contains("One of 2 data segments (100 octets) of the client in #0 that look the same (frame 5 of");
    }
}
