package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What people call hosts and their ports. A name stands beside an address, never in its place. Text from outside: who shows it
 * escapes it for where it goes.
 *
 * @param hosts names of hosts, whatever the port
 * @param ends names of addresses with a port, which go before those of the host
 */
public record Names(Map<IpAddress, String> hosts, Map<HostPort, String> ends) {
    public static final Names NONE = new Names(Map.of(), Map.of());

    public Names {
        hosts = Map.copyOf(hosts);
        ends = Map.copyOf(ends);
    }

    public boolean isEmpty() {
        return hosts.isEmpty() && ends.isEmpty();
    }

    /** The host's name; null if it has none. */
    public @Nullable String of(IpAddress host) {
        return hosts.get(host);
    }

    /** The name of the end, else of its host; null if neither has one. */
    public @Nullable String of(HostPort end) {
        String name = ends.get(end);
        return name == null ? hosts.get(end.ip()) : name;
    }

    /** The name of an address, or of an address with its port, as reports write it; null if it has none, or is something else. */
    public @Nullable String ofWritten(String end) {
        var found = new ArrayList<String>(1);
        AddressesInText.rewrite(end, (address, port, written) -> {
            String name = written.equals(end) ? of(address, port) : null;
            if (name != null) {
                found.add(name);
            }
            return written;
        });
        return found.isEmpty() ? null : found.get(0);
    }

    /** @param port -1 if it has none */
    private @Nullable String of(IpAddress address, int port) {
        return port < 0 ? of(address) : of(new HostPort(address, port));
    }

    /**
     * A sentence with each name in parentheses behind its address, where that stands there first.
     *
     * @param safe escapes a name for where the sentence goes
     */
    public String in(String sentence, UnaryOperator<String> safe) {
        if (isEmpty()) {
            return sentence;
        }
        Set<String> told = new HashSet<>();
        return AddressesInText.rewrite(sentence, (address, port, written) -> {
            String name = of(address, port);
            return name == null || !told.add(address + " " + name) ? written : written + " (" + safe.apply(name) + ")";
        });
    }
}
