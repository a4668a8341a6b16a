package io.finwait.lifecycle;

/** Who closed first. */
public enum ActiveCloser {
    CLIENT,
    SERVER,
    /** Each side's FIN left before it had received the other's. */
    SIMULTANEOUS,
    /** Nobody: refused, unanswered or still open. */
    NONE,
    /** The capture cannot tell. */
    UNKNOWN
}
