package io.finwait.flow;

import org.jspecify.annotations.Nullable;

/**
 * One end of a connection: an address and a port. In order of the address, then of the port.
 *
 * @param port 0 to 65535
 */
public record HostPort(IpAddress ip, int port) implements Comparable<HostPort> {
    @Override
    public int compareTo(HostPort other) {
        int byIp = ip.compareTo(other.ip);
        return byIp != 0 ? byIp : Integer.compare(port, other.port);
    }

    @Override
    public int hashCode() {
        return 31 * ip.hashCode() + port;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostPort address && port == address.port && ip.equals(address.ip);
    }

    /** {@code 10.0.0.1:80} or {@code [2001:db8::1]:80} (RFC 5952 §6). */
    @Override
    public String toString() {
        return ip.isV4() ? ip + ":" + port : "[" + ip + "]:" + port;
    }
}
