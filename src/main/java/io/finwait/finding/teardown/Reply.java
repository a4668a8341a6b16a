package io.finwait.finding.teardown;

import io.finwait.decode.SeqNum;
import io.finwait.finding.Segments;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Milestone;
import io.finwait.lifecycle.Role;
import org.jspecify.annotations.Nullable;

/**
 * A RST with which a side that had closed answered something its peer sent afterwards.
 *
 * @param closer who sent the FIN, and later the RST
 * @param fin its FIN
 * @param rst the first RST it sent after that
 * @param lostBytes octets of the peer's data that it had not acknowledged when it closed and never acknowledged after
 */
record Reply(Role closer, Milestone fin, Milestone rst, long lostBytes) {

    /** What {@code closer} answered with RST after its FIN; null if there is no such RST. */
    static @Nullable Reply of(Life life, Role closer) {
        Milestone fin = Segments.firstFin(life, closer);
        if (fin == null) {
            return null;
        }
        Milestone rst = Segments.first(life, closer, m -> m.isRst() && m.frame() > fin.frame());
        if (rst == null) {
            return null;
        }
        if (life.side(closer.peer()).packets() == 0) {
            return new Reply(closer, fin, rst, 0); // what was not captured has no numbers to compare
        }
        int unacknowledged = SeqNum.distance(
                Segments.dataEnd(life, closer.peer()), life.side(closer).rcvNxt());
        return new Reply(closer, fin, rst, Math.max(0, unacknowledged));
    }

    /** Whether the peer's data came after its ACK of the FIN: nothing of it was on its way when the FIN arrived. */
    boolean peerKnew(Life life) {
        long acked = life.side(closer).finAckedNanos();
        long data = life.side(closer.peer()).lastDataNanos();
        return acked != Life.NEVER && data != Life.NEVER && acked < data;
    }
}
