package io.finwait.host;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.StateCounts;

/** The sockets with one address at an end of theirs. */
public record PeerSockets(IpAddress ip, StateCounts counts) {}
