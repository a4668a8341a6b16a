package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.EntryList;
import io.finwait.flow.FlowEntry;
import io.finwait.flow.FlowKey;
import io.finwait.flow.FlowTable;
import io.finwait.flow.ForgottenKeys;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Sorts segments into connections, keeps each connection while its 4-tuple can still matter, and hands it over when it cannot.
 * Memory follows what is open, not what was read. Time is capture time: the latest seen. Not thread-safe.
 */
public final class ConnectionTracker {
    private final FlowTable<FlowEntry> table = new FlowTable<>();
    private final FlowKey key = table.newKey();
    private final ForgottenKeys forgotten = new ForgottenKeys();
    private final WaitingRoom waiting;
    private final Births births = new Births();
    private final ConnectionPool pool = new ConnectionPool();
    private final IntPredicate withZeek;
    private final Freezer freezer = new Freezer();
    private final CensusTaker censusTaker;
    private final TimeWaitCount timeWaits;
    private final ConnectionListener listener;
    private final long heapLimitBytes;

    private @Nullable SegmentWatch watch;
    private boolean tellsClosed;
    private long nowNanos = Long.MIN_VALUE;
    private long heapBytes;
    private long duplicates;

    /**
     * Makes a tracker.
     *
     * @param heapLimitBytes how much heap the connections kept may take; beyond it the least useful ones are given up
     * @param withZeek of which ids Zeek's view is kept, which {@link ConnectionRecord#zeek} and {@link ConnectionRecord#wire} come from;
     *     asked when a connection begins
     */
    public ConnectionTracker(
            HostProfiles profiles, ConnectionListener listener, long heapLimitBytes, IntPredicate withZeek) {
        this(profiles, listener, heapLimitBytes, withZeek, WaitingRoom.MOST_RECENT);
    }

    /** One that keeps Zeek's view of none. */
    public ConnectionTracker(HostProfiles profiles, ConnectionListener listener, long heapLimitBytes) {
        this(profiles, listener, heapLimitBytes, id -> false);
    }

    /** @param mostRecent how many are kept whole although they only linger; what comes out does not depend on it */
    ConnectionTracker(
            HostProfiles profiles,
            ConnectionListener listener,
            long heapLimitBytes,
            IntPredicate withZeek,
            int mostRecent) {
        this.withZeek = withZeek;
        this.censusTaker = new CensusTaker(profiles);
        this.waiting = new WaitingRoom(profiles, mostRecent);
        this.timeWaits = new TimeWaitCount(listener);
        this.listener = listener;
        this.heapLimitBytes = heapLimitBytes;
    }

    /** Lets {@code watch} see every segment of connections it is interested in. */
    public void watch(SegmentWatch watch) {
        this.watch = watch;
    }

    /** Tells the listener of connections when they are closed, and not only when they can no longer change. */
    public void tellClosed() {
        tellsClosed = true;
    }

    /**
     * Time has come that far although no segment tells it.
     *
     * @param nanos nanoseconds since the epoch of capture time
     */
    public void advance(long nanos) {
        if (nanos > nowNanos) {
            nowNanos = nanos;
            if (nowNanos >= waiting.nextDeadlineNanos()) {
                expire();
            }
        }
    }

    /** How many sockets there are by now; takes time for each connection that is kept. */
    public Census census() {
        return censusTaker.count(waiting, nowNanos, births.count());
    }

    /** Takes in the next segment of the capture. */
    public void segment(TcpSegment s) {
        advance(s.timeNanos);
        if (heapBytes > heapLimitBytes || waiting.isCrowded()) {
            makeRoom();
        }
        key.set(s);
        boolean fromA = key.fromA();
        if (s.icmp >= 0) {
            icmpError(s, fromA);
            return;
        }
        Connection newest = known();
        Connection c;
        if (newest == null) {
            c = start(s, fromA, null);
        } else if (Incarnations.isPureSyn(s) && Incarnations.startsAnother(s, fromA ? newest.a : newest.b)) {
            c = startAnother(newest, s, fromA);
        } else {
            c = owner(newest, s, fromA);
        }
        Phase before = c.phase;
        if (!c.segment(s, fromA)) {
            duplicates++;
        }
        if (watch != null) {
            watch.segment(c, s, fromA);
        }
        if (before != Phase.ESTABLISHED || c.phase != before) {
            settle(c, before);
        }
    }

    /** The newest connection of the 4-tuple of {@link #key}, whole; null if there is none. */
    private @Nullable Connection known() {
        FlowEntry known = table.find(key);
        return known instanceof Frozen frozen ? wake(frozen) : (Connection) known;
    }

    /** An ICMP error about a connection that is known; about any other it proves nothing. */
    private void icmpError(TcpSegment error, boolean ofA) {
        Connection newest = known();
        if (newest == null) {
            return;
        }
        Connection previous = newest.previous;
        boolean ofNewest = error.seq == (ofA ? newest.a : newest.b).isn;
        Connection quoted = previous == null || ofNewest ? newest : previous;
        quoted.icmpError(error, ofA);
        if (watch != null) {
            watch.icmpError(quoted, error);
        }
    }

    private static Connection owner(Connection newest, TcpSegment s, boolean fromA) {
        Connection previous = newest.previous;
        return previous == null || Incarnations.belongsToAttempt(newest, previous, s, fromA) ? newest : previous;
    }

    /** A pure SYN with a new ISN on a 4-tuple that is known. */
    private Connection startAnother(Connection newest, TcpSegment s, boolean fromA) {
        if (!Incarnations.isAttempt(newest)) {
            newest.noteAnswers();
            return start(s, fromA, newest);
        }
        // The attempt before it is over: whoever sends another ISN has given the first one up.
        Connection beforeThat = newest.previous;
        newest.previous = null;
        Connection next = start(s, fromA, beforeThat);
        if (beforeThat != null) {
            newest.predecessor = Predecessor.of(beforeThat, newest);
        }
        finish(newest, Ending.reused(nowNanos, next.id, s.timeNanos));
        return next;
    }

    private Connection start(TcpSegment s, boolean fromA, @Nullable Connection previous) {
        if (!Incarnations.isPureSyn(s) && forgotten.mayContain(key)) {
            births.idsDiffer(); // Wireshark forgets nothing: there this segment belongs to the old stream
        }
        Connection c = pool.take();
        births.begin(c, key, s, fromA);
        c.keepZeek(withZeek.test(c.id));
        c.previous = previous;
        table.put(key, c);
        heapBytes += Connection.HEAP_BYTES;
        waiting.place(c, nowNanos);
        if (c.phase == Phase.ATTEMPT) {
            listener.opened(c, s);
        }
        return c;
    }

    /** Draws the consequences of a segment that may have changed how long {@code c} is kept. */
    private void settle(Connection c, Phase before) {
        if (c.previous != null && !Incarnations.isAttempt(c)) {
            Connection previous = c.previous;
            c.predecessor = Predecessor.of(previous, c);
            c.previous = null;
            finish(previous, Ending.reused(nowNanos, c.id, Handshake.acceptedSynNanos(c)));
        }
        if (before == Phase.OVER && c.phase == Phase.TIME_WAIT && waiting.deadlineNanos(c) <= nowNanos) {
            c.phase = Phase.OVER; // a stray does not start the timer again
        }
        if (tellsClosed) {
            tellClosed(c, before);
        }
        waiting.admit(c, nowNanos);
        timeWaits.update(c, nowNanos);
    }

    /** Tells that {@code c} has just been closed, if it has. A refused attempt on ports that are still in use is not told early. */
    private void tellClosed(Connection c, Phase before) {
        if (!before.isClosed() && c.phase.isClosed() && c.previous == null) {
            Connection copy = pool.take();
            freezer.copy(c, copy);
            listener.closed(copy, Ending.of(Ending.Reason.CAPTURE_END, nowNanos));
        }
    }

    private void expire() {
        for (Connection c = waiting.noLongerRecent(nowNanos); c != null; c = waiting.noLongerRecent(nowNanos)) {
            setAside(c);
        }
        for (FlowEntry due = waiting.nextDue(nowNanos); due != null; due = waiting.nextDue(nowNanos)) {
            Connection c = whole(due);
            long deadline = waiting.deadlineNanos(c);
            if (deadline > nowNanos) {
                setAside(c);
            } else if (c.phase == Phase.TIME_WAIT) {
                timeWaits.leave(c, deadline);
                c.phase = Phase.OVER;
                setAside(c);
            } else {
                forget(c, Ending.of(Ending.Reason.TIMED_OUT, deadline));
            }
        }
    }

    /**
     * Keeps heap use within its limits: what is no longer recent is frozen, then what is open and idle, then the least useful are
     * given up, some at once.
     */
    private void makeRoom() {
        while (waiting.isCrowded()) {
            setAside(waiting.oldestRecent());
        }
        if (heapBytes > heapLimitBytes) {
            Ending eviction = Ending.of(Ending.Reason.EVICTED, nowNanos);
            long enough = heapLimitBytes - heapLimitBytes / 64;
            freezeIdle(enough);
            while (heapBytes > enough) {
                evictFrom(waiting.leastUseful(), enough, eviction);
            }
        }
    }

    /** Freezes what is recent, then what is open, idle longest first: that costs some milestones at most, and saves half the room. */
    private void freezeIdle(long enoughBytes) {
        while (heapBytes > enoughBytes && waiting.hasLessRecent()) {
            setAside(waiting.oldestRecent());
        }
        for (int left = waiting.openCount(); left > 0 && heapBytes > enoughBytes; left--) {
            Connection idle = waiting.longestIdle();
            if (isReferredTo(idle)) {
                waiting.place(idle, nowNanos); // behind the others
            } else {
                freeze(idle);
            }
        }
    }

    /** Whether another connection of its 4-tuple refers to it, or it to one: then it stays whole. */
    private boolean isReferredTo(Connection c) {
        return c.previous != null || table.findSameTuple(c) != c;
    }

    private void freeze(Connection c) {
        Frozen frozen = freezer.freeze(c);
        if (WaitingRoom.lingers(c)) {
            waiting.setAside(frozen, c, nowNanos);
        } else {
            waiting.setIdle(frozen);
        }
        table.replace(c, frozen);
        heapBytes += frozen.heapBytes() - Connection.HEAP_BYTES;
        EntryList.leave(c);
        pool.give(c);
    }

    /** Gives up {@code first} and, if it is not an open one, those behind it in its list. */
    private void evictFrom(FlowEntry first, long enoughBytes, Ending eviction) {
        FlowEntry next = first;
        while (next != null && heapBytes > enoughBytes) {
            FlowEntry entry = next;
            boolean open = entry instanceof Connection c && !WaitingRoom.lingers(c);
            next = open ? null : entry.next();
            forget(whole(entry), eviction);
        }
    }

    /** {@code c} is no longer recent: if it only lingers it is frozen, unless another one refers to it. */
    private void setAside(Connection c) {
        if (!WaitingRoom.lingers(c)) {
            waiting.place(c, nowNanos);
        } else if (isReferredTo(c)) {
            waiting.setAside(c, c, nowNanos);
        } else {
            freeze(c);
        }
    }

    private Connection whole(FlowEntry entry) {
        return entry instanceof Frozen frozen ? thaw(frozen) : (Connection) entry;
    }

    /** Makes {@code frozen} whole for a segment. */
    private Connection wake(Frozen frozen) {
        Connection c = thaw(frozen);
        waiting.place(c, nowNanos);
        return c;
    }

    /** Makes {@code frozen} whole; it is then in no list. */
    private Connection thaw(Frozen frozen) {
        Connection c = pool.take();
        frozen.thawInto(c, freezer);
        table.replace(frozen, c);
        heapBytes += Connection.HEAP_BYTES - frozen.heapBytes();
        EntryList.leave(frozen);
        return c;
    }

    /** Takes {@code c} out of the table and finishes it. */
    private void forget(Connection c, Ending ending) {
        FlowEntry newest = table.findSameTuple(c);
        if (newest == c && c.previous != null) {
            c.predecessor = Predecessor.of(c.previous, c);
            table.replace(c, c.previous);
        } else if (newest == c) {
            table.remove(c);
            forgotten.add(table, c);
        } else if (newest instanceof Connection successor && successor.previous == c) {
            successor.predecessor = Predecessor.of(c, successor);
            successor.previous = null;
        }
        finish(c, ending);
    }

    private void finish(Connection c, Ending ending) {
        EntryList.leave(c);
        heapBytes -= Connection.HEAP_BYTES;
        timeWaits.leave(c, ending.nanos());
        if (listener.finished(c, ending)) {
            pool.give(c);
        }
    }

    /**
     * Takes back a connection that the listener had kept.
     *
     * @param c one that {@link ConnectionListener#finished} got
     */
    public void release(Connection c) {
        pool.give(c);
    }

    /**
     * Ends the capture: everything still kept is finished, in order of id.
     *
     * @param endNanos time of the capture's last frame, nanoseconds since the epoch
     */
    public void finish(long endNanos) {
        advance(endNanos);
        Ending end = Ending.of(Ending.Reason.CAPTURE_END, nowNanos);
        List<FlowEntry> all = waiting.allFromLastId();
        while (!all.isEmpty()) {
            forget(whole(all.remove(all.size() - 1)), end); // nothing else holds it: its memory is for the next ones
        }
    }

    /** Packets that were captured twice, as far as they were noticed: a plain ACK without data is not looked at that closely. */
    public long duplicates() {
        return duplicates;
    }

    /** Whether the ids given so far are Wireshark's, as far as this tracker can know. */
    public boolean idsEqualTcpStream() {
        return births.idsEqualTcpStream();
    }

    /** Says that the ids cannot be Wireshark's: several files, a filter, a part of the time. */
    public void idsDiffer() {
        births.idsDiffer();
    }
}
