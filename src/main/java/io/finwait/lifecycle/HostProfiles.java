package io.finwait.lifecycle;

import io.finwait.flow.IpAddress;
import io.finwait.flow.IpNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * What is assumed of hosts, by network, because no packet shows it: how long TIME_WAIT lasts. The most specific network wins.
 * Immutable.
 */
public final class HostProfiles {
    /** Assumptions per operating system; Linux is measured, the others are documented by their makers. */
    public enum Profile {
        /** TCP_TIMEWAIT_LEN, include/net/tcp.h: 60 s, no setting changes it. */
        LINUX(60_000_000_000L),
        /** About 120 s on current releases (TcpTimedWaitDelay, 30 to 300 s). */
        WINDOWS(120_000_000_000L),
        /** Twice net.inet.tcp.msl, 15 s. */
        MACOS(30_000_000_000L),
        /** Twice net.inet.tcp.msl, 30 s. */
        FREEBSD(60_000_000_000L);

        private final long timeWaitNanos;

        Profile(long timeWaitNanos) {
            this.timeWaitNanos = timeWaitNanos;
        }

        public long timeWaitNanos() {
            return timeWaitNanos;
        }
    }

    private record Entry(IpNetwork network, long timeWaitNanos) {}

    private final long defaultTimeWaitNanos;
    private final List<Entry> entries;

    private final long[] lengths;

    private HostProfiles(long defaultTimeWaitNanos, List<Entry> entries) {
        this.defaultTimeWaitNanos = defaultTimeWaitNanos;
        this.entries = entries;
        this.lengths = LongStream.concat(
                        LongStream.of(defaultTimeWaitNanos), entries.stream().mapToLong(Entry::timeWaitNanos))
                .distinct()
                .toArray();
    }

    /** Every host is Linux. */
    public static HostProfiles linux() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How long {@code host} is assumed to hold TIME_WAIT, nanoseconds. */
    public long timeWaitNanos(IpAddress host) {
        for (Entry entry : entries) {
            if (entry.network.contains(host)) {
                return entry.timeWaitNanos;
            }
        }
        return defaultTimeWaitNanos;
    }

    /** The same of one side of {@code c}; makes no garbage where all hosts are alike. */
    long timeWaitNanos(Connection c, Role role) {
        return uniform() ? defaultTimeWaitNanos : timeWaitNanos(c.address(role).ip());
    }

    /** Every length of TIME_WAIT that {@link #timeWaitNanos} may give, each once. */
    long[] timeWaitLengthsNanos() {
        return lengths.clone();
    }

    /** Whether all hosts are assumed alike. */
    boolean uniform() {
        return entries.isEmpty();
    }

    /** Collects assumptions. */
    public static final class Builder {
        private long timeWaitNanos = Profile.LINUX.timeWaitNanos;
        private final List<Entry> entries = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the length of TIME_WAIT for hosts of no named network.
         *
         * @param nanos more than 0
         */
        public Builder timeWait(long nanos) {
            if (nanos <= 0) {
                throw new IllegalArgumentException("TIME_WAIT must last longer than 0");
            }
            timeWaitNanos = nanos;
            return this;
        }

        /**
         * Gives a network a profile.
         *
         * @param network in CIDR notation, or a single address
         * @param profile linux, windows, macos or freebsd
         * @throws IllegalArgumentException if either is not that; the message is for the user
         */
        public Builder network(String network, String profile) {
            Profile known;
            try {
                known = Profile.valueOf(profile.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "unknown profile '" + profile + "': linux, windows, macos or freebsd", e);
            }
            entries.add(new Entry(IpNetwork.parse(network), known.timeWaitNanos));
            return this;
        }

        public HostProfiles build() {
            List<Entry> sorted = new ArrayList<>(entries);
            sorted.sort((one, other) -> Integer.compare(other.network.prefixBits(), one.network.prefixBits()));
            return new HostProfiles(timeWaitNanos, List.copyOf(sorted));
        }
    }
}
