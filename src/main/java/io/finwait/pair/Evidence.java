package io.finwait.pair;

/** What shows why a segment is in one capture alone. */
public enum Evidence {
    /** The receiver, at its own side, behaves as one that did not get it. */
    RECEIVER_DENIES,
    /** The sender, at its own side, goes on as one that did not send it. */
    SENDER_WENT_ON,
    /** The receiver acknowledged it, or the sender went beyond it, although that capture has no copy of it. */
    ACKNOWLEDGED,
    /** The receiver did not repeat what this acknowledges, though its capture went on for long enough. */
    NOT_REPEATED,
    /** The other capture had not begun, or was over, by the clocks. */
    OUTSIDE,
    /** The ports were another connection's just before or by then, to which the other capture may have given it. */
    PORTS_SHARED,
    /** The other capture has nothing of this direction. */
    ONE_DIRECTION,
    /** Nothing but that it is not there. */
    NONE
}
