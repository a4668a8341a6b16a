package io.finwait.analysis;

import io.finwait.finding.tally.HostPairTally;
import io.finwait.flow.IpAddress;

/**
 * A client address whose timestamps a finding tells of, and the server address it connects to.
 *
 * @param droppedSyns those without an answer whose TSval was behind; 0 where the finding is another one
 * @param droppedConnections how many connections sent these
 * @param clocks how many lines of TSvals were told apart; 0 or 1 where none were
 */
public record SharedAddress(IpAddress client, IpAddress server, long droppedSyns, long droppedConnections, int clocks) {
    static SharedAddress of(HostPairTally tally) {
        return new SharedAddress(
                tally.hosts().client(),
                tally.hosts().server(),
                tally.droppedSyns(),
                tally.dropped().count(),
                tally.clocks().clocks());
    }
}
