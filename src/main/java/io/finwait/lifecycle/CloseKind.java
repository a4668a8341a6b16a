package io.finwait.lifecycle;

/** How a connection ended, in the capture's sight. */
public enum CloseKind {
    /** Both FINs were seen, even if a RST followed. */
    FIN,
    /** A RST ended it before both FINs. */
    RST,
    /** One FIN, no RST. */
    HALF_CLOSED,
    /** A RST answered the SYN. */
    REFUSED,
    /** Neither SYN-ACK nor RST answered the SYN. */
    UNANSWERED,
    /** No FIN and no RST by the end of the capture. */
    OPEN
}
