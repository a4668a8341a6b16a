package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who listened at an instant, as far as answers to SYNs show it: one accepted by then, and none refused since. */
final class Listeners {
    /** When a port last accepted a SYN by the instant, and last refused one; long ago if never. */
    private static final class Port {
        long accepted = Long.MIN_VALUE;
        long refused = Long.MIN_VALUE;

        boolean listens() {
            return accepted > refused;
        }
    }

    private final Map<HostPort, Port> ports = new HashMap<>();
    private final @Nullable IpAddress only;
    private final long most;

    /** @param most how many ports are told apart; those beyond are left out */
    Listeners(@Nullable IpAddress only, long most) {
        this.only = only;
        this.most = most;
    }

    void add(ConnectionRecord connection, long at) {
        HostPort server = connection.server();
        boolean crossing =
                connection.timeInNanos(Role.SERVER, TcpState.SYN_SENT) >= 0; // a simultaneous open needs no listener
        boolean accepted = connection.handshake().synToSynAckNanos() >= 0 && !crossing;
        boolean refused = connection.close().kind() == CloseKind.REFUSED;
        if (!accepted && !refused || connection.firstSeenNanos() > at || only != null && !only.equals(server.ip())) {
            return;
        }
        Port port = ports.get(server);
        if (port == null && ports.size() < most) {
            port = new Port();
            ports.put(server, port);
        }
        if (port == null) {
            return;
        }
        if (refused) {
            port.refused = Math.max(port.refused, connection.firstSeenNanos());
        } else {
            port.accepted = Math.max(port.accepted, connection.firstSeenNanos());
        }
    }

    /** The ports of each host that has any, in order. */
    Map<IpAddress, List<Integer>> byHost() {
        Map<IpAddress, List<Integer>> hosts = new HashMap<>();
        ports.forEach((server, port) -> {
            if (port.listens()) {
                hosts.computeIfAbsent(server.ip(), ip -> new ArrayList<>()).add(server.port());
            }
        });
        hosts.values().forEach(Collections::sort);
        return hosts;
    }
}
