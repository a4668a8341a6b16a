package io.finwait.lifecycle;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.List;

/**
 * How many sockets there are at one moment of a capture that goes on: what the segments so far imply, and the timers that are assumed.
 * Sockets that listen are in no packet.
 *
 * @param nanos the moment, capture time, nanoseconds since the epoch
 * @param begun connections that have begun so far
 * @param hosts in the order in which they were met
 * @param ports likewise
 * @param notTold sockets of hosts, and ports of pairs, beyond those that are told apart
 */
public record Census(long nanos, long begun, List<Host> hosts, List<Ports> ports, long notTold) {
    /** One host's sockets, none of them CLOSED. */
    public record Host(IpAddress address, StateCounts sockets) {}

    /**
     * Local ports that a client has in use for one service, those in TIME_WAIT among them.
     *
     * @param timeWait how many of them are in TIME_WAIT
     */
    public record Ports(IpAddress client, HostPort server, long inUse, long timeWait) {}
}
