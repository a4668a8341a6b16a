package io.finwait.analysis;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import java.util.List;
import java.util.Map;

/**
 * The sockets of hosts at one instant.
 *
 * @param atNanos the instant, since the epoch
 * @param firstNanos when the capture begins and {@code lastNanos} when it ends; both 0 without frames
 * @param hosts those with the most sockets first
 */
public record SocketsAt(long atNanos, long firstNanos, long lastNanos, List<Host> hosts) {
    /**
     * One host.
     *
     * @param listening ports on which it listened, as its answers to SYNs show
     * @param counts its sockets by state and by what the host was to the connection; states and roles without any are absent
     * @param sockets by local port, then peer; perhaps not all of them, see {@code counts}
     */
    public record Host(
            IpAddress ip, List<Integer> listening, Map<TcpState, Map<Role, Long>> counts, List<SocketAt> sockets) {
        /** How many sockets it had. */
        public long total() {
            return counts.values().stream()
                    .flatMap(byRole -> byRole.values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
        }

        /** How many were in {@code state}. */
        public long count(TcpState state) {
            return counts.getOrDefault(state, Map.of()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        /** How many were in {@code state} for connections in which the host had {@code role}. */
        public long count(TcpState state, Role role) {
            return counts.getOrDefault(state, Map.of()).getOrDefault(role, 0L);
        }
    }
}
