package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

import io.finwait.decode.SeqNum;
import java.util.List;

/**
 * The incarnation that held the 4-tuple when a connection's SYN came, as it stood then. Client and server are those of the new
 * connection. Immutable.
 *
 * @param clientState what the host that is now the client was in when the SYN came; {@code serverState} the server. TIME_WAIT
 *     as long as the incarnation is remembered, whether or not a timer may have run out.
 * @param armedNanos what last started the TIME_WAIT timer; the latest segment where nobody held TIME_WAIT
 * @param firstFrame its first frame
 * @param lastFrame its last frame before or after the SYN
 * @param firstFinFrame frame of its first FIN; -1 without
 * @param clientNext SND.NXT of the client's host in it, as far as seen; {@code serverNext} of the server's host
 * @param timestamps whether both TSvals are known
 * @param clientTsVal latest TSval of the client's host in it; {@code serverTsVal} of the server's
 * @param sinceSyn its milestones from the new SYN on: challenge ACKs, and the RST that those may have drawn
 */
public record Predecessor(
        int id,
        TcpState clientState,
        TcpState serverState,
        long armedNanos,
        long firstFrame,
        long lastFrame,
        long firstFinFrame,
        int clientNext,
        int serverNext,
        boolean timestamps,
        int clientTsVal,
        int serverTsVal,
        List<Milestone> sinceSyn) {

    /** What {@code previous} was when the SYN of {@code c} came. */
    static Predecessor of(Connection previous, Connection c) {
        Endpoint client = c.clientIsA ? previous.a : previous.b;
        Endpoint server = c.clientIsA ? previous.b : previous.a;
        boolean untouched = previous.lastNanos < c.firstNanos;
        long armed = previous.timeWaitArmedNanos();
        return new Predecessor(
                previous.id,
                state(previous, client, server, c.firstNanos),
                state(previous, server, client, c.firstNanos),
                armed == NEVER ? previous.lastNanos : armed,
                previous.firstFrame,
                previous.lastFrame,
                previous.firstFinFrame,
                client.sndNxt,
                server.sndNxt,
                client.is(Endpoint.TIMESTAMPS) && server.is(Endpoint.TIMESTAMPS),
                client.lastTsVal,
                server.lastTsVal,
                untouched ? List.of() : since(c.firstNanos, previous, c.clientIsA));
    }

    private static List<Milestone> since(long nanos, Connection previous, boolean clientIsA) {
        return previous.log.milestones(clientIsA).stream()
                .filter(milestone -> milestone.timeNanos() >= nanos)
                .toList();
    }

    private static boolean isBy(long nanos, long atNanos) {
        return nanos != NEVER && nanos <= atNanos;
    }

    private static TcpState state(Connection c, Endpoint x, Endpoint y, long atNanos) {
        boolean closed = !c.wasReset() && isBy(x.finAckedNanos, atNanos) && isBy(y.finAckedNanos, atNanos);
        if (closed) { // the usual case, without making a timeline
            return x.reachesTimeWait(y) ? TcpState.TIME_WAIT : TcpState.CLOSED;
        }
        var timeline = new Timeline();
        timeline.compute(c, x, NEVER, false);
        TcpState state = TcpState.CLOSED;
        for (int i = 0; i < timeline.count() && timeline.enterNanos(i) <= atNanos; i++) {
            state = timeline.state(i);
        }
        return state;
    }

    /** How far the new SYN's number lies beyond what the client's host had sent, modulo 2^32. */
    public int beyondClientNext(int isn) {
        return SeqNum.distance(isn, clientNext);
    }
}
