package io.finwait.metrics;

import io.finwait.lifecycle.Census;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Comparator;
import java.util.List;

/** How many local ports clients have in use for one service, of how many they have. */
final class PortMetrics {
    /** Finds the pairs that have used most of their ports, always the same of equals. */
    private static final Comparator<Census.Ports> FULLEST = Comparator.comparingDouble(PortMetrics::share)
            .reversed()
            .thenComparing(Census.Ports::client)
            .thenComparing(Census.Ports::server);

    private PortMetrics() {}

    static List<MetricSnapshot> of(List<Census.Ports> pairs) {
        var inUse = new Series(
                "finwait_local_ports_in_use",
                "Local ports that a client has in use for one service, those in TIME_WAIT among them, inferred; the fullest"
                        + " pairs.");
        var limit = new Series(
                "finwait_local_ports_limit",
                "How many local ports the client's system picks from, assumed but of the host that captures.");
        var largest = Largest.of(pairs, FULLEST);
        for (Census.Ports pair : largest.first()) {
            Labels labels = labels(pair.client().toString(), pair.server().toString());
            inUse.add(pair.inUse(), labels);
            limit.add(pair.assumed().ephemeralPorts(), labels);
        }
        if (!largest.others().isEmpty()) {
            long others =
                    largest.others().stream().mapToLong(Census.Ports::inUse).sum();
            inUse.add(others, labels(Largest.OTHERS, Largest.OTHERS));
        }
        return List.of(inUse.gauge(), limit.gauge());
    }

    private static Labels labels(String client, String server) {
        return Labels.of("client", client, "server", server);
    }

    private static double share(Census.Ports pair) {
        return (double) pair.inUse() / pair.assumed().ephemeralPorts();
    }
}
