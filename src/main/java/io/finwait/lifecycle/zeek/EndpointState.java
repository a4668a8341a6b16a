package io.finwait.lifecycle.zeek;

/** What Zeek remembers of one side; 3 bits each (Zeek: {@code EndpointState} in TCP_Endpoint.h). */
final class EndpointState {
    /** Nothing seen of it. */
    static final int INACTIVE = 0;
    /** The originator sent a SYN. */
    static final int SYN_SENT = 1;
    /** The originator sent a SYN-ACK: the SYN was not captured, or it is a scan. */
    static final int SYN_ACK_SENT = 2;
    /** It took part without a SYN. */
    static final int PARTIAL = 3;
    /** Both SYNs were seen, or what amounts to it. */
    static final int ESTABLISHED = 4;
    /** It sent a FIN. */
    static final int CLOSED = 5;
    /** It sent a RST. */
    static final int RESET = 6;

    private EndpointState() {}
}
