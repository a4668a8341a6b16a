package io.finwait.lifecycle.zeek;

import static io.finwait.lifecycle.zeek.Talk.EXCHANGE;
import static io.finwait.lifecycle.zeek.Talk.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void dataAndAckAreSaidOncePerSide() {
        expect("ShADad", EXCHANGE, "> . 101 201 50 | < . 201 151 | < . 201 151 50 | > . 151 251");
    }

    @Test
    void retransmittedSynIsSaidOnce() {
        expect("Sh", "> S 0 | > S 0 | < S. 0 1 | < S. 0 1");
    }

    @Test
    void synWithAnotherNumberOnceTheEndIsClosedIsSaidAgain() {
        expect("ShAFS", HANDSHAKE, "> F. 1 1 | > S 500 | > S 500");
    }

    @Test
    void finIsSaidAgainOnlyWithAnotherEnd() {
        expect("ShAF", HANDSHAKE, "> F. 1 1 | > F. 1 1");
        expect("ShAFF", HANDSHAKE, "> F. 1 1 | > F. 1 1 10 | > F. 11 1");
        expect("ShADF", HANDSHAKE, "> . 1 1 10 | > F. 11 1 | > . 11 1");
    }

    @Test
    void finRepeatedAfterDataBeyondItIsTheSameFin() {
        expect("ShAFD", HANDSHAKE, "> F. 1 1 | > . 2 1 10 | > F. 1 1");
    }

    @Test
    void resetIsSaidAgainOnlyWithAnotherNumber() {
        expect("SR", "> S 0 | > R 1 | > R 1");
        expect("ShARR", HANDSHAKE, "> R 1 | > R 7 | > R 7");
    }

    @Test
    void dataOnSynOrFinIsNoD() {
        expect("SThAF", "> S 0 5 | < S. 0 1 | > . 6 1 | > F. 6 1 10");
    }

    @Test
    void oddFlagsAreIOrQOncePerSide() {
        expect("I", "> FR 1 | > FR 1");
        expect("I", "> SFR 0");
        expect("Q", "> SF 0 | > SR 0");
    }

    @Test
    void repeatedDataIsTAtThe1stAnd10thAnd100thTime() {
        String once = " | > . 1 1 100";
        expect("ShADadT", EXCHANGE + once);
        expect("ShADadT", EXCHANGE + once.repeat(9));
        expect("ShADadTT", EXCHANGE + once.repeat(10));
        expect("ShADadTT", EXCHANGE + once.repeat(99));
        expect("ShADadTTT", EXCHANGE + once.repeat(100));
    }

    @Test
    void keepAliveWithAnOctetIsTAndOneWithoutIsNothing() {
        expect("ShADadT", EXCHANGE, "> . 100 201 1");
        expect("ShADad", EXCHANGE, "> . 100 201");
    }

    @Test
    void repeatedDataAfterResetIsNoT() {
        expect("ShADadR", EXCHANGE, "> R 101 | > . 1 201 100");
    }

    @Test
    void zeroWindowIsWAtThe1stAnd10thTime() {
        String once = " | < . 201 101 win0";
        expect("ShADadw", EXCHANGE + once.repeat(9));
        expect("ShADadww", EXCHANGE + once.repeat(10));
    }

    @Test
    void zeroWindowOfASynCounts() {
        expect("SW", "> S 0 win0");
    }

    @Test
    void zeroWindowMeansNothingOnARstOrAfterThePeersFin() {
        expect("ShADadR", EXCHANGE, "> R 101 win0");
        expect("ShADadf", EXCHANGE, "< F. 201 101 | > . 101 202 win0");
    }

    @Test
    void lettersOfOneSegmentComeInZeeksOrder() {
        expect("ShADWTg", HANDSHAKE, "> . 0 101 1 win0");
    }

    @Test
    void historyOfMoreThanTwelveLettersIsWhole() {
        String resets = "> R 102 | > R 103 | > R 104 | > R 105 | > R 106 | > R 107";
        expect("ShADadFfRRRRRR", EXCHANGE, "> F. 101 201 | < F. 201 102", resets);
    }

    @Test
    void historyIsBoundedUnderAFloodOfResets() {
        var flood = new StringBuilder("> S 0");
        for (int i = 1; i <= 2_000; i++) {
            flood.append(" | > R ").append(i);
        }
        assertThat(Talk.replay(flood.toString()).history()).matches("SR{255}");
    }

    private static void expect(String history, String... segments) {
        assertThat(Talk.replay(segments).history()).isEqualTo(history);
    }
}
