package io.finwait.lifecycle;

import static io.finwait.lifecycle.Endpoint.NEVER;

import io.finwait.lifecycle.zeek.ZeekView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the record of a finished connection. Reusable; not thread-safe. */
public final class RecordBuilder {
    private final HostProfiles profiles;
    private final Timeline timeline = new Timeline();

    public RecordBuilder(HostProfiles profiles) {
        this.profiles = profiles;
    }

    public ConnectionRecord build(Connection c, Ending ending) {
        CloseKind kind = CloseVerdict.kind(c);
        Endpoint client = c.end(Role.CLIENT);
        Endpoint server = c.end(Role.SERVER);
        List<TimeWait> timeWaits = timeWaits(c, ending);
        return new ConnectionRecord(
                c.id,
                c.idIsTcpStream,
                c.address(Role.CLIENT),
                c.address(Role.SERVER),
                c.roleBasis,
                c.firstNanos,
                c.lastNanos,
                c.firstFrame,
                c.lastFrame,
                handshake(c, client, server),
                close(c, kind),
                states(c, Role.CLIENT, timeWaits, ending),
                states(c, Role.SERVER, timeWaits, ending),
                timeWaits,
                traffic(client),
                traffic(server),
                c.exchanges,
                TimerEvidence.of(c),
                wire(client),
                wire(server),
                zeek(c),
                visibility(c, client, server));
    }

    private static ConnectionRecord.Handshake handshake(Connection c, Endpoint client, Endpoint server) {
        boolean complete = client.is(Endpoint.SYN_SEEN) && c.synToSynAckNanos >= 0 && c.synAckToAckNanos >= 0;
        return new ConnectionRecord.Handshake(
                complete, c.synToSynAckNanos, c.synAckToAckNanos, client.synRetransmissions, server.synRetransmissions);
    }

    private static ConnectionRecord.Close close(Connection c, CloseKind kind) {
        ActiveCloser closer = CloseVerdict.activeCloser(c, kind);
        Role resetBy = !c.wasReset() || kind == CloseKind.FIN && CloseVerdict.bothFinsAcked(c)
                ? null
                : c.roleOf(c.resetByA ? c.a : c.b);
        long teardown = c.closeStartNanos == NEVER ? -1 : c.closeLastNanos - c.closeStartNanos;
        return new ConnectionRecord.Close(
                kind,
                closer,
                closer == ActiveCloser.UNKNOWN ? CloseVerdict.unknownBecause(c) : null,
                resetBy,
                CloseVerdict.completed(c),
                c.firstFinFrame,
                teardown);
    }

    private static ConnectionRecord.Traffic traffic(Endpoint end) {
        return new ConnectionRecord.Traffic(end.packets, end.payloadBytes, end.retransmissions, end.finRetransmissions);
    }

    private static ConnectionRecord.Wire wire(Endpoint end) {
        return new ConnectionRecord.Wire(end.wireBytes, end.controlBits());
    }

    private static ConnectionRecord.Zeek zeek(Connection c) {
        ZeekView view = c.zeek;
        if (view == null) {
            return ConnectionRecord.Zeek.NONE;
        }
        Role originator = view.originatorIsA() == c.clientIsA ? Role.CLIENT : Role.SERVER;
        return new ConnectionRecord.Zeek(view.connState(), view.history(), originator);
    }

    private static Set<Visibility> visibility(Connection c, Endpoint client, Endpoint server) {
        Set<Visibility> seen = EnumSet.noneOf(Visibility.class);
        if (!c.anySyn()) {
            seen.add(Visibility.NO_HANDSHAKE);
        }
        if (client.packets == 0) {
            seen.add(Visibility.CLIENT_UNSEEN);
        }
        if (server.packets == 0 && c.phase != Phase.ATTEMPT) {
            seen.add(Visibility.SERVER_UNSEEN);
        }
        if (Sequence.lost(client, server) || Sequence.lost(server, client)) {
            seen.add(Visibility.LOST_BY_CAPTURE);
        }
        if (c.headerCut) {
            seen.add(Visibility.HEADER_CUT);
        }
        return seen;
    }

    private List<TimeWait> timeWaits(Connection c, Ending ending) {
        TimeWait client = timeWait(c, Role.CLIENT, ending);
        TimeWait server = timeWait(c, Role.SERVER, ending);
        if (client == null) {
            return server == null ? List.of() : List.of(server);
        }
        if (server == null) {
            return List.of(client);
        }
        return server.enterNanos() < client.enterNanos() ? List.of(server, client) : List.of(client, server);
    }

    private @Nullable TimeWait timeWait(Connection c, Role role, Ending ending) {
        Endpoint holder = c.end(role);
        if (!holder.reachesTimeWait(c.end(role.peer()))) {
            return null;
        }
        timeline.compute(c, holder, NEVER, false);
        long enter = timeline.entryNanos(TcpState.TIME_WAIT);
        if (enter == NEVER) {
            return null;
        }
        long armed = Math.max(enter, holder.timeWaitArmedNanos());
        long assumed = profiles.timeWaitNanos(c, role);
        long expiry = armed + assumed;
        TimeWait.End end = TimeWait.endOf(c, ending, expiry);
        long endNanos =
                switch (end) {
                    case RESET -> c.resetNanos;
                    case REUSED -> ending.reusedNanos();
                    case EXPIRED -> expiry;
                    case CAPTURE_END -> ending.nanos();
                };
        int nextId = end == TimeWait.End.REUSED ? ending.nextId() : -1;
        int rearmed = holder.rare == null ? 0 : holder.rare.rearmed;
        return new TimeWait(role, enter, armed, rearmed, Math.max(0, endNanos - enter), assumed, end, nextId);
    }

    private List<StateInterval> states(Connection c, Role role, List<TimeWait> timeWaits, Ending ending) {
        long timeWaitEnd = NEVER;
        boolean expired = false;
        for (int i = 0; i < timeWaits.size(); i++) {
            TimeWait timeWait = timeWaits.get(i);
            if (timeWait.holder() == role
                    && (timeWait.end() == TimeWait.End.EXPIRED || timeWait.end() == TimeWait.End.REUSED)) {
                timeWaitEnd = timeWait.enterNanos() + timeWait.observedNanos();
                expired = timeWait.end() == TimeWait.End.EXPIRED;
            }
        }
        timeline.compute(c, c.end(role), timeWaitEnd, expired);
        var intervals = new ArrayList<StateInterval>(timeline.count());
        for (int i = 0; i < timeline.count(); i++) {
            intervals.add(interval(i, ending, expired));
        }
        return intervals;
    }

    private StateInterval interval(int index, Ending ending, boolean timeWaitExpired) {
        TcpState state = timeline.state(index);
        long enter = timeline.enterNanos(index);
        boolean inferred = timeline.inferred(index);
        if (index + 1 < timeline.count()) {
            long duration = timeline.enterNanos(index + 1) - enter;
            StateEnd end = state == TcpState.TIME_WAIT && timeWaitExpired ? StateEnd.INFERRED : StateEnd.OBSERVED;
            return new StateInterval(state, enter, duration, end, inferred);
        }
        if (state == TcpState.CLOSED) {
            return new StateInterval(state, enter, -1, StateEnd.OBSERVED, inferred);
        }
        StateEnd end =
                switch (ending.reason()) {
                    case CAPTURE_END, EVICTED -> StateEnd.CAPTURE_END;
                    case TIMED_OUT, REUSED -> StateEnd.INFERRED;
                };
        return new StateInterval(state, enter, Math.max(0, ending.nanos() - enter), end, inferred);
    }
}
