/**
 * Adds connections up per client and service, per service and per host, in memory that does not grow with the capture; the rules
 * across connections are functions of these sums when the capture is read.
 *
 * <p><b>Input</b> finished connections, in any order. <b>Output</b> tallies in a {@code Book}, which {@code TallyRule}s judge.
 * <b>Memory</b> so many subjects of each sort; beyond that those with few connections give way, and are counted.
 */
@NullMarked
package io.finwait.finding.tally;

import org.jspecify.annotations.NullMarked;
