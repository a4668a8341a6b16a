package io.finwait.lifecycle;

import io.finwait.flow.FlowEntry;

/** Counts the sockets of connections that are kept. What lingers is looked at once and remembers its states. Not thread-safe. */
final class CensusTaker {
    private final Timeline timeline = new Timeline();
    private final Freezer freezer = new Freezer();
    private final Connection scratch = new Connection();

    /**
     * Counts.
     *
     * @param nowNanos capture time, nanoseconds since the epoch
     * @param begun how many have begun so far
     */
    Census count(WaitingRoom waiting, long nowNanos, long begun) {
        var sheet = new CensusSheet();
        for (FlowEntry entry : waiting.all()) {
            if (entry instanceof Connection c) {
                boolean over = isOver(c, waiting, nowNanos);
                sheet.add(c, state(c, Role.CLIENT, over), state(c, Role.SERVER, over));
            } else {
                Frozen frozen = (Frozen) entry;
                if (!frozen.knowsStates()) {
                    frozen.thawInto(scratch, freezer);
                    boolean over = isOver(scratch, waiting, nowNanos);
                    frozen.rememberStates(state(scratch, Role.CLIENT, over), state(scratch, Role.SERVER, over));
                    scratch.letGo();
                }
                sheet.add(frozen, frozen.state(Role.CLIENT), frozen.state(Role.SERVER));
            }
        }
        return sheet.census(nowNanos, begun);
    }

    /** Whether TIME_WAIT is over: its entry may be learnt of after its time is up, from an ACK that comes late. */
    private static boolean isOver(Connection c, WaitingRoom waiting, long nowNanos) {
        return c.phase == Phase.OVER || c.phase == Phase.TIME_WAIT && waiting.deadlineNanos(c) <= nowNanos;
    }

    /** The state by now; CLOSED too where nothing is known of that side. */
    private TcpState state(Connection c, Role role, boolean timeWaitIsOver) {
        timeline.compute(c, c.end(role), Endpoint.NEVER, false);
        int count = timeline.count();
        TcpState state = count == 0 ? TcpState.CLOSED : timeline.state(count - 1);
        return state == TcpState.TIME_WAIT && timeWaitIsOver ? TcpState.CLOSED : state;
    }
}
