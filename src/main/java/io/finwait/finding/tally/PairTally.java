package io.finwait.finding.tally;

import io.finwait.finding.Subject;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Connection;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Predecessor;
import io.finwait.lifecycle.Role;

/** The established connections of one client host to one service. */
public final class PairTally implements Tally {
    private static final long SECOND = 1_000_000_000;

    /** Packets that a connection takes at the least to open and close, beside those with data (RFC 9293, Figures 6 and 12). */
    private static final int OPEN_AND_CLOSE_PACKETS = 6;

    private final Subject.Pair subject;

    private long connections;
    private long closedByClient;
    private long closedByServer;
    private long reset;
    private long withData;
    private long oneExchange;
    private long exchanges;
    private long shortLived;
    private long withoutData;
    private long lifeNanos;
    private long handshakeNanos;
    private long handshakes;
    private long packets;
    private long overheadPackets;
    private long clientTimeWaits;
    private long reuses;
    private long openAtEnd;
    private int lowestPort = 65_536;
    private int highestPort = -1;
    private long firstSynNanos = Long.MAX_VALUE;
    private long lastSynNanos = Long.MIN_VALUE;
    private long lastSeenNanos = Long.MIN_VALUE;

    private final Levels portsInUse = new Levels();
    private final Levels open = new Levels();
    private final Levels timeWait = new Levels();
    private final Levels begun = new Levels();
    private final Levels evenPorts = new Levels();
    private final Levels oddPorts = new Levels();
    private final Sample reuseNanos = new Sample();
    private final Sample lives = new Sample();
    private final Examples examples = new Examples();
    private final Examples reused = new Examples();
    private final Probing checks = new Probing();
    private final Idlers idlers = new Idlers();
    private final PoolUse poolUse = new PoolUse();

    PairTally(Subject.Pair subject) {
        this.subject = subject;
    }

    void add(Life life) {
        Connection c = life.connection();
        ConnectionOutline outline = life.outline();
        connections++;
        long begin = outline.firstSeenNanos();
        long free = portFreedNanos(life);
        boolean wasOpen = life.kind() == CloseKind.OPEN || life.kind() == CloseKind.HALF_CLOSED;
        long closed = wasOpen ? free : life.closeStartNanos();
        portsInUse.add(begin, Levels.endOf(life, free));
        open.add(begin, Levels.endOf(life, closed));
        closers(life);
        boolean data = outline.payloadBytes() > 0;
        if (data) {
            withData(life, closed - begin);
        } else if (!wasOpen) {
            withoutData++;
            if (life.activeCloser() == ActiveCloser.CLIENT) {
                checks.add(life.id(), begin, closed - begin);
            }
        }
        if (wasOpen && life.ending().reason() == Ending.Reason.CAPTURE_END) {
            openAtEnd++;
            idlers.add(life);
        }
        port(c.port(Role.CLIENT), begin);
        Predecessor predecessor = life.predecessor();
        if (predecessor != null) {
            reuses++;
            reuseNanos.add(begin - predecessor.armedNanos());
            reused.add(life.id(), predecessor.lastFrame());
        }
        lastSeenNanos = Math.max(lastSeenNanos, outline.lastSeenNanos());
        examples.add(life.id(), -1);
    }

    private void closers(Life life) {
        if (life.kind() == CloseKind.RST) {
            reset++;
        } else if (life.activeCloser() == ActiveCloser.CLIENT) {
            closedByClient++;
        } else if (life.activeCloser() == ActiveCloser.SERVER) {
            closedByServer++;
        }
        if (life.heldTimeWait(Role.CLIENT)) {
            clientTimeWaits++;
            timeWait.add(life.timeWaitNanos(Role.CLIENT), Levels.endOf(life, life.timeWaitEndNanos(Role.CLIENT)));
        }
    }

    private void withData(Life life, long nanos) {
        withData++;
        exchanges += life.exchanges();
        oneExchange += life.exchanges() <= 1 ? 1 : 0;
        shortLived += nanos < SECOND && life.closeStartNanos() != Life.NEVER ? 1 : 0;
        lifeNanos += nanos;
        lives.add(nanos);
        long handshake = life.outline().handshakeNanos();
        if (handshake >= 0) {
            handshakes++;
            handshakeNanos += handshake;
        }
        long sent = life.side(Role.CLIENT).packets() + life.side(Role.SERVER).packets();
        packets += sent;
        overheadPackets += Math.min(sent, OPEN_AND_CLOSE_PACKETS);
        poolUse.add(life, nanos);
    }

    private void port(int port, long begin) {
        lowestPort = Math.min(lowestPort, port);
        highestPort = Math.max(highestPort, port);
        firstSynNanos = Math.min(firstSynNanos, begin);
        lastSynNanos = Math.max(lastSynNanos, begin);
        begun.step(begin);
        ((port & 1) == 0 ? evenPorts : oddPorts).step(begin);
    }

    /** When the client's kernel can use the port for this service again. */
    private static long portFreedNanos(Life life) {
        if (life.heldTimeWait(Role.CLIENT)) {
            return life.timeWaitEndNanos(Role.CLIENT);
        }
        boolean open = life.kind() == CloseKind.OPEN || life.kind() == CloseKind.HALF_CLOSED;
        return open ? life.ending().nanos() : life.outline().lastSeenNanos();
    }

    public Subject.Pair subject() {
        return subject;
    }

    @Override
    public long count() {
        return connections;
    }

    public long connections() {
        return connections;
    }

    /** Those that the client closed first with a FIN. */
    public long closedByClient() {
        return closedByClient;
    }

    /** Those that the server closed first with a FIN. */
    public long closedByServer() {
        return closedByServer;
    }

    /** Those that a RST ended. */
    public long reset() {
        return reset;
    }

    /** Those that carried data: the next few are about these only. */
    public long withData() {
        return withData;
    }

    /** Those with data in which each side spoke at most once in turn. */
    public long oneExchange() {
        return oneExchange;
    }

    public long exchanges() {
        return exchanges;
    }

    /** Those with data that began to close within a second. */
    public long shortLived() {
        return shortLived;
    }

    /** Time that those with data were open, together, nanoseconds. */
    public long lifeNanos() {
        return lifeNanos;
    }

    /** How long they were open, nanoseconds. */
    public Sample lives() {
        return lives;
    }

    /** Time that handshakes took, nanoseconds, of {@link #handshakes} connections. */
    public long handshakeNanos() {
        return handshakeNanos;
    }

    public long handshakes() {
        return handshakes;
    }

    public long packets() {
        return packets;
    }

    /** Packets that opened and closed, at the least. */
    public long overheadPackets() {
        return overheadPackets;
    }

    /** Those without data that closed. */
    public long withoutData() {
        return withoutData;
    }

    /** Those of them that the client ended. */
    public Probing checks() {
        return checks;
    }

    /** Those after which the client held TIME_WAIT. */
    public long clientTimeWaits() {
        return clientTimeWaits;
    }

    /** Those on a port whose last connection could still matter. */
    public long reuses() {
        return reuses;
    }

    /** From the event that armed TIME_WAIT, or the last segment, of the connection before to the SYN, nanoseconds. */
    public Sample reuseNanos() {
        return reuseNanos;
    }

    /** Connections on reused ports. */
    public Examples reused() {
        return reused;
    }

    public int lowestPort() {
        return lowestPort;
    }

    public int highestPort() {
        return highestPort;
    }

    /** First SYN, or first segment, of a connection. */
    public long firstSynNanos() {
        return firstSynNanos;
    }

    public long lastSynNanos() {
        return lastSynNanos;
    }

    public long lastSeenNanos() {
        return lastSeenNanos;
    }

    /** Ports that the client cannot use for this service: connections and its own TIME_WAITs. */
    public Levels portsInUse() {
        return portsInUse;
    }

    /** Connections that nobody had begun to close. */
    public Levels open() {
        return open;
    }

    /** TIME_WAITs of the client. */
    public Levels timeWait() {
        return timeWait;
    }

    /** Connections begun so far. */
    public Levels begun() {
        return begun;
    }

    /** Connections begun so far from even ports. */
    public Levels evenPorts() {
        return evenPorts;
    }

    /** Connections begun so far from odd ports. */
    public Levels oddPorts() {
        return oddPorts;
    }

    public Examples examples() {
        return examples;
    }

    /** Connections open when the capture ended. */
    public Idlers idlers() {
        return idlers;
    }

    /** How many were open at the end. */
    public long openAtEnd() {
        return openAtEnd;
    }

    public PoolUse poolUse() {
        return poolUse;
    }
}
