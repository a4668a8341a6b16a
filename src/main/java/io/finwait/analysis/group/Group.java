package io.finwait.analysis.group;

import io.finwait.finding.FindingKind;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Role;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Connections that have something in common, in numbers.
 *
 * @param name what they have in common, as {@code --where} takes it; empty for those of groups that were too many
 * @param byKind by how they ended; every kind present
 * @param byCloser by who closed first; every value present
 * @param resetBy those that a RST ended, by whom it names as its sender
 * @param handshake whole handshakes that were seen
 * @param teardown closes that were completed
 * @param timeWaits of the clients' and of the servers' sides; both present, as in the next
 * @param sent by the clients and by the servers
 * @param synRetransmissions SYNs and SYN-ACKs sent again
 * @param found how many connections each kind of finding was found in, the gravest first, then the most frequent
 * @param withFindings how many connections anything was found in
 * @param firstSeenNanos first packet of any of them, and {@code lastSeenNanos} last one; instants
 */
public record Group(
        String name,
        long connections,
        Map<CloseKind, Long> byKind,
        Map<ActiveCloser, Long> byCloser,
        Map<Role, Long> resetBy,
        Spread handshake,
        Spread teardown,
        Map<Role, TimeWaits> timeWaits,
        Map<Role, Sent> sent,
        long synRetransmissions,
        Map<FindingKind, Long> found,
        long withFindings,
        long firstSeenNanos,
        long lastSeenNanos) {

    /** Stays in TIME_WAIT on that side. */
    public TimeWaits timeWaits(Role role) {
        return Objects.requireNonNull(timeWaits.get(role));
    }

    /** What that side sent. */
    public Sent sent(Role role) {
        return Objects.requireNonNull(sent.get(role));
    }

    /** The sum of a value of the clients and one of the servers. */
    public static long ofBothSides(ToLongFunction<Role> value) {
        return value.applyAsLong(Role.CLIENT) + value.applyAsLong(Role.SERVER);
    }

    /** Durations, nanoseconds; without any, all but the count are -1. Percentiles are within 1 %, of up to 512 durations exact. */
    public record Spread(long count, long medianNanos, long p95Nanos, long maxNanos) {}

    /**
     * Stays in TIME_WAIT.
     *
     * @param peak most of them at once
     * @param peakIsExact whether it is not only what regular looks saw, which is too low where stays were short
     * @param heldNanos how long all of them lasted together, as far as the capture goes
     */
    public record TimeWaits(long stays, long peak, boolean peakIsExact, long heldNanos) {}

    /** What one side sent. Payload octets count each sequence number once. */
    public record Sent(long packets, long payloadBytes, long retransmissions, long finRetransmissions) {}
}
