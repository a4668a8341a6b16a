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

import org.jspecify.annotations.Nullable;

/**
 * States of a connection's end, RFC 9293 §3.3.2, and the arrows between them, a line each, to be held against Figure 5 of the
 * RFC. The names are the RFC's with underscores for hyphens. Arrows that send and receive nothing cannot be captured and are
 * left out.
 */
public enum TcpState {
    CLOSED("CLOSE"),
    LISTEN("LISTEN"),
    SYN_SENT("SYN_SENT"),
    SYN_RECEIVED("SYN_RECV"),
    ESTABLISHED("ESTABLISHED"),
    FIN_WAIT_1("FIN_WAIT1"),
    FIN_WAIT_2("FIN_WAIT2"),
    CLOSE_WAIT("CLOSE_WAIT"),
    CLOSING("CLOSING"),
    LAST_ACK("LAST_ACK"),
    TIME_WAIT("TIME_WAIT");

    private static final @Nullable TcpState[][] FIGURE_5 = new TcpState[values().length][TcpEvent.values().length];

    static {
        arrow(CLOSED, SND_SYN, SYN_SENT); // active OPEN
        arrow(LISTEN, SND_SYN_ACK, SYN_RECEIVED); // rcv SYN / snd SYN,ACK: only the answer proves that the SYN arrived
        arrow(SYN_SENT, SND_SYN_ACK, SYN_RECEIVED); // simultaneous open
        arrow(SYN_SENT, RCV_SYN_ACK, ESTABLISHED);
        arrow(SYN_RECEIVED, RCV_ACK_OF_SYN, ESTABLISHED);
        arrow(SYN_RECEIVED, SND_FIN, FIN_WAIT_1);
        arrow(ESTABLISHED, SND_FIN, FIN_WAIT_1); // active close
        arrow(FIN_WAIT_1, RCV_ACK_OF_FIN, FIN_WAIT_2);
        arrow(
                FIN_WAIT_1,
                RCV_FIN,
                CLOSING); // Note 2 (FIN and ACK in one segment): the ACK is applied first, then the FIN
        arrow(FIN_WAIT_2, RCV_FIN, TIME_WAIT);
        arrow(CLOSING, RCV_ACK_OF_FIN, TIME_WAIT);
        arrow(TIME_WAIT, TIMEOUT_2MSL, CLOSED);
        arrow(ESTABLISHED, RCV_FIN, CLOSE_WAIT); // passive close
        arrow(CLOSE_WAIT, SND_FIN, LAST_ACK);
        arrow(LAST_ACK, RCV_ACK_OF_FIN, CLOSED);
        arrow(SYN_RECEIVED, RCV_FIN, CLOSE_WAIT); // §3.10.7.4, eighth step
        // The RFC has TIME-WAIT for some senders of RST and LISTEN for a passive opener (Notes 1 and 3); Linux closes,
        // and so do we.
        // Only a RST that its receiver accepts is raised as an event.
        for (TcpState any : values()) {
            arrow(any, SND_RST, CLOSED);
            arrow(any, RCV_RST, CLOSED);
        }
    }

    private final String linux;

    TcpState(String linux) {
        this.linux = linux;
    }

    private static void arrow(TcpState from, TcpEvent on, TcpState to) {
        FIGURE_5[from.ordinal()][on.ordinal()] = to;
    }

    /** The name in Linux's tcp_states.h, as {@code ss -o state} takes it. */
    public String linux() {
        return linux;
    }

    /** The state after {@code event}; this one if the figure has no arrow. */
    TcpState next(TcpEvent event) {
        TcpState to = FIGURE_5[ordinal()][event.ordinal()];
        return to == null ? this : to;
    }
}
