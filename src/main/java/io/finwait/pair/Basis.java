package io.finwait.pair;

/** By what a connection of one capture was taken for one of the other. */
public enum Basis {
    /** Both initial sequence numbers are the same. */
    SEQUENCE_NUMBERS,
    /** The client's is, and the SYNs fit; the server's is not known on one side. */
    CLIENT_SEQUENCE_NUMBER,
    /** The timestamps of the SYN and of the SYN-ACK are; something on the way changes sequence numbers. */
    TIMESTAMPS,
    /** Addresses and ports are, and the sequence numbers overlap; one capture lacks the handshake. */
    ADDRESSES
}
