package io.finwait.host;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.StateCounts;
import java.util.Comparator;

/** The sockets with one address at an end of theirs. */
public record PeerSockets(IpAddress ip, StateCounts counts) {
    static final Comparator<PeerSockets> BUSIEST_FIRST = Comparator.comparingLong(
                    (PeerSockets peer) -> -peer.counts().total())
            .thenComparing(PeerSockets::ip);
}
