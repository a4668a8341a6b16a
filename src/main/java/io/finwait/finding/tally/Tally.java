package io.finwait.finding.tally;

/** Sums of one subject. */
interface Tally {
    /** How much was added. */
    long count();
}
