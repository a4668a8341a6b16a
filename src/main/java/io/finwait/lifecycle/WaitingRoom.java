package io.finwait.lifecycle;

import io.finwait.flow.ExpiryQueue;
import io.finwait.flow.FlowEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where connections wait until they can no longer change, one queue per length of time. */
final class WaitingRoom {
    private static final long SECOND = 1_000_000_000L;

    /** The longest gap between two SYNs is 67 s (Linux, tcp_syn_retries 6); twice that ends an attempt. */
    static final long ATTEMPT_NANOS = 134 * SECOND;

    /** Linux gives an orphan up about 107 s after its FIN (tcp_orphan_retries 0 means 8), longer where the RTO is longer. */
    private static final long LAST_ACK_NANOS = 120 * SECOND;

    /** After a RST only strays can come, and they live no longer than a segment may: MSL, twice (RFC 9293 §3.4.2 has 2 min; Linux 30 s). */
    private static final long RESET_NANOS = 60 * SECOND;

    /** A TIME_WAIT lasts a little longer than its timer says (measured on Linux: up to 62 s): what comes then still belongs to it. */
    private static final long TIME_WAIT_SLACK_NANOS = 4 * SECOND;

    /** For so long something may well follow, and a connection is kept whole. */
    private static final long RECENT_NANOS = 4 * SECOND;

    /** But no more of them than this: their size times this bounds what that costs. */
    private static final int MOST_RECENT = 1 << 17;

    private final HostProfiles profiles;
    private final long longestTimeWaitNanos;

    /** What began or ended lately; a segment may well follow. */
    private final ExpiryQueue recent = new ExpiryQueue();

    private final ExpiryQueue over = new ExpiryQueue();
    private final ExpiryQueue resets = new ExpiryQueue();
    private final ExpiryQueue lastAcks = new ExpiryQueue();
    private final ExpiryQueue attempts = new ExpiryQueue();
    private final ExpiryQueue open = new ExpiryQueue();

    /** One per assumed length of TIME_WAIT, in the order of {@link HostProfiles#timeWaitLengthsNanos}. */
    private final ExpiryQueue[] timeWaits;

    /** All but {@link #open}, the least useful first. */
    private final ExpiryQueue[] expiring;

    /** No connection's time is up before this. */
    private long nextDeadlineNanos = Long.MAX_VALUE;

    WaitingRoom(HostProfiles profiles) {
        this.profiles = profiles;
        long[] lengths = profiles.timeWaitLengthsNanos();
        longestTimeWaitNanos = Arrays.stream(lengths).max().orElseThrow();
        timeWaits = new ExpiryQueue[lengths.length];
        Arrays.setAll(timeWaits, i -> new ExpiryQueue());
        var all = new ArrayList<>(List.of(over, resets));
        all.addAll(List.of(timeWaits));
        all.addAll(List.of(lastAcks, attempts, recent));
        expiring = all.toArray(ExpiryQueue[]::new);
    }

    /**
     * Sees to it that {@code c} is looked at when its time is up. If it waits where it will be looked at before that, it stays:
     * most connections move on long before anybody needs to know.
     */
    void admit(Connection c, long nowNanos) {
        if (!c.isDueBy(deadlineNanos(c))) {
            place(c, nowNanos);
        }
    }

    /** Puts {@code c} among the recent ones, or among the open ones, for which there is no time. */
    void place(Connection c, long nowNanos) {
        long deadline = deadlineNanos(c);
        if (deadline == Long.MAX_VALUE) {
            open.add(c, deadline);
        } else {
            add(c, recent, Math.min(deadline, nowNanos + RECENT_NANOS));
        }
    }

    /** Puts {@code frozen}, which was {@code c}, where c is due when its time is up. */
    void place(Frozen frozen, Connection c) {
        add(frozen, queueOf(c), deadlineNanos(c));
    }

    private void add(FlowEntry entry, ExpiryQueue queue, long deadline) {
        queue.add(entry, deadline);
        nextDeadlineNanos = Math.min(nextDeadlineNanos, deadline);
    }

    private ExpiryQueue queueOf(Connection c) {
        return switch (c.phase) {
            case ATTEMPT -> attempts;
            case OPEN, ESTABLISHED -> open;
            case LAST_ACK -> lastAcks;
            case RESET -> resets;
            case TIME_WAIT -> timeWaits[profiles.indexOfTimeWait(timeWaitNanos(c))];
            case OVER -> over;
        };
    }

    /** When {@code c} can no longer change, if no further segment comes; nanoseconds since the epoch. */
    private long deadlineNanos(Connection c) {
        return switch (c.phase) {
            case ATTEMPT -> c.lastNanos + ATTEMPT_NANOS;
            case OPEN, ESTABLISHED -> Long.MAX_VALUE;
            case LAST_ACK -> c.lastNanos + LAST_ACK_NANOS;
            case RESET -> c.lastNanos + RESET_NANOS;
            case TIME_WAIT -> c.timeWaitArmedNanos() + timeWaitNanos(c);
            case OVER -> c.timeWaitArmedNanos() + longestTimeWaitNanos + TIME_WAIT_SLACK_NANOS;
        };
    }

    /** The assumed length for its holder; of two holders, the longer one's. */
    private long timeWaitNanos(Connection c) {
        if (profiles.uniform()) {
            return longestTimeWaitNanos;
        }
        long longest = 0;
        if (c.a.reachesTimeWait(c.b)) {
            longest = profiles.timeWaitNanos(c.endA().ip());
        }
        if (c.b.reachesTimeWait(c.a)) {
            longest = Math.max(longest, profiles.timeWaitNanos(c.endB().ip()));
        }
        return longest;
    }

    /** No connection's time is up before this instant; nanoseconds since the epoch. */
    long nextDeadlineNanos() {
        return nextDeadlineNanos;
    }

    /** What to look at next; brings {@link #nextDeadlineNanos} up to date. Null if nothing waits for a time. */
    @Nullable
    FlowEntry nextDue() {
        FlowEntry first = null;
        long earliest = Long.MAX_VALUE;
        for (ExpiryQueue queue : expiring) {
            long deadline = queue.nextDeadlineNanos();
            if (deadline < earliest) {
                earliest = deadline;
                first = queue.head();
            }
        }
        nextDeadlineNanos = earliest;
        return first;
    }

    /** Whether the time of {@code c} is really up at {@code nanos}; it may have been looked at early. */
    boolean isOver(Connection c, long nanos) {
        return deadlineNanos(c) <= nanos;
    }

    /** Whether {@code c} waits for nothing but its time. */
    static boolean lingers(Connection c) {
        return c.phase != Phase.OPEN && c.phase != Phase.ESTABLISHED;
    }

    /** The one that has been among the recent ones longest, if there are too many of them; null if not. */
    @Nullable
    Connection surplus() {
        return recent.size() > MOST_RECENT ? (Connection) recent.head() : null;
    }

    /** The one to give up when memory is short: what has ended before what was never answered before what is open. */
    FlowEntry leastUseful() {
        for (ExpiryQueue queue : expiring) {
            FlowEntry head = queue.head();
            if (head != null) {
                return head;
            }
        }
        FlowEntry head = open.head();
        if (head == null) {
            throw new IllegalStateException("nothing to give up");
        }
        return head;
    }

    /** Everything that waits, by id. */
    FlowEntry[] allById() {
        var all = new ArrayList<FlowEntry>();
        for (ExpiryQueue queue : expiring) {
            addAll(queue, all);
        }
        addAll(open, all);
        FlowEntry[] sorted = all.toArray(FlowEntry[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(WaitingRoom::id));
        return sorted;
    }

    private static int id(FlowEntry entry) {
        return entry instanceof Connection c ? c.id : ((Frozen) entry).id;
    }

    private static void addAll(ExpiryQueue queue, List<FlowEntry> all) {
        for (FlowEntry entry = queue.head(); entry != null; entry = entry.next()) {
            all.add(entry);
        }
    }
}
