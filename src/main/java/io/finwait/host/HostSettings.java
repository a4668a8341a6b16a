package io.finwait.host;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.HostProfile;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the kernel is set up and which addresses the host has: what can be had without looking through its sockets.
 *
 * @param settings those that could be read, as the kernel writes them
 * @param addresses the network namespace's own
 */
public record HostSettings(Map<Setting, String> settings, List<IpAddress> addresses) {
    private static final long SECOND = 1_000_000_000;

    /** Reads them; what is not there is left out. */
    public static HostSettings read(ProcTree proc) {
        return new SampleReader(proc).readSettings();
    }

    /** The number that a setting has; -1 if it was not read or is none. */
    long number(Setting setting) {
        String value = settings.getOrDefault(setting, "").strip();
        return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : -1;
    }

    /** The ports that the system picks for clients; null if that could not be read. */
    @Nullable
    PortRange ports() {
        return PortRange.parse(
                settings.get(Setting.IP_LOCAL_PORT_RANGE), settings.get(Setting.IP_LOCAL_RESERVED_PORTS));
    }

    /** What findings may assume of {@link #addresses}: Linux with what was read; null if the range of ports could not be read. */
    public @Nullable HostProfile profile() {
        PortRange range = ports();
        if (range == null) {
            return null;
        }
        HostProfile profile = OperatingSystem.LINUX.defaults().withEphemeralPorts(range.first(), range.last());
        long finTimeout = number(Setting.TCP_FIN_TIMEOUT);
        return finTimeout > 0 && finTimeout <= Integer.MAX_VALUE ? profile.withFinWait2(finTimeout * SECOND) : profile;
    }
}
