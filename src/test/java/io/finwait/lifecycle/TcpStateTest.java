package io.finwait.lifecycle;

import static io.finwait.lifecycle.TcpEvent.RCV_ACK_OF_FIN;
import static io.finwait.lifecycle.TcpEvent.RCV_ACK_OF_SYN;
import static io.finwait.lifecycle.TcpEvent.RCV_FIN;
import static io.finwait.lifecycle.TcpEvent.RCV_RST;
import static io.finwait.lifecycle.TcpEvent.RCV_SYN_ACK;
import static io.finwait.lifecycle.TcpEvent.SND_FIN;
import static io.finwait.lifecycle.TcpEvent.SND_RST;
import static io.finwait.lifecycle.TcpEvent.SND_SYN;
import static io.finwait.lifecycle.TcpEvent.SND_SYN_ACK;
import static io.finwait.lifecycle.TcpEvent.TIMEOUT_2MSL;
import static io.finwait.lifecycle.TcpState.CLOSED;
import static io.finwait.lifecycle.TcpState.CLOSE_WAIT;
import static io.finwait.lifecycle.TcpState.CLOSING;
import static io.finwait.lifecycle.TcpState.ESTABLISHED;
import static io.finwait.lifecycle.TcpState.FIN_WAIT_1;
import static io.finwait.lifecycle.TcpState.FIN_WAIT_2;
import static io.finwait.lifecycle.TcpState.LAST_ACK;
import static io.finwait.lifecycle.TcpState.LISTEN;
import static io.finwait.lifecycle.TcpState.SYN_RECEIVED;
import static io.finwait.lifecycle.TcpState.SYN_SENT;
import static io.finwait.lifecycle.TcpState.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 9293 §3.3.2, Figure 5, written a second time. */
class TcpStateTest {
    /** Every arrow but those of RST. */
    private static final Map<TcpState, Map<TcpEvent, TcpState>> FIGURE_5 = Map.of(
            CLOSED, Map.of(SND_SYN, SYN_SENT),
            LISTEN, Map.of(SND_SYN_ACK, SYN_RECEIVED),
            SYN_SENT, Map.of(SND_SYN_ACK, SYN_RECEIVED, RCV_SYN_ACK, ESTABLISHED),
            SYN_RECEIVED, Map.of(RCV_ACK_OF_SYN, ESTABLISHED, SND_FIN, FIN_WAIT_1, RCV_FIN, CLOSE_WAIT),
            ESTABLISHED, Map.of(SND_FIN, FIN_WAIT_1, RCV_FIN, CLOSE_WAIT),
            FIN_WAIT_1, Map.of(RCV_ACK_OF_FIN, FIN_WAIT_2, RCV_FIN, CLOSING),
            FIN_WAIT_2, Map.of(RCV_FIN, TIME_WAIT),
            CLOSING, Map.of(RCV_ACK_OF_FIN, TIME_WAIT),
            CLOSE_WAIT, Map.of(SND_FIN, LAST_ACK),
            LAST_ACK, Map.of(RCV_ACK_OF_FIN, CLOSED));

    static Stream<Arguments> everyStateAndEvent() {
        return Stream.of(TcpState.values())
                .flatMap(state -> Stream.of(TcpEvent.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void arrowsAreThoseOfTheFigureAndNoOthers(TcpState state, TcpEvent event) {
        TcpState expected;
        if (event == SND_RST || event == RCV_RST) {
            expected = CLOSED;
        } else if (state == TIME_WAIT) {
            expected = event == TIMEOUT_2MSL ? CLOSED : TIME_WAIT;
        } else {
            expected = Objects.requireNonNull(FIGURE_5.get(state)).getOrDefault(event, state);
        }

        assertThat(state.next(event)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TcpState.class)
    void linuxNamesAreThoseOfSs(TcpState state) {
        String name = state == CLOSED
                ? "CLOSE"
                : state.name().replace("_1", "1").replace("_2", "2").replace("RECEIVED", "RECV");

        assertThat(state.linux()).isEqualTo(name);
    }

    @Test
    void everyStateIsReachedFromClosedOrListen() {
        assertThat(FIGURE_5.values().stream().flatMap(arrows -> arrows.values().stream()))
                .contains(SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, TIME_WAIT, CLOSE_WAIT)
                .contains(LAST_ACK, CLOSED)
                .doesNotContain(LISTEN);
    }
}
