package io.finwait.host;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums sockets up. A table lists its listeners before the others, so that what is accepted is told from what is called by whether the
 * local port listens; a port that does not, and that the system may have picked, is a client's.
 */
final class SocketTally {
    /** How many groups of each kind are told apart. */
    private static final int MOST_GROUPS = 20_000;

    private static final IpAddress ANY_V4 = IpAddress.ofV4(0);
    private static final IpAddress ANY_V6 = new IpAddress(0, 0);

    private record Call(IpAddress from, HostPort to) {}

    private final @Nullable PortRange range;
    private final InodeGroups inodes;
    private final StateCounts counts = new StateCounts();
    private final Map<HostPort, SocketGroup> services = new HashMap<>();
    private final Map<Call, SocketGroup> destinations = new HashMap<>();
    private final Map<IpAddress, StateCounts> peers = new HashMap<>();
    private final Map<IpAddress, StateCounts> locals = new HashMap<>();
    private long notTold;
    private long strange;

    SocketTally(@Nullable PortRange range, InodeGroups inodes) {
        this.range = range;
        this.inodes = inodes;
    }

    void strange(long lines) {
        strange += lines;
    }

    void add(SocketLine line) {
        counts.add(line.state());
        boolean told = true;
        if (line.state() != TcpState.LISTEN) {
            boolean peer = add(peers, line.peer().ip(), line.state());
            boolean local = add(locals, line.local().ip(), line.state());
            told = peer && local;
        }
        SocketGroup group = group(line);
        if (group == null) {
            told = false;
        } else {
            group.add(
                    line,
                    group.from() != null
                            && range != null
                            && range.contains(line.local().port()));
            inodes.add(line.inode(), group, line.state() == TcpState.CLOSE_WAIT);
        }
        if (!told) {
            notTold++;
        }
    }

    private static boolean add(Map<IpAddress, StateCounts> all, IpAddress ip, TcpState state) {
        StateCounts of = all.get(ip);
        if (of == null) {
            if (all.size() == MOST_GROUPS) {
                return false;
            }
            of = new StateCounts();
            all.put(ip, of);
        }
        of.add(state);
        return true;
    }

    private @Nullable SocketGroup group(SocketLine line) {
        HostPort local = line.local();
        if (line.state() == TcpState.LISTEN) {
            return service(local);
        }
        SocketGroup listener = listener(local);
        if (listener != null) {
            return listener;
        }
        boolean picked = range == null || range.contains(local.port());
        return picked ? destination(new Call(local.ip(), line.peer())) : service(local);
    }

    /** What listens for connections to {@code local}: the most specific, as the kernel chooses. */
    private @Nullable SocketGroup listener(HostPort local) {
        for (IpAddress ip : List.of(local.ip(), ANY_V4, ANY_V6)) {
            SocketGroup group = local.ip().isV4() || !ip.isV4() ? services.get(new HostPort(ip, local.port())) : null;
            if (group != null && group.isListening()) {
                return group;
            }
        }
        return null;
    }

    private @Nullable SocketGroup service(HostPort local) {
        SocketGroup group = services.get(local);
        if (group == null && services.size() < MOST_GROUPS) {
            group = new SocketGroup(null, local);
            services.put(local, group);
        }
        return group;
    }

    private @Nullable SocketGroup destination(Call call) {
        SocketGroup group = destinations.get(call);
        if (group == null && destinations.size() < MOST_GROUPS) {
            group = new SocketGroup(call.from(), call.to());
            destinations.put(call, group);
        }
        return group;
    }

    HostSockets sockets() {
        return new HostSockets(
                counts,
                sorted(services.values()),
                sorted(destinations.values()),
                byAddress(peers),
                byAddress(locals),
                notTold,
                strange);
    }

    private static List<SocketGroup> sorted(Collection<SocketGroup> groups) {
        return groups.stream().sorted(SocketGroup.BUSIEST_FIRST).toList();
    }

    private static List<PeerSockets> byAddress(Map<IpAddress, StateCounts> counts) {
        return counts.entrySet().stream()
                .map(entry -> new PeerSockets(entry.getKey(), entry.getValue()))
                .sorted(PeerSockets.BUSIEST_FIRST)
                .toList();
    }
}
