package io.finwait.host;

import io.finwait.lifecycle.StateCounts;
import java.util.List;

/**
 * The TCP sockets of a network namespace, summed up. Every list has most sockets first.
 *
 * @param counts all of them
 * @param services by what listens, or has listened: local ports that are neither listening nor from the range
 * @param destinations by local address and service called
 * @param peers by the other end's address
 * @param locals by the own address, listeners left out
 * @param notTold sockets that are in {@code counts} but in some of the lists not, because those were full
 * @param strange lines that could not be understood
 */
public record HostSockets(
        StateCounts counts,
        List<SocketGroup> services,
        List<SocketGroup> destinations,
        List<PeerSockets> peers,
        List<PeerSockets> locals,
        long notTold,
        long strange) {}
