package io.finwait.finding.tally;

import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;

/** The connections of one service that were established, and how they ended. */
public final class Served {
    private long closedByClient;
    private long closedByServer;
    private long closedTogether;
    private final long[] reasons = new long[CloseReason.values().length];
    private final Sample idleNanos = new Sample();
    private final Levels timeWait = new Levels();
    private final Examples closes = new Examples();
    private final Examples[] resets = {new Examples(), new Examples()};
    private final Levels resetsSeen = new Levels();
    private final Examples unstamped = new Examples();
    private long handshakes;
    private long stampsOffered;
    private final Examples repeatedSyns = new Examples();

    void add(Life life) {
        opened(life);
        if (life.kind() == CloseKind.RST) {
            Role by = life.resetBy();
            if (by != null && life.outline().payloadBytes() > 0) {
                resets[by.ordinal()].add(life.id(), life.connection().lastFrame());
                resetsSeen.step(life.closeStartNanos());
            }
            return;
        }
        if (life.heldTimeWait(Role.SERVER)) {
            timeWait.add(life.timeWaitNanos(Role.SERVER), Levels.endOf(life, life.timeWaitEndNanos(Role.SERVER)));
        }
        ActiveCloser closer = life.activeCloser();
        if (closer == ActiveCloser.CLIENT) {
            closedByClient++;
        } else if (closer == ActiveCloser.SIMULTANEOUS) {
            closedTogether++;
        } else if (closer == ActiveCloser.SERVER) {
            closedByServer++;
            CloseReason reason = CloseReason.ofServer(life);
            reasons[reason.ordinal()]++;
            if (reason == CloseReason.IDLE) {
                idleNanos.add(CloseReason.idleNanos(life));
            }
            closes.add(life.id(), life.firstFinFrame());
        }
    }

    private void opened(Life life) {
        if (life.connection().synRepeated()) {
            repeatedSyns.add(life.id(), life.connection().firstFrame());
        }
        if (life.synAckFrame() < 0 || life.has(Trait.MIDSTREAM)) {
            return;
        }
        handshakes++;
        stampsOffered += life.synHasTimestamps() ? 1 : 0;
        if (!life.connection().hasTimestamps(Role.SERVER)
                && life.side(Role.SERVER).synOptions().known()) {
            unstamped.add(life.id(), life.synAckFrame());
        }
    }

    /** Those whose SYN had to be sent again. */
    public Examples repeatedSyns() {
        return repeatedSyns;
    }

    /** Those whose SYN-ACK was captured. */
    public long handshakes() {
        return handshakes;
    }

    /** Those of them whose SYN had timestamps. */
    public long stampsOffered() {
        return stampsOffered;
    }

    /** Those of them whose server sent none, with the SYN-ACKs. */
    public Examples unstamped() {
        return unstamped;
    }

    public long closedByClient() {
        return closedByClient;
    }

    public long closedByServer() {
        return closedByServer;
    }

    /** Connections that both sides closed at once. */
    public long closedTogether() {
        return closedTogether;
    }

    /** How many the server closed first for this reason. */
    public long closedBecause(CloseReason reason) {
        return reasons[reason.ordinal()];
    }

    /** How long those had been idle that the server closed for that, nanoseconds. */
    public Sample idleNanos() {
        return idleNanos;
    }

    /** Connections that the server closed first, with its FINs. */
    public Examples closes() {
        return closes;
    }

    /** TIME_WAITs of the server. */
    public Levels timeWait() {
        return timeWait;
    }

    /** Connections with data that a RST of that side ended. */
    public Examples resets(Role by) {
        return resets[by.ordinal()];
    }

    /** How many of both had been seen, over time. */
    public Levels resetsSeen() {
        return resetsSeen;
    }
}
