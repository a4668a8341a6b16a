package io.finwait.pair;

/** What became of a segment that only one of the captures has. */
public enum Verdict {
    /** It left one side and did not reach the other: lost, or dropped, between the two capture points. */
    LOST,
    /** It reached one side but did not leave the other: something between them made it in the sender's name. */
    MADE,
    /** It was there, but that capture does not have it. */
    NOT_CAPTURED,
    /** Either is possible. */
    UNDECIDED,
    /** The other capture could not have it: it was not running, or keeps one direction only. */
    NOT_COMPARED
}
