package io.finwait.lifecycle;

import io.finwait.flow.IpAddress;
import io.finwait.flow.IpNetwork;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What is assumed of hosts, by network. The most specific network wins; of one network, what was said last. Immutable. */
public final class HostProfiles {
    private record Entry(IpNetwork network, HostProfile profile) {}

    private final HostProfile others;
    private final List<Entry> entries;

    private final long[] timeWaitLengths;

    private HostProfiles(HostProfile others, List<Entry> entries) {
        this.others = others;
        this.entries = entries;
        this.timeWaitLengths = LongStream.concat(
                        LongStream.of(others.timeWaitNanos()),
                        entries.stream().mapToLong(entry -> entry.profile.timeWaitNanos()))
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

    /** What is assumed of {@code host}. */
    public HostProfile of(IpAddress host) {
        for (Entry entry : entries) {
            if (entry.network.contains(host)) {
                return entry.profile;
            }
        }
        return others;
    }

    /** How long {@code host} is assumed to hold TIME_WAIT, nanoseconds. */
    public long timeWaitNanos(IpAddress host) {
        return of(host).timeWaitNanos();
    }

    /** The same of one side of {@code c}; makes no garbage where all hosts are alike. */
    long timeWaitNanos(Connection c, Role role) {
        return uniform()
                ? others.timeWaitNanos()
                : timeWaitNanos(c.address(role).ip());
    }

    /** Every length of TIME_WAIT that {@link #timeWaitNanos} may give, each once. */
    long[] timeWaitLengthsNanos() {
        return timeWaitLengths.clone();
    }

    /** Whether all hosts are assumed alike. */
    boolean uniform() {
        return entries.isEmpty();
    }

    /** Collects assumptions. */
    public static final class Builder {
        private HostProfile others = OperatingSystem.LINUX.defaults();
        private final List<Entry> entries = new ArrayList<>();

        private Builder() {}

        /** Sets what is assumed of hosts of no named network: Linux, unless this is called. */
        public Builder others(HostProfile profile) {
            others = profile;
            return this;
        }

        /** Sets what is assumed of the hosts of a network. */
        public Builder network(IpNetwork network, HostProfile profile) {
            entries.add(0, new Entry(network, profile));
            return this;
        }

        public HostProfiles build() {
            List<Entry> sorted = new ArrayList<>(entries);
            sorted.sort((one, other) -> Integer.compare(other.network.prefixBits(), one.network.prefixBits()));
            return new HostProfiles(others, List.copyOf(sorted));
        }
    }
}
