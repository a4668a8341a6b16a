package io.finwait.lifecycle;

/** Why one side is called the client, strongest first. */
public enum RoleBasis {
    /** It sent the first SYN. */
    SYN,
    /** The other side sent a SYN-ACK. */
    SYN_ACK,
    /** No SYN was seen; the other side's port looks like a service's. A guess. */
    PORT,
    /** No SYN was seen and the ports say nothing: it sent the first segment seen. A guess. */
    FIRST_PACKET
}
