package io.finwait.lifecycle;

import io.finwait.decode.SeqNum;

/** Reads from a finished connection what tells the timers of its sockets. */
final class TimerEvidence {
    private TimerEvidence() {}

    static ConnectionRecord.Timers of(Connection c) {
        Endpoint client = c.end(Role.CLIENT);
        Endpoint server = c.end(Role.SERVER);
        return new ConnectionRecord.Timers(
                outstanding(client, server),
                outstanding(server, client),
                probing(c, Role.CLIENT),
                probing(c, Role.SERVER));
    }

    private static boolean outstanding(Endpoint x, Endpoint y) {
        return x.is(Endpoint.SENT) && (!y.is(Endpoint.ACKED) || SeqNum.after(x.sndNxt, y.rcvNxt));
    }

    /** Its last two keep-alives. Those into a closed window look the same, and are another timer's. */
    private static ConnectionRecord.Probing probing(Connection c, Role role) {
        if ((c.oddities & Trait.PROBED) == 0 || c.end(role.peer()).zeroWindows > 0) {
            return ConnectionRecord.Probing.NONE;
        }
        long last = -1;
        long period = -1;
        for (Milestone m : c.log.milestones(c.clientIsA)) {
            if (m.from() == role && m.is(Milestone.PROBE)) {
                period = last < 0 ? -1 : m.timeNanos() - last;
                last = m.timeNanos();
            }
        }
        return period < 0 ? ConnectionRecord.Probing.NONE : new ConnectionRecord.Probing(last, period);
    }
}
