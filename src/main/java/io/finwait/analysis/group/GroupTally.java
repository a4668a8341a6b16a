package io.finwait.analysis.group;

import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TimeWait;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Running totals of one group. */
final class GroupTally {
    private static final Role[] ROLES = Role.values();

    private static final Comparator<Map.Entry<FindingKind, Long>> GRAVEST_FIRST = Comparator.comparing(
                    (Map.Entry<FindingKind, Long> found) -> found.getKey().severity())
            .thenComparing(Map.Entry::getValue)
            .reversed()
            .thenComparing(found -> found.getKey().id());

    /** What one side sent. */
    private static final class Side {
        long resets;
        long packets;
        long payloadBytes;
        long retransmissions;
        long finRetransmissions;

        void add(ConnectionRecord.Traffic traffic) {
            packets += traffic.packets();
            payloadBytes += traffic.payloadBytes();
            retransmissions += traffic.retransmissions();
            finRetransmissions += traffic.finRetransmissions();
        }
    }

    private final long[] byKind = new long[CloseKind.values().length];
    private final long[] byCloser = new long[ActiveCloser.values().length];
    private final DurationSpread handshakes = new DurationSpread();
    private final DurationSpread teardowns = new DurationSpread();
    private final TimeWaitStays[] timeWaits;
    private final Side[] sides = {new Side(), new Side()};
    private final Map<FindingKind, Long> found = new HashMap<>(4);
    private long connections;
    private long synRetransmissions;
    private long withFindings;
    private long firstSeenNanos = Long.MAX_VALUE;
    private long lastSeenNanos = Long.MIN_VALUE;

    /** @param room for stays in TIME_WAIT, shared by all groups */
    GroupTally(TimeWaitStays.Room room) {
        timeWaits = new TimeWaitStays[] {new TimeWaitStays(room), new TimeWaitStays(room)};
    }

    void add(ConnectionRecord c, List<Finding> findings) {
        connections++;
        addClose(c.close());
        if (c.handshake().totalNanos() >= 0) {
            handshakes.add(c.handshake().totalNanos());
        }
        for (TimeWait wait : c.timeWaits()) {
            timeWaits[wait.holder().ordinal()].add(wait);
        }
        for (Role role : ROLES) {
            sides[role.ordinal()].add(c.traffic(role));
        }
        synRetransmissions += c.handshake().synRetransmissions() + c.handshake().synAckRetransmissions();
        addFindings(findings);
        firstSeenNanos = Math.min(firstSeenNanos, c.firstSeenNanos());
        lastSeenNanos = Math.max(lastSeenNanos, c.lastSeenNanos());
    }

    private void addClose(ConnectionRecord.Close close) {
        byKind[close.kind().ordinal()]++;
        byCloser[close.activeCloser().ordinal()]++;
        Role resetBy = close.resetBy();
        if (resetBy != null && close.kind() == CloseKind.RST) {
            sides[resetBy.ordinal()].resets++;
        }
        if (close.completed() && close.kind() != CloseKind.REFUSED) {
            teardowns.add(close.teardownNanos());
        }
    }

    private void addFindings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        withFindings++;
        for (int i = 0; i < findings.size(); i++) {
            FindingKind kind = findings.get(i).kind();
            boolean again = findings.subList(0, i).stream()
                    .anyMatch(earlier -> earlier.kind().equals(kind));
            if (!again) {
                found.merge(kind, 1L, Long::sum);
            }
        }
    }

    Group toGroup(String name) {
        return new Group(
                name,
                connections,
                counts(CloseKind.class, byKind),
                counts(ActiveCloser.class, byCloser),
                bySide(i -> sides[i].resets),
                handshakes.spread(),
                teardowns.spread(),
                bySide(i -> timeWaits[i].timeWaits()),
                bySide(i -> new Group.Sent(
                        sides[i].packets,
                        sides[i].payloadBytes,
                        sides[i].retransmissions,
                        sides[i].finRetransmissions)),
                synRetransmissions,
                gravestFirst(),
                withFindings,
                firstSeenNanos,
                lastSeenNanos);
    }

    private static <E extends Enum<E>> Map<E, Long> counts(Class<E> type, long[] counts) {
        var map = new EnumMap<E, Long>(type);
        for (E constant : type.getEnumConstants()) {
            map.put(constant, counts[constant.ordinal()]);
        }
        return map;
    }

    private static <T> Map<Role, T> bySide(IntFunction<T> value) {
        var map = new EnumMap<Role, T>(Role.class);
        for (Role role : ROLES) {
            map.put(role, value.apply(role.ordinal()));
        }
        return map;
    }

    private Map<FindingKind, Long> gravestFirst() {
        var sorted = new LinkedHashMap<FindingKind, Long>();
        found.entrySet().stream().sorted(GRAVEST_FIRST).forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
