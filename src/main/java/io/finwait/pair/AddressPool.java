package io.finwait.pair;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.HashMap;
import java.util.Map;

/** Addresses that many connections have in common, each kept once. */
final class AddressPool {
    private static final int MOST = 100_000;

    private final Map<IpAddress, IpAddress> hosts = new HashMap<>();
    private final Map<HostPort, HostPort> servers = new HashMap<>();

    /** A client's: the host recurs, the port does not. */
    HostPort address(HostPort end) {
        return new HostPort(host(end.ip()), end.port());
    }

    /** A server's: it recurs as it is. */
    HostPort server(HostPort end) {
        HostPort known = servers.get(end);
        if (known == null) {
            known = address(end);
            if (servers.size() < MOST) {
                servers.put(known, known);
            }
        }
        return known;
    }

    private IpAddress host(IpAddress ip) {
        IpAddress known = hosts.get(ip);
        if (known == null) {
            known = ip;
            if (hosts.size() < MOST) {
                hosts.put(ip, ip);
            }
        }
        return known;
    }
}
