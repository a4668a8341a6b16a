package io.finwait.lifecycle;

import io.finwait.decode.SeqNum;
import java.util.List;

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
        List<Milestone> probes = c.log.milestones(c.clientIsA).stream()
                .filter(m -> m.from() == role && m.is(Milestone.PROBE))
                .toList();
        if (probes.size() < 2) {
            return ConnectionRecord.Probing.NONE;
        }
        long last = probes.get(probes.size() - 1).timeNanos();
        return new ConnectionRecord.Probing(
                last, last - probes.get(probes.size() - 2).timeNanos());
    }
}
