package io.finwait.analysis;

import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import io.finwait.lifecycle.TimeWait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects which sockets there were at an instant: an interval of a state covers it, or not. Judged with all of the capture known,
 * also what was captured after the instant. After the last packet nothing is assumed to have happened but timers that run out.
 */
public final class SocketCollector implements AnalysisListener {
    /** Stands for the end of the capture. */
    public static final long AT_END = Long.MAX_VALUE;

    private static final Comparator<SocketAt> ORDER = Comparator.comparingInt(
                    (SocketAt socket) -> socket.local().port())
            .thenComparing(socket -> socket.peer().ip())
            .thenComparingInt(socket -> socket.peer().port());

    private final LongSupplier instant;
    private final @Nullable IpAddress only;
    private final long most;
    private final Listeners listeners;
    private final Map<IpAddress, Sockets> hosts = new HashMap<>();
    private @Nullable SocketsAt result;
    private long listed;

    private static final class Sockets {
        final Map<TcpState, Map<Role, Long>> counts = new EnumMap<>(TcpState.class);
        final List<SocketAt> list = new ArrayList<>();
        long total;
    }

    /**
     * Makes one that has seen nothing yet.
     *
     * @param instant nanoseconds since the epoch, or {@link #AT_END}; asked once the first connection has come
     * @param only the host wanted; null for all
     * @param most how many sockets are kept in all; those beyond are counted and not listed
     */
    public SocketCollector(LongSupplier instant, @Nullable IpAddress only, long most) {
        this.instant = instant;
        this.only = only;
        this.most = most;
        listeners = new Listeners(only, most);
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {}

    @Override
    public boolean wantsZeek(int id) {
        return false;
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        long at = instant.getAsLong();
        listeners.add(connection, at);
        for (Role role : Role.values()) {
            StateInterval state = stateAt(connection.states(role), at);
            if (state != null) {
                add(connection, role, state, at);
            }
        }
    }

    /** The state that covers the instant; null if there was no socket. */
    private static @Nullable StateInterval stateAt(List<StateInterval> states, long at) {
        for (StateInterval interval : states) {
            boolean last = interval.end() == StateEnd.CAPTURE_END;
            long end = interval.enterNanos() + interval.durationNanos();
            boolean covers =
                    last ? at == AT_END || interval.enterNanos() <= at : interval.enterNanos() <= at && at < end;
            if (covers && interval.state() != TcpState.CLOSED) {
                return interval;
            }
        }
        return null;
    }

    private void add(ConnectionRecord connection, Role role, StateInterval interval, long at) {
        HostPort local = connection.end(role);
        SocketTimer timer = timer(connection, role, interval, at);
        if (timer.leftNanos() == 0) {
            return; // after the last packet it has run out
        }
        if (only != null && !only.equals(local.ip())) {
            return;
        }
        Sockets sockets = hosts.computeIfAbsent(local.ip(), ip -> new Sockets());
        TcpState state = interval.state();
        sockets.counts.computeIfAbsent(state, s -> new EnumMap<>(Role.class)).merge(role, 1L, Long::sum);
        sockets.total++;
        if (listed < most) {
            listed++;
            HostPort peer = connection.end(role == Role.CLIENT ? Role.SERVER : Role.CLIENT);
            sockets.list.add(new SocketAt(connection.id(), role, local, peer, state, interval.inferred(), timer));
        }
    }

    private static SocketTimer timer(ConnectionRecord connection, Role role, StateInterval interval, long at) {
        long now = at == AT_END ? interval.enterNanos() + interval.durationNanos() : at;
        if (interval.state() != TcpState.TIME_WAIT) {
            return SocketTimer.of(connection, role, interval.state(), now);
        }
        for (TimeWait wait : connection.timeWaits()) {
            if (wait.holder() == role) {
                long armed = wait.lastArmedNanos() <= now ? wait.lastArmedNanos() : wait.enterNanos();
                return new SocketTimer(SocketTimer.Kind.TIMEWAIT, Math.max(0, armed + wait.assumedNanos() - now));
            }
        }
        return SocketTimer.UNKNOWN;
    }

    @Override
    public void end(AnalysisResult analysis) {
        long at = analysis.lastNanos() == 0 ? AT_END : instant.getAsLong();
        Map<IpAddress, List<Integer>> listening = listeners.byHost();
        listening.keySet().forEach(ip -> hosts.computeIfAbsent(ip, any -> new Sockets()));
        List<SocketsAt.Host> sorted = hosts.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<IpAddress, Sockets> host) -> host.getValue().total)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .map(host -> host(host.getKey(), listening.getOrDefault(host.getKey(), List.of()), host.getValue()))
                .toList();
        result = new SocketsAt(
                at == AT_END ? analysis.lastNanos() : at, analysis.firstNanos(), analysis.lastNanos(), sorted);
    }

    private static SocketsAt.Host host(IpAddress ip, List<Integer> listening, Sockets sockets) {
        sockets.list.sort(ORDER);
        return new SocketsAt.Host(ip, listening, sockets.counts, sockets.list);
    }

    /** What was collected; only after {@link #end}. */
    public SocketsAt result() {
        SocketsAt collected = result;
        if (collected == null) {
            throw new IllegalStateException("the analysis has not ended");
        }
        return collected;
    }
}
