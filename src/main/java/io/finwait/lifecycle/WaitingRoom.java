package io.finwait.lifecycle;

import io.finwait.flow.ExpiryQueue;
import io.finwait.flow.FlowEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where connections wait until they can no longer change, one queue per length of time. */
final class WaitingRoom {
    private static final long SECOND = 1_000_000_000L;

    /** The longest gap between two SYNs is 67 s (Linux, tcp_syn_retries 6); twice that ends an attempt. */
    private static final long ATTEMPT_NANOS = 134 * SECOND;

    /** Linux gives an orphan up about 107 s after its FIN (tcp_orphan_retries 0 means 8), longer where the RTO is longer. */
    private static final long LAST_ACK_NANOS = 120 * SECOND;

    /** After a RST only strays can come, and they live no longer than a segment may: MSL, twice (RFC 9293 §3.4.2 has 2 min; Linux 30 s). */
    private static final long RESET_NANOS = 60 * SECOND;

    /** A TIME_WAIT lasts a little longer than its timer says (measured on Linux: up to 62 s): what comes then still belongs to it. */
    private static final long TIME_WAIT_SLACK_NANOS = 4 * SECOND;

    private final HostProfiles profiles;
    private final ExpiryQueue attempts = new ExpiryQueue(ATTEMPT_NANOS);
    private final ExpiryQueue lastAcks = new ExpiryQueue(LAST_ACK_NANOS);
    private final ExpiryQueue resets = new ExpiryQueue(RESET_NANOS);
    private final ExpiryQueue over;
    private final ExpiryQueue open = new ExpiryQueue(Long.MAX_VALUE);
    private final List<ExpiryQueue> timeWaits = new ArrayList<>();
    private final ExpiryQueue[] expiring;

    /** No deadline is before this; the true next one may be later. */
    private long nextDeadlineNanos = Long.MAX_VALUE;

    WaitingRoom(HostProfiles profiles) {
        this.profiles = profiles;
        long longest = 0;
        for (long length : profiles.timeWaitLengthsNanos()) {
            timeWaits.add(new ExpiryQueue(length));
            longest = Math.max(longest, length);
        }
        over = new ExpiryQueue(longest + TIME_WAIT_SLACK_NANOS);
        var all = new ArrayList<ExpiryQueue>();
        all.add(over);
        all.add(resets);
        all.addAll(timeWaits);
        all.add(lastAcks);
        all.add(attempts);
        expiring = all.toArray(ExpiryQueue[]::new);
    }

    /** Puts {@code c} where its phase belongs. */
    void admit(Connection c) {
        ExpiryQueue queue = queueOf(c);
        queue.add(c);
        if (queue != open) {
            nextDeadlineNanos = Math.min(nextDeadlineNanos, c.anchorNanos() + queue.durationNanos());
        }
    }

    private ExpiryQueue queueOf(Connection c) {
        return switch (c.phase) {
            case ATTEMPT -> attempts;
            case OPEN, ESTABLISHED -> open;
            case LAST_ACK -> lastAcks;
            case RESET -> resets;
            case TIME_WAIT -> timeWaitQueue(c);
            case OVER -> over;
        };
    }

    /** The queue of the holder's assumed length; of two holders, the longer one's. */
    private ExpiryQueue timeWaitQueue(Connection c) {
        if (profiles.uniform()) {
            return timeWaits.get(0);
        }
        long longest = 0;
        if (c.a.reachesTimeWait(c.b)) {
            longest = profiles.timeWaitNanos(c.endA().ip());
        }
        if (c.b.reachesTimeWait(c.a)) {
            longest = Math.max(longest, profiles.timeWaitNanos(c.endB().ip()));
        }
        for (ExpiryQueue queue : timeWaits) {
            if (queue.durationNanos() == longest) {
                return queue;
            }
        }
        throw new IllegalStateException("no queue for a TIME_WAIT of " + longest + " ns");
    }

    /** No connection's time is up before this instant; nanoseconds since the epoch. */
    long nextDeadlineNanos() {
        return nextDeadlineNanos;
    }

    /** The connection whose time is up first, and brings {@link #nextDeadlineNanos} up to date; null if none waits. */
    @Nullable
    Connection nextDue() {
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
        return (Connection) first;
    }

    /** The one to give up when there are too many: what has ended before what was never answered before what is open. */
    Connection leastUseful() {
        for (ExpiryQueue queue : expiring) {
            FlowEntry head = queue.head();
            if (head != null) {
                return (Connection) head;
            }
        }
        FlowEntry head = open.head();
        if (head == null) {
            throw new IllegalStateException("nothing to give up");
        }
        return (Connection) head;
    }

    /** Everything that waits, by id. */
    List<Connection> allById() {
        var all = new ArrayList<Connection>();
        for (ExpiryQueue queue : expiring) {
            addAll(queue, all);
        }
        addAll(open, all);
        all.sort(Comparator.comparingInt(c -> c.id));
        return all;
    }

    private static void addAll(ExpiryQueue queue, List<Connection> all) {
        for (FlowEntry entry = queue.head(); entry != null; entry = entry.next()) {
            all.add((Connection) entry);
        }
    }
}
