package io.finwait.finding.tally;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ConnectionOutline;
import io.finwait.lifecycle.Ending;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TcpState;
import org.jspecify.annotations.Nullable;

/** How many sockets one host had in each closing state over time, whatever its role. */
public final class HostTally implements Tally {
    private final IpAddress host;
    private final @Nullable Levels[] levels = new Levels[TcpState.values().length];
    private final long[] timeWaits = new long[Role.values().length];
    private long sockets;

    HostTally(IpAddress host) {
        this.host = host;
    }

    void add(Life life, Role role) {
        sockets++;
        ConnectionOutline outline = life.outline();
        int count = outline.stateCount(role);
        for (int i = 0; i < count; i++) {
            TcpState state = outline.state(role, i);
            if (isClosing(state)) {
                long enter = outline.stateEnterNanos(role, i);
                long end = i + 1 < count ? outline.stateEnterNanos(role, i + 1) : endOfLast(life);
                of(state).add(enter, Levels.endOf(life, end));
            }
        }
        if (life.heldTimeWait(role)) {
            timeWaits[role.ordinal()]++;
            of(TcpState.TIME_WAIT).add(life.timeWaitNanos(role), Levels.endOf(life, life.timeWaitEndNanos(role)));
        }
    }

    /** Until when a state is counted that nothing was seen to end. */
    private static long endOfLast(Life life) {
        Ending ending = life.ending();
        return ending.reason() == Ending.Reason.REUSED ? ending.reusedNanos() : ending.nanos();
    }

    private static boolean isClosing(TcpState state) {
        return switch (state) {
            case FIN_WAIT_1, FIN_WAIT_2, CLOSING, CLOSE_WAIT, LAST_ACK -> true;
            default -> false;
        };
    }

    private Levels of(TcpState state) {
        Levels known = levels[state.ordinal()];
        if (known == null) {
            known = new Levels();
            levels[state.ordinal()] = known;
        }
        return known;
    }

    public IpAddress host() {
        return host;
    }

    @Override
    public long count() {
        return sockets;
    }

    /** How many of its sockets were in {@code state}, one that comes after ESTABLISHED; empty if none was. */
    public Levels levels(TcpState state) {
        Levels known = levels[state.ordinal()];
        return known == null ? new Levels() : known;
    }

    /** How many TIME_WAITs it held in that role. */
    public long timeWaits(Role role) {
        return timeWaits[role.ordinal()];
    }
}
