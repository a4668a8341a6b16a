package io.finwait.lifecycle.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginatorTest {
    @Test
    void senderOfTheSynIsTheOriginatorWhateverThePorts() {
        ZeekView view = Talk.between(80, 40_000, "> S 0 | < S. 0 1 | > . 1 1");
        assertThat(view.originatorIsA()).isTrue();
        assertThat(view.history()).isEqualTo("ShA");
    }

    @Test
    void withoutSynTheServersPortMakesItsOwnerTheResponder() {
        assertFlippedAtOnce(Talk.between(80, 40_000, "> . 1 1 100"), "^d");
        assertFlippedAtOnce(Talk.between(80, 40_000, "> S. 0 1"), "^h");
        assertFlippedAtOnce(Talk.between(443, 40_000, "> R 1"), "^r");
    }

    @Test
    void withoutSynAndKnownPortsTheFirstSenderIsTheOriginator() {
        ZeekView view = Talk.between(40_000, 50_000, "> . 1 1 100 | < . 1 101");
        assertThat(view.originatorIsA()).isTrue();
        assertThat(view.history()).isEqualTo("Da");
    }

    @Test
    void betweenTwoKnownPortsTheHigherOneListens() {
        assertFlippedAtOnce(Talk.between(80, 8080, "> . 1 1 100"), "^d");
        assertThat(Talk.between(8080, 80, "> . 1 1 100").originatorIsA()).isTrue();
    }

    @Test
    void betweenTwoKnownPortsASynAckFlipsNothing() {
        assertThat(Talk.between(80, 8080, "> S. 0 1").history()).isEqualTo("H");
    }

    @Test
    void nothingIsFlippedTowardsTheBroadcastAddress() {
        var segment = new TcpSegment();
        segment.srcPort = 80;
        segment.dstPort = 40_000;
        segment.flags = TcpSegment.ACK_FLAG;
        segment.window = 1;
        segment.dstHigh = TcpSegment.IPV4_MARK;
        segment.dstLow = 0xFFFF_FFFFL;
        var view = new ZeekView();
        view.segment(segment, true);
        assertThat(view.originatorIsA()).isTrue();
        assertThat(view.history()).isEqualTo("A");
    }

    @Test
    void senderOfASynAckBecomesTheResponderOnceThereIsTrafficFromEitherSide() {
        assertFlippedAtOnce(Talk.between(40_000, 50_000, "> S. 0 1 | < . 1 1"), "^hA");
        assertFlippedAtOnce(Talk.between(40_000, 50_000, "> S. 0 1 | > . 1 1 10"), "^hd");
    }

    @Test
    void anyOtherLetterFirstKeepsTheSenderOfASynAckTheOriginator() {
        ZeekView reset = Talk.between(40_000, 50_000, "> S. 0 1 | < R 1 | > . 1 1 10");
        assertThat(reset.originatorIsA()).isTrue();
        assertThat(reset.history()).isEqualTo("HrD");
        assertThat(Talk.between(40_000, 50_000, "> S. 0 1 win0 | < . 1 1").history())
                .isEqualTo("HWa");
    }

    @Test
    void synCapturedAfterItsSynAckFlipsTheRoles() {
        ZeekView view = Talk.between(40_000, 50_000, "> S. 0 1 | < S 0 | < . 1 1 | > . 1 1 5");
        assertThat(view.originatorIsA()).isFalse();
        assertThat(view.history()).isEqualTo("Hs^Ad");
        assertThat(view.connState()).isEqualTo("S1");
    }

    @Test
    void marksStayWithTheRoleSoARepeatedSynAckShowsAgainAfterAFlip() {
        assertThat(Talk.between(40_000, 50_000, "> S. 0 1 | < . 1 1 | > S. 0 1 | > S. 0 1")
                        .history())
                .isEqualTo("^hAh");
    }

    @Test
    void likelyServerPortsAreZeeks() {
        assertThat(List.of(21, 22, 80, 443, 3306, 6379, 20_000)).allMatch(LikelyServerPorts::contains);
        assertThat(List.of(0, 23, 1024, 6380, 9092, 32_768 + 80, 65_535)).noneMatch(LikelyServerPorts::contains);
    }

    private static void assertFlippedAtOnce(ZeekView view, String history) {
        assertThat(view.history()).isEqualTo(history);
        assertThat(view.originatorIsA()).isFalse();
    }
}
