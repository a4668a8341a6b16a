package io.finwait.finding.timewait;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Confidence;
import io.finwait.finding.Finding;
import io.finwait.finding.Found;
import io.finwait.finding.Severity;
import io.finwait.finding.opening.SynHitsLiveConnection;
import io.finwait.testing.PacketScript;
import io.finwait.testing.ScriptedConnection;
import io.finwait.testing.Sent;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A SYN on addresses and ports that one side still holds in TIME_WAIT: let in, refused, or refused for good. */
class PortUsedAgainTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static PacketScript closedByServer() {
        var script = PacketScript.connection().established();
        script.first().closedByServer();
        return script;
    }

    private static PacketScript closedByClient() {
        var script = PacketScript.connection().established();
        script.first().closedByClient();
        return script;
    }

    /** The next connection's first SYN, 2 s later, which TIME_WAIT takes for an old segment. */
    private static Sent synTo(PacketScript script, ScriptedConnection next) {
        script.after(SOON);
        return next.client().droppedInNetwork().syn();
    }

    /** The SYN is answered with an ACK of the old connection. */
    private static Sent refuse(PacketScript script) {
        return script.server().ipId(0).ack();
    }

    private static Sent resetBy(PacketScript script) {
        return script.client().segment(0x04, script.server().rcvNxt(), 0, 0);
    }

    @Test
    void aServerInTimeWaitThatContinuesItsNumbersIsLinux() {
        PacketScript script = closedByServer();
        int isn = script.server().sndNxt() + 65_537;
        ScriptedConnection next = script.reopen().isns(script.client().sndNxt() + 1_000, isn);
        script.after(SOON);
        next.established();
        Finding finding = Found.in(script).only(TimeWaitReopenedByServer.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.frames()).containsExactly(4L, 7L, 8L, 9L);
        assertThat(finding.message()).contains("2.00 s after it had entered TIME_WAIT for connection 0");
    }

    @Test
    void aServerWithOtherNumbersMayHaveLostItsTimeWait() {
        PacketScript script = closedByServer();
        script.after(SOON);
        script.reopen().established();
        Finding finding = Found.in(script).only(TimeWaitReopenedByServer.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.modelled()).isTrue();
    }

    @Test
    void onceTimeWaitIsOverAPortIsFree() {
        PacketScript script = closedByServer();
        script.after(Duration.ofSeconds(61));
        script.reopen().established();

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void aClientThatContinuesItsNumbersUsesTwReuse() {
        PacketScript script = closedByClient();
        ScriptedConnection next = script.reopen()
                .isns(script.client().sndNxt() + 65_537, script.server().sndNxt() + 9_999_999);
        script.after(SOON);
        next.established();
        Finding finding = Found.in(script).only(TimeWaitReusedByClient.KIND);

        assertThat(finding.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(finding.message()).contains("tcp_tw_reuse is at work");
    }

    @Test
    void aClientWithOtherNumbersDoesNot() {
        PacketScript script = closedByClient();
        script.after(SOON);
        script.reopen().established();
        Finding finding = Found.in(script).only(TimeWaitReusedByClient.KIND);

        assertThat(finding.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(finding.message()).contains("not tcp_tw_reuse");
    }

    @Test
    void aConnectionThatWasResetLeavesNoTimeWait() {
        var script = PacketScript.connection().established();
        script.server().rstAck();
        script.after(SOON);
        script.reopen().established();

        assertThat(Found.in(script).of(TimeWaitReopenedByServer.KIND)).isEmpty();
        assertThat(Found.in(script).of(TimeWaitReusedByClient.KIND)).isEmpty();
    }

    @Test
    void aRepeatedSynIsNoPortUsedAgain() {
        var script = PacketScript.connection();
        Sent syn = script.client().droppedInNetwork().syn();
        script.after(SECOND).client().retransmit(syn);
        script.server().synAck();
        script.client().ack();
        script.first().closedByServer();

        assertThat(Found.in(script).of(TimeWaitReopenedByServer.KIND)).isEmpty();
    }

    @Test
    void realKernelsLetPortsInAgain() throws IOException {
        assertThat(Found.inSample("time-wait-reuse.pcap").of(TimeWaitReopenedByServer.KIND))
                .hasSize(3)
                .extracting(Finding::confidence)
                .containsOnly(Confidence.CERTAIN);
        assertThat(Found.inPcap("kernel/s07a_tw_reuse_delay1000/client.pcap").of(TimeWaitReusedByClient.KIND))
                .hasSize(4)
                .extracting(Finding::confidence)
                .containsOnly(Confidence.CERTAIN);
    }

    @Test
    void aSynThatTimeWaitRefusesIsToldWithWhatItCost() {
        PacketScript script = closedByServer();
        ScriptedConnection next = script.reopen().isns(script.client().sndNxt() - 1_000_000, 77_777_777);
        Sent syn = synTo(script, next);
        refuse(script);
        resetBy(script);
        script.after(Duration.ofMillis(9));
        next.client().retransmit(syn);
        next.server().synAck();
        next.client().ack();
        Found found = Found.in(script);
        Finding finding = found.only(TimeWaitSynRefused.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.confidence()).isEqualTo(Confidence.STRONG);
        assertThat(finding.frames()).containsExactly(4L, 8L, 9L, 10L, 11L, 12L);
        assertThat(finding.message())
                .contains("had been in TIME_WAIT for 2.00 s (connection 0)")
                .contains("its sequence number lay 1,000,000 before what TIME_WAIT expected")
                .endsWith("the SYN had to be sent again, 11.0 ms later.");
        assertThat(found.of(TimeWaitReopenedByServer.KIND)).isEmpty();
        assertThat(found.of(ChallengeOrRstFiltered.KIND)).isEmpty();
        assertThat(found.of(SynHitsLiveConnection.KIND)).isEmpty();
    }

    @Test
    void realTimeWaitsRefuseHostsWithOlderTimestamps() throws IOException {
        assertThat(Found.inSample("nat-time-wait.pcap").of(8, TimeWaitSynRefused.KIND))
                .singleElement()
                .satisfies(finding -> assertThat(finding.frames()).containsExactly(8L, 81L, 82L, 83L, 84L, 85L))
                .satisfies(finding -> assertThat(finding.message()).contains("ticks older"));
        assertThat(Found.inPcap("kernel/s09a_syn_rejected_by_tw/server.pcap")
                        .only(TimeWaitSynRefused.KIND)
                        .frames())
                .containsExactly(10L, 13L, 14L, 15L, 16L, 17L);
    }

    @Test
    void aSynThatIsRefusedAgainAndAgainMeetsAFilter() {
        PacketScript script = closedByServer();
        ScriptedConnection next = script.reopen().isns(script.client().sndNxt() - 1_000_000, 77_777_777);
        Sent syn = synTo(script, next);
        refuse(script);
        for (int i = 0; i < 2; i++) {
            script.after(SECOND);
            next.client().droppedInNetwork().retransmit(syn);
            refuse(script);
        }
        Found found = Found.in(script);
        Finding finding = found.only(ChallengeOrRstFiltered.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.message()).contains("sent 3 SYNs in 2.00 s").contains("no RST of the client followed");
        assertThat(found.only(TimeWaitSynRefused.KIND).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void aRealClientBehindSuchAFilterNeverConnects() throws IOException {
        Found found = Found.inSample("refusal-filtered.pcap");

        assertThat(found.of(ChallengeOrRstFiltered.KIND)).isNotEmpty().hasSameSizeAs(found.of(TimeWaitSynRefused.KIND));
        assertThat(found.of(6, ChallengeOrRstFiltered.KIND))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("no RST of the client followed"));
        assertThat(Found.inSample("nat-time-wait.pcap").of(ChallengeOrRstFiltered.KIND))
                .isEmpty();
    }

    @Test
    void aLateAckOfTheOldConnectionRefusesNothing() {
        PacketScript script = closedByServer();
        ScriptedConnection next = script.reopen();
        script.after(SOON);
        next.client().syn();
        next.server().synAck();
        script.server().ack();
        next.client().ack();

        assertThat(Found.in(script).of(TimeWaitSynRefused.KIND)).isEmpty();
    }

    @Test
    void anAckWithoutAnOldConnectionInTheCaptureNeedsTheRestOfTheExchange() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().ipId(0).segment(0x10, 123_456, 654_321, 0);

        assertThat(Found.in(script).of(TimeWaitSynRefused.KIND)).isEmpty();
    }
}
