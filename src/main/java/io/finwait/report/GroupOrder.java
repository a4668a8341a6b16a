package io.finwait.report;

import io.finwait.analysis.group.Group;
import java.util.Comparator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Orders of the table of groups: what connections are sorted by, summed up. Ties are in order of first packet. */
public enum GroupOrder {
    CONNECTIONS("most connections first", Group::connections),
    START("earliest first", group -> -group.firstSeenNanos()),
    HANDSHAKE("slowest handshakes first", group -> group.handshake().p95Nanos()),
    CLOSING("longest closing first", group -> group.teardown().p95Nanos()),
    PACKETS(
            "most packets first",
            group -> Group.ofBothSides(role -> group.sent(role).packets())),
    BYTES(
            "most bytes first",
            group -> Group.ofBothSides(role -> group.sent(role).payloadBytes())),
    TIME_WAIT(
            "most time in TIME_WAIT first",
            group -> Group.ofBothSides(role -> group.timeWaits(role).heldNanos()));

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // Made of functions without state.
    private final Comparator<Group> comparator;

    GroupOrder(String words, ToLongFunction<Group> largestFirst) {
        this.words = words;
        comparator = Comparator.comparingLong(largestFirst)
                .reversed()
                .thenComparingLong(Group::firstSeenNanos)
                .thenComparing(Group::name);
    }

    /**
     * The order of groups for an order of connections.
     *
     * @param order null if none was asked for
     * @throws IllegalArgumentException if groups have none like it
     */
    public static GroupOrder of(@Nullable ConnectionOrder order) {
        if (order == null) {
            return CONNECTIONS;
        }
        return switch (order) {
            case START -> START;
            case HANDSHAKE -> HANDSHAKE;
            case CLOSING -> CLOSING;
            case PACKETS -> PACKETS;
            case BYTES -> BYTES;
            case TIME_WAIT -> TIME_WAIT;
            case ID, DURATION ->
                throw new IllegalArgumentException(
                        "groups are sorted by their connections unless you say start, handshake,"
                                + " closing, packets, bytes or time-wait");
        };
    }

    /** The order in words. */
    String words() {
        return words;
    }

    /** What is to be shown first compares as less. */
    Comparator<Group> comparator() {
        return comparator;
    }
}
