package io.finwait.lifecycle;

/**
 * What is assumed of a host because no packet shows it. Immutable. Whatever rests on one of these says that it is assumed: an
 * administrator may have set another value, except for TIME_WAIT on Linux.
 *
 * @param system whose defaults those values are that the user did not give
 * @param timeWaitNanos how long TIME_WAIT lasts, nanoseconds, more than 0
 * @param finWait2Nanos how long FIN_WAIT_2 lasts that no program holds any more, nanoseconds, more than 0; -1 where it is not known
 * @param firstEphemeralPort first of the ports that the system picks for a client, 1 to 65535; {@code lastEphemeralPort} is in it too
 */
public record HostProfile(
        OperatingSystem system, long timeWaitNanos, long finWait2Nanos, int firstEphemeralPort, int lastEphemeralPort) {
    private static final long SECOND = 1_000_000_000;

    /** A system and its defaults. Linux is measured; the others are as their makers, or their sources, have them. */
    public enum OperatingSystem {
        /** TCP_TIMEWAIT_LEN in include/net/tcp.h; sysctl tcp_fin_timeout and ip_local_port_range. */
        LINUX("Linux", 60, 60, 32_768, 60_999),
        /** About 120 s on current releases (TcpTimedWaitDelay, 30 to 300 s; 240 s up to Windows 2000). */
        WINDOWS("Windows", 120, -1, 49_152, 65_535),
        /** Twice net.inet.tcp.msl of 15 s. */
        MACOS("macOS", 30, -1, 49_152, 65_535),
        /** Twice net.inet.tcp.msl of 30 s; net.inet.tcp.finwait2_timeout; net.inet.ip.portrange (from 49152 on old releases). */
        FREEBSD("FreeBSD", 60, 60, 10_000, 65_535);

        private final String label;
        private final int timeWaitSeconds;
        private final int finWait2Seconds;
        private final int firstPort;
        private final int lastPort;

        OperatingSystem(String label, int timeWaitSeconds, int finWait2Seconds, int firstPort, int lastPort) {
            this.label = label;
            this.timeWaitSeconds = timeWaitSeconds;
            this.finWait2Seconds = finWait2Seconds;
            this.firstPort = firstPort;
            this.lastPort = lastPort;
        }

        /** Its name as people write it. */
        public String label() {
            return label;
        }

        public HostProfile defaults() {
            long finWait2Nanos = finWait2Seconds < 0 ? -1 : finWait2Seconds * SECOND;
            return new HostProfile(this, timeWaitSeconds * SECOND, finWait2Nanos, firstPort, lastPort);
        }
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range; the message is for the user
     */
    public HostProfile {
        if (timeWaitNanos <= 0) {
            throw new IllegalArgumentException("TIME_WAIT must last longer than 0");
        }
        if (finWait2Nanos <= 0 && finWait2Nanos != -1) {
            throw new IllegalArgumentException("FIN_WAIT_2 must last longer than 0");
        }
        if (firstEphemeralPort < 1 || lastEphemeralPort > 65_535 || firstEphemeralPort > lastEphemeralPort) {
            throw new IllegalArgumentException("ports " + firstEphemeralPort + "-" + lastEphemeralPort
                    + ": the first is 1 or more, the last 65535 or less");
        }
    }

    public HostProfile withTimeWait(long nanos) {
        return new HostProfile(system, nanos, finWait2Nanos, firstEphemeralPort, lastEphemeralPort);
    }

    public HostProfile withFinWait2(long nanos) {
        return new HostProfile(system, timeWaitNanos, nanos, firstEphemeralPort, lastEphemeralPort);
    }

    public HostProfile withEphemeralPorts(int first, int last) {
        return new HostProfile(system, timeWaitNanos, finWait2Nanos, first, last);
    }

    /** How many ports the system has to pick from for connections to one address and port. */
    public int ephemeralPorts() {
        return lastEphemeralPort - firstEphemeralPort + 1;
    }
}
