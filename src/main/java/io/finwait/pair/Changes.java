package io.finwait.pair;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.SynOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out what was changed between the two capture points, from the SYN and the SYN-ACK of each pair at both. */
final class Changes {
    private static final int KINDS = Change.What.values().length;

    /** For each kind of change and role: how many pairs were compared and how many differ, and the first that does. */
    private static final class Count {
        long compared;
        long changed;
        Pair example;
        String before = "";
        String after = "";

        Count(Pair first) {
            example = first;
        }

        void compare(Pair pair, Object left, Object arrived) {
            compared++;
            if (!left.equals(arrived)) {
                if (changed++ == 0) {
                    example = pair;
                    before = left.toString();
                    after = arrived.toString();
                }
            }
        }
    }

    private final Count[][] counts = new Count[KINDS][2];

    private Changes(Pair first) {
        for (Count[] each : counts) {
            each[0] = new Count(first);
            each[1] = new Count(first);
        }
    }

    static List<Change> of(List<Pair> pairs) {
        if (pairs.isEmpty()) {
            return List.of();
        }
        var changes = new Changes(pairs.get(0));
        pairs.forEach(changes::add);
        return changes.list();
    }

    private List<Change> list() {
        var changes = new ArrayList<Change>();
        for (Change.What what : Change.What.values()) {
            for (Role role : Role.values()) {
                Count count = counts[what.ordinal()][role.ordinal()];
                if (count.changed > 0) {
                    changes.add(new Change(
                            what, role, count.changed, count.compared, count.example, count.before, count.after));
                }
            }
        }
        return changes;
    }

    private Count count(Change.What what, Role role) {
        return counts[what.ordinal()][role.ordinal()];
    }

    private void add(Pair pair) {
        for (Role role : Role.values()) {
            Side near = pair.near(role);
            HostPort here = pair.address(role, near);
            HostPort there = pair.address(role, near.other());
            count(Change.What.ADDRESS, role).compare(pair, here.ip(), there.ip());
            count(Change.What.PORT, role).compare(pair, here.port(), there.port());
            Notable left = opening(pair, role, near);
            Notable arrived = opening(pair, role, near.other());
            if (left != null && arrived != null && left.isSameFirst(arrived)) {
                compare(pair, role, left, arrived);
            }
        }
    }

    private static @Nullable Notable opening(Pair pair, Role role, Side side) {
        return role == Role.CLIENT ? pair.at(side).syn : pair.at(side).synAck;
    }

    private void compare(Pair pair, Role role, Notable left, Notable arrived) {
        count(Change.What.SEQUENCE_NUMBERS, role)
                .compare(pair, Integer.toUnsignedString(left.isn), Integer.toUnsignedString(arrived.isn));
        count(Change.What.TTL, role).compare(pair, left.ttl(), arrived.ttl());
        if (left.isSingleWith(arrived) && left.ipId() > 0 && arrived.ipId() >= 0) {
            count(Change.What.IP_IDENTIFICATION, role).compare(pair, left.ipId(), arrived.ipId());
        }
        SynOptions offered = left.options();
        SynOptions seen = arrived.options();
        if (offered.known() && seen.known()) {
            count(Change.What.MSS, role).compare(pair, orNone(offered.mss()), orNone(seen.mss()));
            count(Change.What.WINDOW_SCALE, role)
                    .compare(pair, orNone(offered.windowScale()), orNone(seen.windowScale()));
            count(Change.What.SACK_PERMITTED, role)
                    .compare(pair, yes(offered.sackPermitted()), yes(seen.sackPermitted()));
            count(Change.What.TIMESTAMPS, role).compare(pair, yes(offered.timestamps()), yes(seen.timestamps()));
            if (left.isSingleWith(arrived) && offered.timestamps() && seen.timestamps()) {
                count(Change.What.TIMESTAMP_VALUES, role)
                        .compare(
                                pair,
                                Integer.toUnsignedString(left.tsVal()),
                                Integer.toUnsignedString(arrived.tsVal()));
            }
        }
    }

    private static String orNone(int value) {
        return value < 0 ? "none" : Integer.toString(value);
    }

    private static String yes(boolean present) {
        return present ? "yes" : "no";
    }
}
