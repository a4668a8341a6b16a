package io.finwait.host;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.HostProfile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel said at one time of one network namespace. Immutable.
 *
 * @param anonymised whether addresses are pseudonyms, and what else names somebody is left out
 * @param takenNanos when, by the system's clock; nanoseconds since the epoch, -1 if not known
 * @param name what the host calls itself; empty if not known or not told
 * @param kernel its release; empty if not known
 * @param upSeconds since boot; -1 if not known
 * @param settings those that could be read, as the kernel writes them, in the order of {@link Setting}
 * @param counters by their name as nstat prints it ({@code TcpExtListenOverflows}), all of {@code Tcp} and {@code TcpExt}; since boot,
 *     or since the namespace was made
 * @param addresses the namespace's own
 * @param owners how far the search for owners went; null where there was none
 * @param missing what could not be read
 */
public record HostSample(
        boolean anonymised,
        long takenNanos,
        String name,
        String kernel,
        double upSeconds,
        HostSockets sockets,
        Map<Setting, String> settings,
        Map<Gauge, Long> gauges,
        Map<String, Long> counters,
        List<IpAddress> addresses,
        @Nullable OwnerCoverage owners,
        List<Missing> missing) {
    /**
     * Takes one.
     *
     * @param withOwners whether the programs that hold sockets are looked for, which takes longer where there are many processes
     * @throws IOException if there are no socket tables to read; the message is for the user
     */
    public static HostSample read(ProcTree proc, boolean withOwners) throws IOException {
        return new SampleReader(proc).read(withOwners);
    }

    /** The same with other addresses, and without what else may name somebody. Notes and order are made of these. */
    public HostSample anonymous(UnaryOperator<IpAddress> pseudonyms) {
        return new AnonymousSample(pseudonyms).of(this);
    }

    /** The part of it that can be had without the sockets. */
    public HostSettings own() {
        return new HostSettings(settings, addresses);
    }

    /** The number that a setting has; -1 if it was not read or is none. */
    public long setting(Setting setting) {
        return own().number(setting);
    }

    /** A counter of that name; 0 where the kernel has none. */
    public long counter(String name) {
        return counters.getOrDefault(name, 0L);
    }

    /** A gauge; -1 if it was not read. */
    public long gauge(Gauge gauge) {
        return gauges.getOrDefault(gauge, -1L);
    }

    /** The ports that the system picks for clients; null if that could not be read. */
    public @Nullable PortRange ports() {
        return own().ports();
    }

    /** What findings may assume of {@link #addresses}: Linux with what was read; null if the range of ports could not be read. */
    public @Nullable HostProfile profile() {
        return own().profile();
    }
}
