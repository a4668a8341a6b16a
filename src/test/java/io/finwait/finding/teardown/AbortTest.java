package io.finwait.finding.teardown;

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

class AbortTest {

    private static PacketScript inUse() {
        var script = PacketScript.connection().established();
        script.client().data(100);
        script.server().data(200);
        script.client().ack();
        return script;
    }

    @Test
    void aRstInsteadOfAFinIsAnAbort() {
        var script = inUse();
        script.after(Duration.ofSeconds(1)).client().rstAck();
        Finding finding = Found.in(script).only(AbortByApplication.KIND);

        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.frames()).containsExactly(5L, 7L);
        assertThat(finding.message()).contains("1.00 s after the last data of the server");
    }

    @Test
    void anAbortBeforeAnyDataIsOnlyInfo() {
        var script = PacketScript.connection().established();
        script.client().rstAck();

        assertThat(Found.in(script).only(AbortByApplication.KIND).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aServerThatAbortsWithARequestUnansweredMayNotHaveReadIt() {
        var script = inUse();
        script.client().data(300);
        script.server().rstAck();
        Found found = Found.in(script);

        assertThat(found.only(CloseWithUnreadData.KIND).frames()).containsExactly(7L, 8L);
        assertThat(found.of(AbortByApplication.KIND)).isEmpty();
    }

    @Test
    void aServerThatAbortsMuchLaterHasReadIt() {
        var script = inUse();
        script.client().data(300);
        script.server().ack();
        script.after(Duration.ofSeconds(20)).server().rstAck();

        assertThat(Found.in(script).ids()).containsExactly("abort-by-application");
    }

    @Test
    void aRefusedConnectionIsNoAbort() {
        var script = PacketScript.connection();
        script.client().syn();
        script.server().refuse();

        assertThat(Found.in(script).ids()).doesNotContain("abort-by-application", "close-with-unread-data");
    }

    @Test
    void aRstAfterAFinOfTheSameSideIsItsOwnMatter() {
        var script = inUse();
        script.client().fin();
        script.after(Duration.ofMillis(10)).client().rstAck();
        Found found = Found.in(script);

        assertThat(found.of(AbortByApplication.KIND)).isEmpty();
        assertThat(found.only(FinThenRst.KIND).frames()).containsExactly(7L, 8L);
        assertThat(found.only(FinThenRst.KIND).message())
                .endsWith("it closed first and then aborted, so it holds no TIME_WAIT.");
    }

    @Test
    void aSideThatAbortsInLastAckHadNotClosedFirst() {
        var script = inUse();
        script.server().fin();
        script.client().ack();
        script.after(Duration.ofSeconds(40)).client().fin();
        script.client().rstAck();

        assertThat(Found.in(script).only(FinThenRst.KIND).message())
                .endsWith("it closed second and then aborted, before the ACK of its FIN.");
    }

    @Test
    void whoClosedFirstIsNotSaidWhereItIsNotKnown() {
        var script = PacketScript.connection();
        script.client().lost().syn();
        script.server().lost().synAck();
        script.client().fin();
        script.after(Duration.ofSeconds(4)).client().rstAck();

        assertThat(Found.in(script).only(FinThenRst.KIND).message())
                .endsWith("it closed and then aborted, so it holds no TIME_WAIT.");
    }

    @Test
    void aRstThatEndsNothingIsNoAbort() {
        var script = inUse();
        script.client()
                .segment(0x14, script.client().sndNxt() - 100, script.client().rcvNxt(), 0);

        assertThat(Found.in(script).of(AbortByApplication.KIND)).isEmpty();
    }

    @Test
    void dataThatCrossesTheAbortIsNotBeforeIt() {
        var script = inUse();
        Sent rst = script.client().inFlight().rstAck();
        script.after(Duration.ofMillis(2)).server().data(100);
        script.deliver(rst);

        assertThat(Found.in(script).only(AbortByApplication.KIND).message())
                .contains("2.00 ms before the last data of the server");
    }

    @Test
    void aKernelThatGaveUpRepeatingIsNoProgram() {
        var script = inUse();
        Sent data = script.client().droppedInNetwork().data(100);
        script.after(Duration.ofSeconds(1)).client().droppedInNetwork().retransmit(data);
        script.after(Duration.ofSeconds(2)).client().rstAck();

        assertThat(Found.in(script).of(AbortByApplication.KIND)).isEmpty();
    }

    @Test
    void aRstThatItsSenderDoesNotKnowOfIsNoAbort() {
        var script = inUse();
        script.server().segment(0x14, script.server().sndNxt(), script.server().rcvNxt(), 0);
        script.after(Duration.ofSeconds(1)).server().data(100);

        assertThat(Found.in(script).of(AbortByApplication.KIND)).isEmpty();
    }

    @Test
    void aRstAfterTheCloseEndsNothing() {
        var script = inUse();
        script.first().closedByClient();
        script.after(Duration.ofMillis(5)).server().rstAck();
        Found found = Found.in(script);

        assertThat(found.only(RstAfterNormalClose.KIND).severity()).isEqualTo(Severity.INFO);
        assertThat(found.ids()).containsExactly("time-wait-assassinated", "rst-after-normal-close");
    }

    @Test
    void crossingFinsAreASimultaneousClose() {
        var script = inUse();
        Sent client = script.client().inFlight().fin();
        Sent server = script.server().inFlight().fin();
        script.deliver(client).deliver(server);
        script.client().ack();
        script.server().ack();

        assertThat(Found.in(script).only(SimultaneousClose.KIND).frames()).containsExactly(7L, 8L);
    }

    @Test
    void oneFinAfterTheOtherIsNone() {
        var script = inUse();
        script.first().closedByServer();

        assertThat(Found.in(script).ids()).isEmpty();
    }

    @Test
    void realKernelsAreFound() throws IOException {
        assertThat(Found.inPcap("kernel/s16a_rst_linger0_client/client.pcap").of(AbortByApplication.KIND))
                .hasSize(3)
                .allMatch(finding -> finding.confidence() == Confidence.STRONG);
        assertThat(Found.inSample("rst-unread-data.pcap")
                        .only(CloseWithUnreadData.KIND)
                        .frames())
                .containsExactly(4L, 6L);
        assertThat(Found.inPcap("lab/fin_then_rst.pcap").of(FinThenRst.KIND)).hasSize(1);
        assertThat(Found.inSample("simultaneous-close.pcap").of(SimultaneousClose.KIND))
                .hasSize(1);
        assertThat(Found.inSample("half-close.pcap").of(HalfClosedSession.KIND)).hasSize(1);
    }
}
