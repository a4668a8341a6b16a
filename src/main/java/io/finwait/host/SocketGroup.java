package io.finwait.host;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sockets with something in common: the same local service, or the same service that is called from the same local address. Grows while
 * tables and processes are read, and not any more in a {@link HostSample}.
 */
public final class SocketGroup {
    static final Comparator<SocketGroup> BUSIEST_FIRST = Comparator.comparingLong(
                    (SocketGroup group) -> -group.connections())
            .thenComparing(SocketGroup::service)
            .thenComparing(group -> String.valueOf(group.from()));

    private static final long LOOPBACK_V4 = 127;

    private final @Nullable IpAddress from;
    private final HostPort service;
    private final boolean loopback;
    private final StateCounts counts;
    private List<Owner> owners = new ArrayList<>();
    private long backlog;
    private long unaccepted;
    private long portsInUse;

    SocketGroup(@Nullable IpAddress from, HostPort service) {
        this(from, service, isLoopback(service.ip()), new StateCounts());
    }

    private SocketGroup(@Nullable IpAddress from, HostPort service, boolean loopback, StateCounts counts) {
        this.from = from;
        this.service = service;
        this.loopback = loopback;
        this.counts = counts;
    }

    private static boolean isLoopback(IpAddress ip) {
        return ip.isV4() ? ip.low() >> 24 == LOOPBACK_V4 : ip.high() == 0 && ip.low() == 1;
    }

    /** The same sockets with other addresses and owners; what they really are still decides whether it is loopback. */
    SocketGroup between(@Nullable IpAddress otherFrom, HostPort otherService, List<Owner> otherOwners) {
        var other = new SocketGroup(otherFrom, otherService, loopback, counts);
        other.backlog = backlog;
        other.unaccepted = unaccepted;
        other.portsInUse = portsInUse;
        other.owners(otherOwners);
        return other;
    }

    void add(SocketLine line, boolean portFromRange) {
        counts.add(line.state());
        backlog += line.backlog();
        if (portFromRange) {
            portsInUse++;
        }
        boolean alive = line.state() == TcpState.ESTABLISHED || line.state() == TcpState.CLOSE_WAIT;
        if (alive && line.inode() == 0) {
            unaccepted++;
        }
    }

    void owners(List<Owner> found) {
        owners = List.copyOf(found);
    }

    /** The local address that calls the service; null where the service is local. */
    public @Nullable IpAddress from() {
        return from;
    }

    /** The service: of a local one, what listens, which may be any address ({@code 0.0.0.0:80}). */
    public HostPort service() {
        return service;
    }

    /** Whether the service is on loopback. */
    boolean isLoopback() {
        return loopback;
    }

    public StateCounts counts() {
        return counts;
    }

    /** Whether anything listens there now. */
    public boolean isListening() {
        return counts.count(TcpState.LISTEN) > 0;
    }

    /** All but those that listen. */
    public long connections() {
        return counts.total() - counts.count(TcpState.LISTEN);
    }

    /** Connections that wait to be accepted, as its listeners say. */
    public long backlog() {
        return backlog;
    }

    /** Sockets in ESTABLISHED or CLOSE_WAIT that no program has been given yet. */
    public long unaccepted() {
        return unaccepted;
    }

    /** Of a service that is called: how many ports of the range are in use for it, those in TIME_WAIT included. */
    public long portsInUse() {
        return portsInUse;
    }

    /** Who holds them, most first; empty where no process was found. */
    public List<Owner> owners() {
        return owners;
    }
}
