package io.finwait.finding.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.HostFinding;
import io.finwait.finding.HostsFound;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that stands in the capture twice, before and behind a device that translates addresses. */
class DoubleVantageTest {
    private static final String INSIDE = "192.168.0.7:40000";
    private static final String OUTSIDE = "10.0.0.1:2000";
    private static final String SERVER = "10.0.0.2:80";
    private static final int CLIENT_ISN = 0x1234_5678;
    private static final int SERVER_ISN = 0x8765_4321;

    private final PacketScript script = PacketScript.empty().spacing(Duration.ofNanos(20_000));

    private static void talk(ScriptedConnection c, int octets) {
        c.established();
        c.client().data(octets);
        c.server().data(300);
        c.closedByClient();
    }

    private void twice(int secondClientIsn, int secondServerIsn, int secondOctets) {
        talk(script.open(INSIDE, SERVER).isns(CLIENT_ISN, SERVER_ISN), 100);
        talk(script.open(OUTSIDE, SERVER).isns(secondClientIsn, secondServerIsn), secondOctets);
    }

    private List<HostFinding> found() {
        return HostsFound.in(script).of(DoubleVantage.KIND);
    }

    @Test
    void bothSidesOfATranslationAreFound() {
        twice(CLIENT_ISN, SERVER_ISN, 100);

        assertThat(found()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
            assertThat(finding.subject()).isEqualTo(new Subject.Capture());
            assertThat(finding.connections()).containsExactly(1);
            assertThat(finding.frames()).containsExactly(1L, 10L);
            assertThat(finding.message())
                    .startsWith("1 connection of 2 is another one over again")
                    .contains("Connection 1, 10.0.0.1:2000 → 10.0.0.2:80 (frame 10), is connection 0 (frame 1)");
        });
    }

    @Test
    void aRouterThatIsCapturedOnAllItsDevicesShowsThem() throws IOException {
        HostFinding finding = HostsFound.inSample("nat-both-sides.pcap").only(DoubleVantage.KIND);

        assertThat(finding.connectionCount()).isEqualTo(3);
        assertThat(finding.measurements()).containsEntry("connections_over_again", 3.0);
    }

    @Test
    void aLoadBalancerThatIsCapturedInsideATunnelShowsThem() throws IOException {
        assertThat(HostsFound.inCapture("corpus/suricata/bug-5437-02__input.pcap")
                        .only(DoubleVantage.KIND)
                        .connectionCount())
                .isEqualTo(3);
    }

    @Test
    void connectionsThatShareTheNumbersOfOneSideAreNotOne() {
        twice(CLIENT_ISN, SERVER_ISN + 1, 100);

        assertThat(found()).isEmpty();
    }

    @Test
    void connectionsWithOtherDataAreNotOne() {
        twice(CLIENT_ISN, SERVER_ISN, 101);

        assertThat(found()).isEmpty();
    }

    @Test
    void connectionsWithOtherTimestampsAreNotOne() {
        talk(script.open(INSIDE, SERVER).isns(CLIENT_ISN, SERVER_ISN), 100);
        ScriptedConnection other = script.open(OUTSIDE, SERVER).isns(CLIENT_ISN, SERVER_ISN);
        other.client().clock(99_000_000);
        talk(other, 100);

        assertThat(found()).isEmpty();
    }

    @Test
    void aProgramThatMakesPacketsBeginsWithTheSameNumbersAgainAndAgain() {
        talk(script.open(INSIDE, SERVER).isns(1_000, 2_000).withoutTimestamps(), 100);
        talk(script.open(OUTSIDE, SERVER).isns(1_000, 2_000).withoutTimestamps(), 100);

        assertThat(found()).isEmpty();
    }

    @Test
    void aCaptureThatWasEditedAndPutBehindItselfHasTheSameTimes() throws IOException {
        assertThat(HostsFound.inCapture("corpus/ndpi/ajp.pcap").of(DoubleVantage.KIND))
                .isEmpty();
    }

    @Test
    void theSameNumbersMuchLaterAreNoCopy() {
        talk(script.open(INSIDE, SERVER).isns(CLIENT_ISN, SERVER_ISN).withoutTimestamps(), 100);
        script.after(Duration.ofSeconds(1));
        talk(script.open(OUTSIDE, SERVER).isns(CLIENT_ISN, SERVER_ISN).withoutTimestamps(), 100);

        assertThat(found()).isEmpty();
    }

    @Test
    void withoutTheSynAckThereIsNotEnoughToCompare() {
        for (String client : List.of(INSIDE, OUTSIDE)) {
            ScriptedConnection c = script.open(client, SERVER).isns(CLIENT_ISN, SERVER_ISN);
            c.client().syn();
            c.server().lost().synAck();
            c.client().ack();
            c.client().data(100);
        }

        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"any-router.pcap", "any-sll.pcap", "two-tier.pcapng", "churn-seed.pcap", "vlan-mirror.pcap"})
    void samePacketsUnderTheSameAddressesAndProxiesAreNotFound(String sample) throws IOException {
        assertThat(HostsFound.inSample(sample).of(DoubleVantage.KIND)).isEmpty();
    }
}
