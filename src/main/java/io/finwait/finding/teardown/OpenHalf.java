package io.finwait.finding.teardown;

import io.finwait.finding.Segments;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.Trait;
import org.jspecify.annotations.Nullable;

/**
 * A connection of which one side has closed and the other has not, as far as the capture goes: FIN_WAIT_2 on the one,
 * CLOSE_WAIT on the other.
 *
 * @param closed who sent the FIN
 * @param fin that FIN
 * @param ack the other side's ACK of it; null if the log does not hold it
 * @param idleNanos since the FIN was acknowledged, or since the other side last sent data, until nothing more is known
 */
record OpenHalf(Role closed, Milestone fin, @Nullable Milestone ack, long idleNanos) {

    /** Null if this connection is none. */
    static @Nullable OpenHalf of(Life life) {
        if (life.kind() != CloseKind.HALF_CLOSED
                || life.has(Trait.ONE_SIDED | Trait.LOST_BY_CAPTURE | Trait.RST_SEEN)) {
            return null; // the other side's FIN may have been missed
        }
        Role closed = life.side(Role.CLIENT).sentFin() ? Role.CLIENT : Role.SERVER;
        Milestone fin = Segments.firstFin(life, closed);
        long acked = life.side(closed).finAckedNanos();
        boolean reused = life.ending().reason() == Ending.Reason.REUSED;
        boolean unknown = life.activeCloser() == ActiveCloser.UNKNOWN; // it may have closed before the capture began
        if (fin == null || acked == Life.NEVER || reused || unknown) {
            return null;
        }
        long since = Math.max(acked, life.side(closed.peer()).lastDataNanos());
        Milestone ack = Segments.firstAck(life, closed.peer(), life.side(closed).finEnd(), fin.frame());
        return new OpenHalf(closed, fin, ack, life.ending().nanos() - since);
    }
}
