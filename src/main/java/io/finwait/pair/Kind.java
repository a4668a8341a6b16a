package io.finwait.pair;

import io.finwait.decode.TcpSegment;

/** What a segment is to the life of its connection. */
public enum Kind {
    SYN,
    SYN_ACK,
    /** The acknowledgement of the SYN-ACK. */
    HANDSHAKE_ACK,
    DATA,
    FIN,
    /** An acknowledgement of the peer's FIN by who has yet to close, or whose own FIN is not acknowledged. */
    ACK_OF_FIN,
    /** The acknowledgement of the peer's FIN by who has closed already: the last of a connection's four. */
    LAST_ACK,
    RST,
    /** Any other acknowledgement without data; some devices drop or join these as they please. */
    ACK;

    /** What the control bits alone tell, and whether there is anything that takes up sequence numbers. */
    static Kind of(int flags, boolean occupies) {
        if ((flags & TcpSegment.RST) != 0) {
            return RST;
        }
        if ((flags & TcpSegment.SYN) != 0) {
            return (flags & TcpSegment.ACK_FLAG) != 0 ? SYN_ACK : SYN;
        }
        if ((flags & TcpSegment.FIN) != 0) {
            return FIN;
        }
        return occupies ? DATA : ACK;
    }

    /** Whether it is told of when it does not arrive. */
    public boolean matters() {
        return this != ACK;
    }
}
