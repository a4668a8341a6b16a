package io.finwait.lifecycle;

/** States of a connection's end, RFC 9293 §3.3.2. The names are the RFC's with underscores for hyphens. */
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

    private final String linux;

    TcpState(String linux) {
        this.linux = linux;
    }

    /** The name in Linux's tcp_states.h, as {@code ss -o state} takes it. */
    public String linux() {
        return linux;
    }
}
