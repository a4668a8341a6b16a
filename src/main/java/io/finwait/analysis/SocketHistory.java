package io.finwait.analysis;

import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.tally.Levels;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many sockets each host had in each state over time, as one would see who runs ss again and again. */
public final class SocketHistory implements AnalysisListener {
    /** How many hosts are told apart. */
    private static final int MOST = 2_000;

    private final @Nullable IpAddress only;
    private final Map<IpAddress, Map<TcpState, Levels>> hosts = new HashMap<>();
    private long notFollowed;
    private long firstNanos;
    private long lastNanos;

    /**
     * A history of nothing yet.
     *
     * @param only the host wanted; null for all
     */
    public SocketHistory(@Nullable IpAddress only) {
        this.only = only;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {}

    @Override
    public boolean wantsZeek(int id) {
        return false;
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        for (Role role : Role.values()) {
            IpAddress host = connection.end(role).ip();
            if (only == null || only.equals(host)) {
                add(host, connection.states(role));
            }
        }
    }

    private void add(IpAddress host, List<StateInterval> states) {
        if (!hosts.containsKey(host) && hosts.size() == MOST) {
            notFollowed++;
            return;
        }
        Map<TcpState, Levels> levels = hosts.computeIfAbsent(host, ip -> new EnumMap<>(TcpState.class));
        for (StateInterval interval : states) {
            if (interval.state() != TcpState.CLOSED) {
                boolean lasts = interval.end() == StateEnd.CAPTURE_END;
                long end = lasts ? Levels.NEVER : interval.enterNanos() + interval.durationNanos();
                levels.computeIfAbsent(interval.state(), state -> new Levels()).add(interval.enterNanos(), end);
            }
        }
    }

    @Override
    public void end(AnalysisResult analysis) {
        firstNanos = analysis.firstNanos();
        lastNanos = analysis.lastNanos();
    }

    /** When the capture begins, an instant; 0 without frames. */
    public long firstNanos() {
        return firstNanos;
    }

    /** When the capture ends, an instant; 0 without frames. */
    public long lastNanos() {
        return lastNanos;
    }

    /** Connections' ends on hosts that were too many to be told apart. */
    public long notFollowed() {
        return notFollowed;
    }

    /** The hosts, those that had the most sockets in one state first. */
    public List<IpAddress> hosts() {
        return hosts.keySet().stream()
                .sorted(Comparator.comparingLong(this::peak).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private long peak(IpAddress host) {
        return levels(host).values().stream().mapToLong(Levels::peak).max().orElse(0);
    }

    /** The states in which a host was seen to have sockets at any look, in the order of a connection's life. */
    public Map<TcpState, Levels> levels(IpAddress host) {
        Map<TcpState, Levels> seen = new EnumMap<>(TcpState.class);
        hosts.getOrDefault(host, Map.of()).forEach((state, levels) -> {
            if (levels.peak() > 0) {
                seen.put(state, levels);
            }
        });
        return Collections.unmodifiableMap(seen);
    }
}
