package io.finwait.compare;

/** What became of a number. */
public enum Change {
    /** Clearly less of it, for as much work. */
    LOWER,
    /** Clearly more of it, for no more work. */
    HIGHER,
    /** The same number. */
    SAME,
    /** Another number, and nothing that can be said of it. */
    UNCLEAR
}
