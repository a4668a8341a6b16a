package io.finwait.lifecycle;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one count. Most connections are between the hosts of the one before, so these are asked first.
 */
final class CensusSheet {
    /** How many hosts are told apart, and how many pairs of a client and a service. */
    static final int MOST = 20_000;

    private record Pair(IpAddress client, HostPort server) {}

    private static final class PortCount {
        long inUse;
        long timeWait;
    }

    private final Map<IpAddress, StateCounts> hosts = new LinkedHashMap<>();
    private final Map<Pair, PortCount> pairs = new LinkedHashMap<>();
    private final @Nullable IpAddress[] lastHosts = new IpAddress[Role.values().length];
    private final @Nullable StateCounts[] lastCounts = new StateCounts[Role.values().length];
    private @Nullable Pair lastPair;
    private @Nullable PortCount lastPorts;
    private long notTold;

    /** Counts the two sockets of a connection, each but where it is CLOSED. */
    void add(TwoSided of, TcpState client, TcpState server) {
        if (client != TcpState.CLOSED) {
            addSocket(of, Role.CLIENT, client);
            addPort(of, client);
        }
        if (server != TcpState.CLOSED) {
            addSocket(of, Role.SERVER, server);
        }
    }

    private void addSocket(TwoSided of, Role role, TcpState state) {
        int side = role.ordinal();
        IpAddress last = lastHosts[side];
        StateCounts counts = lastCounts[side];
        if (last == null || !of.isOn(role, last)) {
            IpAddress host = of.address(role).ip();
            counts = hosts.get(host);
            if (counts == null && hosts.size() < MOST) {
                counts = new StateCounts();
                hosts.put(host, counts);
            }
            lastHosts[side] = host;
            lastCounts[side] = counts;
        }
        if (counts == null) {
            notTold++;
        } else {
            counts.add(state);
        }
    }

    private void addPort(TwoSided of, TcpState state) {
        Pair last = lastPair;
        if (last == null || !of.isOn(Role.CLIENT, last.client) || !of.isAt(Role.SERVER, last.server)) {
            last = new Pair(of.address(Role.CLIENT).ip(), of.address(Role.SERVER));
            lastPair = last;
            lastPorts = pairs.get(last);
            if (lastPorts == null && pairs.size() < MOST) {
                lastPorts = new PortCount();
                pairs.put(last, lastPorts);
            }
        }
        PortCount ports = lastPorts;
        if (ports == null) {
            notTold++;
        } else {
            ports.inUse++;
            ports.timeWait += state == TcpState.TIME_WAIT ? 1 : 0;
        }
    }

    Census census(long nanos, long begun) {
        var ofHosts = new ArrayList<Census.Host>(hosts.size());
        hosts.forEach((host, sockets) -> ofHosts.add(new Census.Host(host, sockets)));
        var ofPairs = new ArrayList<Census.Ports>(pairs.size());
        pairs.forEach(
                (pair, ports) -> ofPairs.add(new Census.Ports(pair.client, pair.server, ports.inUse, ports.timeWait)));
        return new Census(nanos, begun, ofHosts, ofPairs, notTold);
    }
}
