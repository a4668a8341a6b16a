package io.finwait.compare;

import io.finwait.analysis.Sight;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import java.util.List;
import java.util.Map;

/** What captures were like that hold one service, for tests of what is said of two of them. */
public final class Portraits {
    private static final long SECOND = 1_000_000_000;

    private Portraits() {}

    /** A capture of so many seconds, without gaps, that holds all of a service and nothing else. */
    public static Portrait of(long seconds, ServiceFigures service) {
        return new Portrait(
                new Portrait.Origin(List.of("x.pcap"), null, null, "0"),
                0,
                seconds * SECOND,
                10 * service.connections(),
                service.connections(),
                new Portrait.Gaps(new Sight(0, 0, 0, 0, 0, 0), 0, 0, false),
                List.of(service),
                0,
                List.of(),
                Portrait.Scope.ALL);
    }

    /** A service with one request in each connection, of which TIME_WAIT takes a minute. */
    public static ServiceFigures service(
            HostPort server,
            long connections,
            long stillOpen,
            long closedByServer,
            long closedByClient,
            long serverPeak,
            long clientPeak,
            Map<IpAddress, ServiceFigures.Work> clients) {
        return new ServiceFigures(
                server,
                connections,
                connections,
                stillOpen,
                closedByServer,
                closedByClient,
                0,
                0,
                serverPeak,
                clientPeak,
                60 * SECOND,
                connections,
                connections,
                10 * connections,
                6 * connections,
                90 * connections,
                List.of(),
                clients);
    }
}
