package io.finwait.metrics;

import io.finwait.analysis.Moment;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.Census;
import io.finwait.lifecycle.TcpState;
import io.finwait.report.Lowercase;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How things stood at the latest moment: all that is told in one scrape is of the same one. Nothing before the first. */
final class MomentMetrics implements MultiCollector {
    /** Finds the hosts with most sockets in TIME_WAIT, always the same of equals. */
    private static final Comparator<Census.Host> MOST_TIME_WAIT =
            Comparator.comparingLong(MomentMetrics::timeWaits).reversed().thenComparing(Census.Host::address);

    private volatile @Nullable Moment latest;

    /** Takes the latest; from one thread. */
    void set(Moment moment) {
        latest = moment;
    }

    @Override
    public MetricSnapshots collect() {
        Moment moment = latest;
        var all = new ArrayList<MetricSnapshot>();
        if (moment != null) {
            addCounts(all, moment);
            Census census = moment.census();
            all.add(sockets(census));
            all.add(timeWait(census.hosts()));
            all.addAll(PortMetrics.of(census.ports()));
            all.add(found(moment.soFar()));
        }
        return new MetricSnapshots(all);
    }

    private static void addCounts(List<MetricSnapshot> all, Moment moment) {
        Census census = moment.census();
        all.add(Series.seconds(
                "finwait_last_moment_timestamp_seconds",
                "Capture time of what the gauges show, since the epoch.",
                census.nanos()));
        all.add(Series.counter("finwait_captured_packets_total", "Packets that finwait has read.", moment.frames()));
        if (moment.dropped() >= 0) {
            all.add(Series.counter(
                    "finwait_dropped_packets_total",
                    "Packets that the kernel or the device says it has lost.",
                    moment.dropped()));
        }
        all.add(Series.counter(
                "finwait_connections_begun_total",
                "Connections of which a packet was seen, those among them that were there before.",
                census.begun()));
        all.add(Series.gauge(
                "finwait_sockets_not_told",
                "Sockets of hosts, and ports of pairs, beyond the 20,000 that are told apart; no other metric has them.",
                census.notTold()));
    }

    private static GaugeSnapshot sockets(Census census) {
        var series = new Series(
                "finwait_sockets",
                "Sockets of all hosts by state, inferred from the packets seen and from assumed timers.");
        for (TcpState state : TcpState.values()) {
            if (state != TcpState.CLOSED && state != TcpState.LISTEN) { // which no packet shows
                long count = census.hosts().stream()
                        .mapToLong(host -> host.sockets().count(state))
                        .sum();
                series.add(count, Labels.of("state", state.name()));
            }
        }
        return series.gauge();
    }

    private static GaugeSnapshot timeWait(List<Census.Host> hosts) {
        var series = new Series(
                "finwait_time_wait_sockets",
                "Sockets in TIME_WAIT of the hosts with most of them, inferred: its end is not on the wire but after an assumed"
                        + " time.");
        List<Census.Host> holders =
                hosts.stream().filter(host -> timeWaits(host) > 0).toList();
        var largest = Largest.of(holders, MOST_TIME_WAIT);
        for (Census.Host host : largest.first()) {
            series.add(timeWaits(host), Labels.of("host", host.address().toString()));
        }
        if (!largest.others().isEmpty()) {
            long others = largest.others().stream()
                    .mapToLong(MomentMetrics::timeWaits)
                    .sum();
            series.add(others, Labels.of("host", Largest.OTHERS));
        }
        return series.gauge();
    }

    private static long timeWaits(Census.Host host) {
        return host.sockets().count(TcpState.TIME_WAIT);
    }

    private static GaugeSnapshot found(List<HostFinding> soFar) {
        Map<Labels, Long> counts = new TreeMap<>();
        for (HostFinding finding : soFar) {
            Labels of = Labels.of("id", finding.kind().id(), "severity", Lowercase.of(finding.severity()));
            counts.merge(of, 1L, Long::sum);
        }
        var series = new Series(
                "finwait_host_findings",
                "Findings that span connections, as they stand by the connections that are over; they may go away again.");
        counts.forEach((labels, count) -> series.add(count, labels));
        return series.gauge();
    }
}
