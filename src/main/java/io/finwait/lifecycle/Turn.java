package io.finwait.lifecycle;

import io.finwait.decode.TcpSegment;
import io.finwait.flow.FourTuple;
import org.jspecify.annotations.Nullable;

/**
 * A turn in a connection's life, told to a thread that must not look at the connection itself, because that goes on: what matters
 * of it is copied. A connection that can no longer change is handed over whole. Used again for the next turn.
 */
public final class Turn extends FourTuple implements TwoSided {
    /** What happened. */
    public enum Kind {
        /** It began with a SYN. */
        OPENED,
        /** A side entered TIME_WAIT. */
        TIME_WAIT_ENTERED,
        /** A side that had entered TIME_WAIT left it, or the capture ended. */
        TIME_WAIT_LEFT,
        /** It is closed, as far as can be seen by now. */
        CLOSED,
        /** It can no longer change. */
        FINISHED;

        /** Whether it comes with the whole connection, or a copy of it. */
        public boolean isWhole() {
            return this == CLOSED || this == FINISHED;
        }
    }

    private Kind kind = Kind.OPENED;
    private boolean clientIsA;
    private int id;
    private long nanos;
    private Role holder = Role.CLIENT;
    private boolean hasTimestamps;
    private int tsVal;
    private long lastFrame;
    private boolean synRepeated;
    private boolean successor;
    private @Nullable Connection connection;
    private @Nullable Ending ending;

    /** Makes this the turn that {@code c} began with {@code syn}. */
    public void opened(Connection c, TcpSegment syn) {
        of(c, Kind.OPENED, syn.timeNanos);
        hasTimestamps = syn.hasTimestamps;
        tsVal = syn.tsVal;
    }

    /** Makes this the turn that a side of {@code c} entered TIME_WAIT. */
    public void timeWaitEntered(Connection c, Role holder, long nanos) {
        of(c, Kind.TIME_WAIT_ENTERED, nanos);
        this.holder = holder;
        Endpoint client = c.end(Role.CLIENT);
        hasTimestamps = client.is(Endpoint.TIMESTAMPS);
        tsVal = client.lastTsVal;
        synRepeated = client.synRetransmissions > 0;
    }

    /** Makes this the turn that a side of {@code c} left TIME_WAIT. */
    public void timeWaitLeft(Connection c, Role holder, long nanos) {
        of(c, Kind.TIME_WAIT_LEFT, nanos);
        this.holder = holder;
    }

    /** Makes this the turn that {@code c} is over: it is in nobody's hands but this one's. */
    public void finished(Connection c, Ending ending) {
        kind = Kind.FINISHED;
        connection = c;
        this.ending = ending;
    }

    /** Makes this the turn that the connection of which {@code copy} is a copy is closed; it is in nobody's hands but this one's. */
    public void closed(Connection copy, Ending soFar) {
        finished(copy, soFar);
        kind = Kind.CLOSED;
    }

    private void of(Connection c, Kind kind, long nanos) {
        takeTuple(c);
        this.kind = kind;
        this.nanos = nanos;
        clientIsA = c.clientIsA;
        id = c.id;
        lastFrame = c.lastFrame;
        successor = c.isSuccessor();
    }

    /** Drops what it refers to. */
    public void clear() {
        connection = null;
        ending = null;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public boolean clientIsA() {
        return clientIsA;
    }

    /** Of the connection. */
    public int id() {
        return id;
    }

    /** When it happened, nanoseconds since the epoch. */
    public long nanos() {
        return nanos;
    }

    /** Whose TIME_WAIT it is about. */
    public Role holder() {
        return holder;
    }

    /** Whether the client was seen to use timestamps: in the SYN where it opened, so far where a TIME_WAIT was entered. */
    public boolean hasTimestamps() {
        return hasTimestamps;
    }

    /** The client's TSval: of the SYN, or the latest of a segment that was not plain; only if it {@link #hasTimestamps}. */
    public int tsVal() {
        return tsVal;
    }

    /** The connection's last frame so far. */
    public long lastFrame() {
        return lastFrame;
    }

    /** Whether its SYN had been sent more than once when a TIME_WAIT was entered. */
    public boolean synRepeated() {
        return synRepeated;
    }

    /** Whether its 4-tuple is, or was when it began, one that an older incarnation could still matter to. */
    public boolean isSuccessor() {
        return successor;
    }

    /** The connection that is over, or a copy of the one that is closed; only of kinds that are whole. */
    public Connection connection() {
        return present(connection);
    }

    /** How it came to be over; only of kinds that are whole. */
    public Ending ending() {
        return present(ending);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the connection goes on");
        }
        return value;
    }
}
