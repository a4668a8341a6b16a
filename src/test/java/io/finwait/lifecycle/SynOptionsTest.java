package io.finwait.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.decode.TcpSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynOptionsTest {
    @ParameterizedTest
    @CsvSource({"-1, false, false", "0, true, false", "8, true, true"})
    void fastOpenIsKeptWithWhetherThereIsACookie(int cookieOctets, boolean fastOpen, boolean cookie) {
        TcpSegment syn = syn();
        syn.fastOpen = cookieOctets;

        var options = new SynOptions(SynOptions.of(syn));

        assertThat(options.fastOpen()).isEqualTo(fastOpen);
        assertThat(options.fastOpenCookie()).isEqualTo(cookie);
        assertThat(options.mss()).isEqualTo(1460);
        assertThat(options.windowScale()).isEqualTo(7);
        assertThat(options.known()).isTrue();
    }

    @Test
    void noOptionShinesThroughInAnother() {
        TcpSegment syn = syn();
        syn.mss = 65_535;
        syn.windowScale = 255;
        syn.sackPermitted = false;

        var options = new SynOptions(SynOptions.of(syn));

        assertThat(options.mss()).isEqualTo(65_535);
        assertThat(options.sackPermitted()).isFalse();
        assertThat(options.timestamps()).isFalse();
        assertThat(options.fastOpen()).isFalse();
    }

    private static TcpSegment syn() {
        var syn = new TcpSegment();
        syn.flags = TcpSegment.SYN;
        syn.mss = 1460;
        syn.windowScale = 7;
        syn.sackPermitted = true;
        return syn;
    }
}
