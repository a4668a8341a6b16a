package io.finwait.metrics;

import io.finwait.analysis.Moment;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Census;
import io.finwait.lifecycle.HostProfile.OperatingSystem;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import java.util.ArrayList;
import java.util.List;

/** Moments in which there is much of everything. */
final class Moments {
    private Moments() {}

    /** The host 10.0.0.n has n sockets in TIME_WAIT and n ports in use, up to {@code hosts} of them. */
    static Moment of(int hosts) {
        var sockets = new ArrayList<Census.Host>();
        var ports = new ArrayList<Census.Ports>();
        var server = new HostPort(IpAddress.parse("2001:db8::1"), 443);
        for (int n = 1; n <= hosts; n++) {
            var host = IpAddress.parse("10.0.0." + n);
            var counts = new StateCounts();
            for (int i = 0; i < n; i++) {
                counts.add(TcpState.TIME_WAIT);
            }
            sockets.add(new Census.Host(host, counts));
            ports.add(new Census.Ports(host, server, n, n, OperatingSystem.LINUX.defaults()));
        }
        var census = new Census(1_700_000_000_500_000_000L, hosts, sockets, ports, 0);
        return new Moment(census, 1_000, 3, List.of());
    }
}
