package io.finwait.analysis;

import io.finwait.finding.tally.Levels;

/**
 * The sockets that one host had in TIME_WAIT over time.
 *
 * @param peak the most there were at once, which a regular look may miss
 * @param levels how many there were at regular looks
 */
public record HostTimeWait(Summary.HostPeak peak, Levels levels) {}
