package io.finwait.finding;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import org.jspecify.annotations.Nullable;

/** Whom a finding is about. */
public sealed interface Subject {
    /** The capture itself. */
    record Capture() implements Subject {}

    /** One host, whatever its role. */
    record Host(IpAddress ip) implements Subject {}

    /** One server address and port, whoever connects to it. */
    record Service(HostPort server) implements Subject {}

    /** One client host and the server address and port that it connects to. */
    record Pair(IpAddress client, HostPort server) implements Subject {
        @Override
        public int hashCode() {
            return 31 * client.hashCode() + server.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair pair && client.equals(pair.client) && server.equals(pair.server);
        }
    }
}
