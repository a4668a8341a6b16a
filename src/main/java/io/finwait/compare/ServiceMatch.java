package io.finwait.compare;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service on both sides.
 *
 * @param samePort whether only the port is the same, since the address is on one side only
 */
public record ServiceMatch(ServiceFigures before, ServiceFigures after, boolean samePort) {
    /**
     * Which services are which.
     *
     * @param matches the busiest first
     * @param onlyBefore those of BEFORE that AFTER does not have, the busiest first; {@code onlyAfter} likewise
     */
    record Matching(List<ServiceMatch> matches, List<ServiceFigures> onlyBefore, List<ServiceFigures> onlyAfter) {}

    /** Whether requests were counted on both sides. */
    public boolean requestsKnown() {
        return before.exchanges() > 0 && after.exchanges() > 0;
    }

    /** Whether it has one client on each side, at different addresses: it is taken for the same one. */
    public boolean onlyClientMoved() {
        return before.clients().size() == 1
                && after.clients().size() == 1
                && !before.clients().keySet().equals(after.clients().keySet());
    }

    /**
     * What a client did on one side; null if it is not known to have been there.
     *
     * @param client as AFTER names it
     */
    ServiceFigures.@Nullable Work work(boolean inBefore, IpAddress client) {
        if (inBefore && onlyClientMoved() && after.clients().containsKey(client)) {
            return before.clients().values().iterator().next();
        }
        return (inBefore ? before : after).clients().get(client);
    }

    /** How much was asked of it on one side: requests, or connections where requests are not known of both. */
    long load(boolean inBefore) {
        ServiceFigures side = inBefore ? before : after;
        return requestsKnown() ? side.exchanges() : side.connections();
    }

    /** Matches by address and port; then by port, where each side has one service left on it. */
    static Matching match(List<ServiceFigures> before, List<ServiceFigures> after) {
        Map<HostPort, ServiceFigures> byAddress = new HashMap<>();
        after.forEach(service -> byAddress.put(service.server(), service));
        var matches = new ArrayList<ServiceMatch>();
        var leftBefore = new ArrayList<ServiceFigures>();
        for (ServiceFigures service : before) {
            ServiceFigures same = byAddress.remove(service.server());
            if (same == null) {
                leftBefore.add(service);
            } else {
                matches.add(new ServiceMatch(service, same, false));
            }
        }
        var leftAfter = new ArrayList<>(
                after.stream().filter(s -> byAddress.containsKey(s.server())).toList());
        for (ServiceFigures service : List.copyOf(leftBefore)) {
            ServiceFigures other = onlyOneAt(service.server().port(), leftAfter);
            if (other != null && onlyOneAt(service.server().port(), leftBefore) != null) {
                matches.add(new ServiceMatch(service, other, true));
                leftBefore.remove(service);
                leftAfter.remove(other);
            }
        }
        matches.sort(
                Comparator.comparingLong((ServiceMatch m) -> Math.max(m.before.connections(), m.after.connections()))
                        .reversed());
        return new Matching(matches, leftBefore, leftAfter);
    }

    private static @Nullable ServiceFigures onlyOneAt(int port, List<ServiceFigures> services) {
        List<ServiceFigures> there =
                services.stream().filter(s -> s.server().port() == port).toList();
        return there.size() == 1 ? there.get(0) : null;
    }
}
