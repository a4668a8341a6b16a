package io.finwait.lifecycle;

import io.finwait.flow.EntryList;
import io.finwait.flow.FlowEntry;
import io.finwait.flow.TimerWheel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where connections wait until they can no longer change. */
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
    static final int MOST_RECENT = 1 << 17;

    /** So many of the recent ones are left alone whatever room is needed: handshakes under way are among them. */
    private static final int JUST_NOW = 64;

    /** How many open ones are looked at to find one that has long been idle. */
    private static final int IDLE_SAMPLE = 16;

    private final HostProfiles profiles;
    private final long longestTimeWaitNanos;
    private final long recentNanos;
    private final int mostRecent;

    /** What began or ended lately; a segment may well follow. In the order of their deadlines, because all wait equally long. */
    private final EntryList recent = new EntryList();

    /** What only waits for its time. */
    private final TimerWheel lingering = new TimerWheel();

    /** What may last for ever. */
    private final EntryList open = new EntryList();

    /** What may last for ever and was idle when room was needed: frozen. */
    private final EntryList idle = new EntryList();

    /** @param mostRecent how many are kept whole although they only linger */
    WaitingRoom(HostProfiles profiles, int mostRecent) {
        this.mostRecent = mostRecent;
        this.profiles = profiles;
        long[] lengths = profiles.timeWaitLengthsNanos();
        longestTimeWaitNanos = Arrays.stream(lengths).max().orElseThrow();
        recentNanos = Math.min(RECENT_NANOS, Arrays.stream(lengths).min().orElseThrow());
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
        if (lingers(c)) {
            recent.add(c, nowNanos + recentNanos);
        } else {
            open.add(c, Long.MAX_VALUE);
        }
    }

    /** Puts {@code entry}, which is or was {@code c}, where it is looked at when its time is up. */
    void setAside(FlowEntry entry, Connection c, long nowNanos) {
        lingering.add(entry, deadlineNanos(c), nowNanos);
    }

    /** When {@code c} can no longer change, if no further segment comes; nanoseconds since the epoch. */
    long deadlineNanos(Connection c) {
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

    /** Nothing needs to be looked at before this instant; nanoseconds since the epoch. */
    long nextDeadlineNanos() {
        FlowEntry head = recent.head();
        return Math.min(lingering.nextPollNanos(), head == null ? Long.MAX_VALUE : head.deadlineNanos());
    }

    /** The next recent one that is no longer; null if there is none. */
    @Nullable
    Connection noLongerRecent(long nowNanos) {
        FlowEntry head = recent.head();
        return head != null && head.deadlineNanos() <= nowNanos ? (Connection) head : null;
    }

    /** The next lingering one to look at; null if there is none. */
    @Nullable
    FlowEntry nextDue(long nowNanos) {
        return lingering.poll(nowNanos);
    }

    /** Whether {@code c} waits for nothing but its time. */
    static boolean lingers(Connection c) {
        return c.phase != Phase.OPEN && c.phase != Phase.ESTABLISHED;
    }

    /** Whether there are too many recent ones. */
    boolean isCrowded() {
        return recent.size() > mostRecent;
    }

    /** Whether there are recent ones beside those that began or ended just now. */
    boolean hasLessRecent() {
        return recent.size() > JUST_NOW;
    }

    /** The one that has been among the recent ones longest. Only if there is one. */
    Connection oldestRecent() {
        return (Connection) Objects.requireNonNull(recent.head());
    }

    /**
     * The one to give up when memory is short: what ends soonest before what was open and idle before what began or ended lately
     * before what is open and has been idle longest, as far as a sample tells.
     */
    FlowEntry leastUseful() {
        FlowEntry first = lingering.first();
        if (first == null) {
            first = idle.head();
        }
        if (first == null) {
            first = recent.head();
        }
        return first == null ? longestIdle() : first;
    }

    /** How many open ones are whole. */
    int openCount() {
        return open.size();
    }

    /** Puts a frozen one among those that were idle. */
    void setIdle(FlowEntry frozen) {
        idle.add(frozen, Long.MAX_VALUE);
    }

    /**
     * Of the open ones that have been here longest, the one idle longest; the one used last goes to the end of the line. Only if
     * there is one.
     */
    Connection longestIdle() {
        Connection idle = (Connection) Objects.requireNonNull(open.head(), "nothing to give up");
        Connection used = idle;
        FlowEntry next = idle;
        for (int i = 0; next != null && i < IDLE_SAMPLE; i++) {
            Connection c = (Connection) next;
            next = c.next();
            if (c.lastNanos < idle.lastNanos) {
                idle = c;
            } else if (c.lastNanos > used.lastNanos) {
                used = c;
            }
        }
        if (used != idle) {
            open.add(used, Long.MAX_VALUE);
        }
        return idle;
    }

    /** Everything that waits, in no order. */
    List<FlowEntry> all() {
        List<FlowEntry> all = lingering.all();
        addAll(recent, all);
        addAll(open, all);
        addAll(idle, all);
        return all;
    }

    /** Everything that waits, by id, the last one first. */
    List<FlowEntry> allFromLastId() {
        List<FlowEntry> all = all();
        all.sort(Comparator.comparingInt(WaitingRoom::id).reversed());
        return all;
    }

    private static int id(FlowEntry entry) {
        return entry instanceof Connection c ? c.id : ((Frozen) entry).id;
    }

    private static void addAll(EntryList list, List<FlowEntry> all) {
        for (FlowEntry entry = list.head(); entry != null; entry = entry.next()) {
            all.add(entry);
        }
    }
}
