package io.finwait.lifecycle.zeek;

import static io.finwait.lifecycle.zeek.Talk.EXCHANGE;
import static io.finwait.lifecycle.zeek.Talk.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapTest {
    @Test
    void octetsAcknowledgedButNeverCapturedAreAGap() {
        expect("ShADadg", EXCHANGE, "> . 101 301");
    }

    @Test
    void gapOfTheOriginatorIsUpperCase() {
        expect("ShADadG", EXCHANGE, "< . 201 150");
    }

    @Test
    void holeFilledBeforeItsAcknowledgementIsNoGap() {
        expect("ShADadT", EXCHANGE, "> . 151 201 50 | > . 101 201 50 | < . 201 201");
    }

    @Test
    void everyHoleCounts() {
        var segments = new StringBuilder(EXCHANGE);
        for (int i = 0; i < 10; i++) {
            segments.append(" | > . ").append(111 + 20 * i).append(" 201 10");
        }
        expect("ShADadGG", segments.toString(), "< . 201 301");
        expect("ShADadG", segments.toString(), "< . 201 281");
    }

    @Test
    void finCountsAsNoOctet() {
        expect("ShADadFf", EXCHANGE, "> F. 101 201 | < F. 201 102 | > . 102 202");
    }

    @Test
    void gapBeforeAFinIsNoticedWhenTheFinIsAcknowledged() {
        expect("ShADadfFg", EXCHANGE, "< F. 301 101 | > F. 101 302");
    }

    @Test
    void gapShownByTheResetThatEndsItComesTooLate() {
        expect("ShADadR", EXCHANGE, "> R. 101 301");
    }

    @Test
    void connectionWithoutHandshakeHasNoGaps() {
        expect("Da", "> . 1 1 100 | < . 1 501");
    }

    @Test
    void payloadThatTheSnapLengthCutOffIsAGapWhenAcknowledged() {
        expect("ShADaG", HANDSHAKE, "> . 1 1 100 cut | < . 1 101");
    }

    @Test
    void withoutAnyAcknowledgementZeekStopsLookingFarBeyondAHole() {
        expect("ShADaG", HANDSHAKE, "> . 101 1 16284 | < . 1 16385");
        expect("ShADa", HANDSHAKE, "> . 101 1 16285 | < . 1 16386");
    }

    @Test
    void withTooMuchUnacknowledgedZeekStopsLooking() {
        expect("ShADadG", EXCHANGE, "> . 111 201 10485760 | < . 201 10485871");
        expect("ShADad", EXCHANGE, "> . 111 201 10485761 | < . 201 10485872");
    }

    @Test
    void sequenceNumbersMayWrapAnywhere() {
        String segments = EXCHANGE + " | > . 151 201 50 | < . 201 201 | > F. 201 201 | < F. 201 202 | > . 202 202";
        for (int below = 0; below <= 210; below++) {
            ZeekView view = Talk.fromInitialSequenceNumbers(-below, -1 - below, segments);
            assertThat(view.history()).as("ISNs %d below the wrap", below).isEqualTo("ShADadGFf");
            assertThat(view.connState()).isEqualTo("SF");
        }
    }

    private static void expect(String history, String... segments) {
        assertThat(Talk.replay(segments).history()).isEqualTo(history);
    }
}
