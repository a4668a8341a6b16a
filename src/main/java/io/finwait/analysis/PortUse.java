package io.finwait.analysis;

import io.finwait.finding.Subject;
import io.finwait.finding.resource.PortRange;
import io.finwait.finding.tally.Levels;

/**
 * The local ports that one client host could not use for one service, over time.
 *
 * @param range those its kernel picks from
 * @param inUse connections and the client's own TIME_WAITs
 * @param timeWait the latter alone
 */
public record PortUse(Subject.Pair pair, PortRange range, Levels inUse, Levels timeWait) {}
