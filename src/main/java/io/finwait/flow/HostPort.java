package io.finwait.flow;

/**
 * One end of a connection: an address and a port.
 *
 * @param port 0 to 65535
 */
public record HostPort(IpAddress ip, int port) {
    /** {@code 10.0.0.1:80} or {@code [2001:db8::1]:80} (RFC 5952 §6). */
    @Override
    public String toString() {
        return ip.isV4() ? ip + ":" + port : "[" + ip + "]:" + port;
    }
}
