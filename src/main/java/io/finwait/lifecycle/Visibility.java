package io.finwait.lifecycle;

/** What of a connection the capture did not see. Kept beside the states, never inside them. */
public enum Visibility {
    /** The connection began before the capture: no SYN of either side was seen. */
    NO_HANDSHAKE,
    /** No segment of the client was seen. */
    CLIENT_UNSEEN,
    /** No segment of the server was seen. */
    SERVER_UNSEEN,
    /** A side acknowledged octets or a FIN that the capture does not hold: the capture lost packets, or its filter did not pass them. */
    LOST_BY_CAPTURE,
    /** The snap length cut TCP headers: options may be missing. */
    HEADER_CUT
}
