package io.finwait.analysis;

import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TwoSided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The TIME_WAIT gauge of each host. */
final class HostGauges {
    /** How many hosts are told apart. */
    private static final int MOST = 50_000;

    private final Map<IpAddress, TimeWaitGauge> gauges = new HashMap<>();
    private @Nullable IpAddress lastHost;
    private @Nullable TimeWaitGauge last;

    /** The gauge of the host on that side of {@code c}; null if there are too many hosts. */
    @Nullable
    TimeWaitGauge of(TwoSided c, Role side) {
        if (lastHost != null && c.isOn(side, lastHost)) {
            return last;
        }
        IpAddress host = c.address(side).ip();
        TimeWaitGauge gauge = gauges.get(host);
        if (gauge == null) {
            if (gauges.size() >= MOST) {
                return null;
            }
            gauge = new TimeWaitGauge();
            gauges.put(host, gauge);
        }
        lastHost = host;
        last = gauge;
        return gauge;
    }

    /** The peaks, largest first. */
    List<Summary.HostPeak> peaks() {
        var peaks = new ArrayList<Summary.HostPeak>(gauges.size());
        gauges.forEach((host, gauge) -> peaks.add(new Summary.HostPeak(host, gauge.peak(), gauge.peakNanos())));
        peaks.sort(Summary.HostPeak.LARGEST_FIRST);
        return peaks;
    }
}
