package io.finwait.lifecycle;

/** What ended a state. */
public enum StateEnd {
    /** A segment in the capture. */
    OBSERVED,
    /** A timer that must have run out by then. */
    INFERRED,
    /** The capture ended first: the state may have lasted longer. */
    CAPTURE_END
}
