package io.finwait.lifecycle.zeek;

import static io.finwait.lifecycle.zeek.Talk.EXCHANGE;
import static io.finwait.lifecycle.zeek.Talk.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnStateTest {
    @Test
    void synWithoutAnswerIsS0() {
        expect("S0", "S", "> S 0 | > S 0");
    }

    @Test
    void bareAckBeforeTheSynAckLeavesS0() {
        expect("S0", "Sa", "> S 0 | < . 0 1");
    }

    @Test
    void handshakeAloneIsS1() {
        expect("S1", "ShA", HANDSHAKE);
    }

    @Test
    void synAndSynAckSufficeForS1() {
        expect("S1", "Sh", "> S 0 | < S. 0 1");
    }

    @Test
    void connectionWithDataAndNoCloseIsS1() {
        expect("S1", "ShADad", EXCHANGE);
    }

    @Test
    void simultaneousOpenIsS1() {
        expect("S1", "SsAa", "> S 0 | < S 0 | > . 1 1 | < . 1 1");
    }

    @Test
    void closeOfBothSidesIsSf() {
        expect("SF", "ShADadFf", EXCHANGE, "> F. 101 201 | < . 201 102 | < F. 201 102 | > . 102 202");
    }

    @Test
    void twoFinsWithoutHandshakeAreSf() {
        expect("SF", "FfA", "> F. 1 1 | < F. 1 2 | > . 2 2");
    }

    @Test
    void resetAfterBothFinsLeavesSf() {
        expect("SF", "ShADadFfR", EXCHANGE, "> F. 101 201 | < F. 201 102 | > R 102");
    }

    @Test
    void finThenResetThenTheOtherFinIsSf() {
        expect("SF", "ShADadFRf", EXCHANGE, "> F. 101 201 | > R 102 | < F. 201 102");
    }

    @Test
    void closeOfTheOriginatorOnlyIsS2() {
        expect("S2", "ShADadF", EXCHANGE, "> F. 101 201 | < . 201 102");
    }

    @Test
    void closeOfTheResponderOnlyIsS3() {
        expect("S3", "ShADadf", EXCHANGE, "< F. 201 101 | > . 101 202");
    }

    @Test
    void originatorsSynAndFinWithoutAnyAnswerIsSh() {
        expect("SH", "SF", "> S 0 | > F 1");
    }

    @Test
    void respondersSynAckAndFinWithoutTheOriginatorIsShr() {
        ZeekView view = Talk.between(80, 40_000, "> S. 0 1 | > . 1 1 100 | > F. 101 1");
        assertThat(view.connState()).isEqualTo("SHR");
        assertThat(view.history()).isEqualTo("^hdf");
    }

    @Test
    void synAnsweredByResetIsRej() {
        expect("REJ", "Sr", "> S 0 | < R. 0 1");
    }

    @Test
    void bothSidesResettingAfterAHandshakeWithoutDataIsRej() {
        expect("REJ", "ShRr", "> S 0 | < S. 0 1 | > R 1 | < R 1");
    }

    @Test
    void bothSidesResettingAfterDataIsRstr() {
        expect("RSTR", "ShADadRr", EXCHANGE, "> R 101 | < R 201");
    }

    @Test
    void resetByTheOriginatorIsRsto() {
        expect("RSTO", "ShADadR", EXCHANGE, "> R. 101 201");
    }

    @Test
    void resetByTheResponderIsRstr() {
        expect("RSTR", "ShADadr", EXCHANGE, "< R. 201 101");
    }

    @Test
    void finThenResetOfOneSideIsAReset() {
        expect("RSTO", "ShADadFR", EXCHANGE, "> F. 101 201 | > R 102");
    }

    @Test
    void resetAfterNothingButASynIsRstos0() {
        expect("RSTOS0", "SR", "> S 0 | > R 1");
        expect("RSTOS0", "SaR", "> S 0 | < . 0 7 | > R 7");
    }

    @Test
    void resetAfterFinOrAckWithoutAnAnsweringSynIsOth() {
        expect("OTH", "SaFR", "> S 0 | < . 0 7 | > F 1 | > R 2");
        expect("OTH", "SAR", "> S 0 | > . 1 1 | > R 1");
    }

    @Test
    void resetByTheResponderOfAConnectionWithoutSynIsRstrh() {
        expect("RSTRH", "Dr", "> . 1 1 100 | < R 1");
    }

    @Test
    void dataWithoutSynAndCloseIsOth() {
        expect("OTH", "Dd", "> . 1 1 100 | < . 1 101 100");
    }

    @Test
    void synAckAloneIsOth() {
        assertOth(Talk.between(40_000, 50_000, "> S. 0 1"), "H");
    }

    @Test
    void segmentWithoutFlagsAndPayloadLeavesTheHistoryEmpty() {
        assertOth(Talk.replay("> - 1"), "");
    }

    private static void assertOth(ZeekView view, String history) {
        assertThat(view.connState()).isEqualTo("OTH");
        assertThat(view.history()).isEqualTo(history);
    }

    private static void expect(String connState, String history, String... segments) {
        ZeekView view = Talk.replay(segments);
        assertThat(view.history()).isEqualTo(history);
        assertThat(view.connState()).isEqualTo(connState);
        assertThat(view.originatorIsA()).isTrue();
    }
}
