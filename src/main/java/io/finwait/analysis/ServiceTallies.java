package io.finwait.analysis;

import io.finwait.flow.HostPort;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.TwoSided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tally of each service. Most connections are to the service of the one before, so that one is asked first. */
final class ServiceTallies {
    /** How many services are told apart. */
    private static final int MOST = 20_000;

    private final Map<HostPort, ServiceTally> tallies = new HashMap<>();
    private @Nullable HostPort lastAddress;
    private @Nullable ServiceTally last;

    /** The tally of the service that {@code c} is to; null if there are too many services. */
    @Nullable
    ServiceTally of(TwoSided c) {
        if (lastAddress != null && c.isAt(Role.SERVER, lastAddress)) {
            return last;
        }
        HostPort address = c.address(Role.SERVER);
        ServiceTally tally = tallies.get(address);
        if (tally == null) {
            if (tallies.size() >= MOST) {
                return null;
            }
            tally = new ServiceTally();
            tallies.put(address, tally);
        }
        lastAddress = address;
        last = tally;
        return tally;
    }

    /** Services with connections, the busiest first. */
    List<Summary.Service> services() {
        var services = new ArrayList<Summary.Service>(tallies.size());
        tallies.forEach((address, tally) -> {
            if (tally.connections() > 0) {
                services.add(tally.toService(address));
            }
        });
        services.sort(Summary.Service.BUSIEST_FIRST);
        return services;
    }
}
