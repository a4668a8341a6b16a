package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts sockets in TIME_WAIT per host and per service as they come and go, and remembers the peaks. */
final class TimeWaitLedger {
    private static final int MOST_KEYS = 50_000;

    private static final class Count {
        long now;
        long peak;
        long peakNanos;

        void enter(long nanos) {
            now++;
            if (now > peak) {
                peak = now;
                peakNanos = nanos;
            }
        }
    }

    private final Map<IpAddress, Count> byHost = new HashMap<>();
    private final Map<HostPort, Count[]> byService = new HashMap<>();

    void entered(HostPort holder, HostPort server, Role role, long nanos) {
        Count host = byHost.get(holder.ip());
        if (host == null && byHost.size() < MOST_KEYS) {
            host = new Count();
            byHost.put(holder.ip(), host);
        }
        if (host != null) {
            host.enter(nanos);
        }
        Count[] service = byService.get(server);
        if (service == null && byService.size() < MOST_KEYS) {
            service = new Count[] {new Count(), new Count()};
            byService.put(server, service);
        }
        if (service != null) {
            service[role.ordinal()].enter(nanos);
        }
    }

    void left(HostPort holder, HostPort server, Role role) {
        Count host = byHost.get(holder.ip());
        if (host != null) {
            host.now--;
        }
        Count[] service = byService.get(server);
        if (service != null) {
            service[role.ordinal()].now--;
        }
    }

    long peak(HostPort server, Role role) {
        Count[] service = byService.get(server);
        return service == null ? 0 : service[role.ordinal()].peak;
    }

    List<Summary.HostPeak> hostPeaks() {
        var peaks = new ArrayList<Summary.HostPeak>(byHost.size());
        byHost.forEach((host, count) -> peaks.add(new Summary.HostPeak(host, count.peak, count.peakNanos)));
        peaks.sort(
                Comparator.comparingLong(Summary.HostPeak::sockets).reversed().thenComparing(Summary.HostPeak::host));
        return peaks;
    }
}
