package io.finwait.analysis;

import java.util.List;

/** What charts are drawn from, beyond an analysis's result. Valid until the analysis has been told of. */
public interface Curves {
    /** When connections began and ended. */
    ConnectionHistory connections();

    /** Distributions of the durations in {@link Summary#times}, in the same order. */
    List<DurationBins> durations();

    /** Whether hosts were looked at across connections: without that nothing is known of their sockets and ports over time. */
    boolean sumHosts();

    /** The hosts that had most sockets in TIME_WAIT at once, as far as they were followed. */
    List<HostTimeWait> timeWaits(int most);

    /** Who used most local ports for one service at once. */
    List<PortUse> ports(int most);

    /** The addresses whose timestamps a finding tells of. */
    List<SharedAddress> sharedAddresses(int most);
}
