package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

import org.jspecify.annotations.Nullable;

/**
 * The few facts of a finished connection that sums need, without making a record of it. A flyweight: {@link #set} for each
 * connection, valid until the next.
 */
public final class ConnectionOutline {
    private final Timeline clientStates = new Timeline();
    private final Timeline serverStates = new Timeline();
    private final HostProfiles profiles;
    private @Nullable Connection connection;
    private @Nullable Ending ending;
    private CloseKind kind = CloseKind.OPEN;
    private ActiveCloser activeCloser = ActiveCloser.NONE;

    /** Makes an outline of nothing yet. */
    public ConnectionOutline(HostProfiles profiles) {
        this.profiles = profiles;
    }

    /** Outlines {@code c}, which {@code ending} finished. */
    public void set(Connection c, Ending ending) {
        connection = c;
        this.ending = ending;
        kind = CloseVerdict.kind(c);
        activeCloser = CloseVerdict.activeCloser(c, kind);
        boolean closing = c.closeStartNanos != NEVER;
        if (closing) {
            clientStates.compute(c, c.end(Role.CLIENT), NEVER, false);
            serverStates.compute(c, c.end(Role.SERVER), NEVER, false);
        } else {
            clientStates.clear();
            serverStates.clear();
        }
    }

    private Connection connection() {
        Connection set = connection;
        if (set == null) {
            throw new IllegalStateException("no connection has been set");
        }
        return set;
    }

    public CloseKind kind() {
        return kind;
    }

    public ActiveCloser activeCloser() {
        return activeCloser;
    }

    /** The connection it outlines. */
    public Connection of() {
        return connection();
    }

    public long firstSeenNanos() {
        return connection().firstNanos;
    }

    public long lastSeenNanos() {
        return connection().lastNanos;
    }

    public long payloadBytes() {
        Connection c = connection();
        return c.a.payloadBytes + c.b.payloadBytes;
    }

    /** The whole handshake as seen from the capture point; -1 if it was not seen. */
    public long handshakeNanos() {
        Connection c = connection();
        return c.synToSynAckNanos < 0 || c.synAckToAckNanos < 0 ? -1 : c.synToSynAckNanos + c.synAckToAckNanos;
    }

    /** First FIN or RST to the last packet of the close so far; -1 if none began. */
    public long teardownNanos() {
        Connection c = connection();
        return c.closeStartNanos == NEVER ? -1 : c.closeLastNanos - c.closeStartNanos;
    }

    /** Whether what was established has ended: both FINs were acknowledged, or a RST was accepted. */
    public boolean closed() {
        return kind != CloseKind.REFUSED && CloseVerdict.completed(connection());
    }

    /** What ended that side's TIME_WAIT; null if it was in none. */
    public TimeWait.@Nullable End timeWaitEnd(Role role) {
        Ending known = ending;
        long enter = states(role).entryNanos(TcpState.TIME_WAIT);
        if (enter == NEVER || known == null) {
            return null;
        }
        Connection c = connection();
        long armed = Math.max(enter, c.end(role).timeWaitArmedNanos());
        return TimeWait.endOf(c, known, armed + profiles.timeWaitNanos(c, role));
    }

    /** Whether a side acknowledged what the capture does not hold. */
    public boolean lostByCapture() {
        Endpoint client = connection().end(Role.CLIENT);
        Endpoint server = connection().end(Role.SERVER);
        return Sequence.lost(client, server) || Sequence.lost(server, client);
    }

    /** Whether one side sent and was not seen to, as far as the other side shows. */
    public boolean oneSided() {
        Connection c = connection();
        return c.phase != Phase.ATTEMPT && (c.a.packets == 0 || c.b.packets == 0);
    }

    public boolean headerCut() {
        return connection().headerCut;
    }

    public boolean begunBefore() {
        return !connection().anySyn();
    }

    public boolean synRepeated() {
        Connection c = connection();
        return c.a.synRetransmissions + c.b.synRetransmissions > 0;
    }

    public boolean finRepeated() {
        Connection c = connection();
        return c.a.finRetransmissions + c.b.finRetransmissions > 0;
    }

    /** How many states of that side were ended by a segment, as far as it closed. */
    public int endedStates(Role role) {
        return Math.max(0, states(role).count() - 1);
    }

    /** One of the states of that side that a segment ended. */
    public TcpState endedState(Role role, int index) {
        return states(role).state(index);
    }

    /** How long that one lasted. */
    public long endedStateNanos(Role role, int index) {
        Timeline states = states(role);
        return states.enterNanos(index + 1) - states.enterNanos(index);
    }

    private Timeline states(Role role) {
        return role == Role.CLIENT ? clientStates : serverStates;
    }
}
