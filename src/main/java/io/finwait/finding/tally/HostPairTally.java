package io.finwait.finding.tally;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Turn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the timestamps of one client address tell at one server address. */
public final class HostPairTally implements Tally {
    /** Linux: TCP_PAWS_MSL, for so long tcp_tw_recycle remembered an address. */
    private static final long REMEMBERED_NANOS = 60_000_000_000L;

    /** Linux: TCP_PAWS_WINDOW, so many ticks behind were let pass. */
    private static final int PAWS_WINDOW = 1;

    private static final int MOST_SUSPECTS = 4096;

    /** Stands for an instant that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Whose addresses these are. */
    public record Hosts(IpAddress client, IpAddress server) {
        @Override
        public int hashCode() {
            return 31 * client.hashCode() + server.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Hosts hosts && client.equals(hosts.client) && server.equals(hosts.server);
        }
    }

    /** A SYN that a server with tcp_tw_recycle would drop. */
    private record Suspect(int ticksBehind, long stampFrame) {}

    private final Hosts hosts;
    private final Clocks clocks = new Clocks();
    private final Map<Integer, Suspect> suspects = new LinkedHashMap<>();
    private long connections;

    private boolean stamped;
    private int stampTsVal;
    private long stampNanos;
    private long stampFrame;
    private long letPassNanos = NEVER;

    private final Examples dropped = new Examples();
    private long droppedSyns;
    private long recovered;
    private int fewestTicksBehind = Integer.MAX_VALUE;
    private int mostTicksBehind;
    private final Sample answeredOthers = new Sample();
    private long unansweredOthers;
    private long answeredOtherFrame = -1;
    private long firstDropNanos = Long.MAX_VALUE;
    private long lastDropNanos = Long.MIN_VALUE;

    HostPairTally(Hosts hosts) {
        this.hosts = hosts;
    }

    /** The server closed first and remembers, if it does, the client's last TSval: the newest one of the last minute. */
    void serverTimeWait(Turn turn) {
        if (!turn.hasTimestamps()) {
            return;
        }
        long nanos = turn.nanos();
        if (!suspects.isEmpty() && suspects.containsKey(turn.id()) && !turn.synRepeated() && !turn.isSuccessor()) {
            letPassNanos = Math.min(letPassNanos, nanos);
        }
        int tsVal = turn.tsVal();
        if (!stamped || tsVal - stampTsVal >= 0 || nanos - stampNanos > REMEMBERED_NANOS) {
            stamped = true;
            stampTsVal = tsVal;
            stampNanos = nanos;
            stampFrame = turn.lastFrame();
        }
    }

    void opened(Turn turn) {
        if (!stamped
                || letPassNanos != NEVER
                || !turn.hasTimestamps()
                || turn.nanos() - stampNanos > REMEMBERED_NANOS) {
            return;
        }
        int behind = stampTsVal - turn.tsVal();
        if (behind > PAWS_WINDOW && suspects.size() < MOST_SUSPECTS && !turn.isSuccessor()) {
            suspects.put(turn.id(), new Suspect(behind, stampFrame));
        }
    }

    void finished(Life life, Outcome outcome) {
        connections++;
        if (outcome == Outcome.ESTABLISHED && life.synHasTimestamps()) {
            clocks.add(
                    life.outline().firstSeenNanos(),
                    life.synTsVal(),
                    life.connection().port(Role.CLIENT),
                    life.connection().firstFrame());
        }
        if (!stamped) {
            return;
        }
        Suspect suspect = suspects.isEmpty() ? null : suspects.remove(life.id());
        boolean repeated = life.connection().synRepeated();
        if (suspect != null) {
            if (outcome == Outcome.UNANSWERED || outcome == Outcome.ESTABLISHED && repeated) {
                drop(life, suspect, outcome == Outcome.ESTABLISHED);
            } else if (outcome == Outcome.ESTABLISHED) {
                letPassNanos = Math.min(letPassNanos, life.outline().firstSeenNanos());
            }
        } else if (outcome == Outcome.UNANSWERED) {
            unansweredOthers++;
        } else if (outcome == Outcome.ESTABLISHED && !repeated) {
            answeredOthers.add(life.outline().firstSeenNanos());
            answeredOtherFrame = life.connection().firstFrame();
        }
    }

    private void drop(Life life, Suspect suspect, boolean later) {
        dropped.add(life.id(), -1);
        dropped.addFrame(suspect.stampFrame);
        for (Milestone m : life.milestones()) {
            if (m.from() == Role.CLIENT && m.isSyn() && !m.is(Milestone.ICMP)) {
                dropped.addFrame(m.frame());
                lastDropNanos = Math.max(lastDropNanos, m.timeNanos());
            }
        }
        droppedSyns += life.side(Role.CLIENT).synRetransmissions() + (later ? 0 : 1);
        recovered += later ? 1 : 0;
        fewestTicksBehind = Math.min(fewestTicksBehind, suspect.ticksBehind);
        mostTicksBehind = Math.max(mostTicksBehind, suspect.ticksBehind);
        firstDropNanos = Math.min(firstDropNanos, life.outline().firstSeenNanos());
    }

    public Hosts hosts() {
        return hosts;
    }

    @Override
    public long count() {
        return connections;
    }

    public Clocks clocks() {
        return clocks;
    }

    /**
     * From when on SYNs were answered at once that tcp_tw_recycle would have dropped: the first such SYN, or the close of its connection;
     * {@link #NEVER} if none was.
     */
    public long letPassNanos() {
        return letPassNanos;
    }

    /** Connections whose SYN was behind the address's newest TSval and got no answer. */
    public Examples dropped() {
        return dropped;
    }

    /** How many SYNs of those got no answer. */
    public long droppedSyns() {
        return droppedSyns;
    }

    /** How many of those were answered when they repeated their SYN. */
    public long recovered() {
        return recovered;
    }

    public int fewestTicksBehind() {
        return fewestTicksBehind;
    }

    public int mostTicksBehind() {
        return mostTicksBehind;
    }

    /** Connections whose SYN was not behind and was answered at once, between the first dropped SYN and the last. */
    public long answeredOthersDuringDrops() {
        return Arrays.stream(answeredOthers.sorted())
                .filter(nanos -> nanos >= firstDropNanos && nanos <= lastDropNanos)
                .count();
    }

    /** First frame of the last of those; -1 without. */
    public long answeredOtherFrame() {
        return answeredOtherFrame;
    }

    /** Connections whose SYN was not behind and got no answer. */
    public long unansweredOthers() {
        return unansweredOthers;
    }

    public long firstDropNanos() {
        return firstDropNanos;
    }

    public long lastDropNanos() {
        return lastDropNanos;
    }
}
