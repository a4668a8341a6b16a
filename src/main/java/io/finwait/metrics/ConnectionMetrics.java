package io.finwait.metrics;

import io.finwait.analysis.DurationDistributions;
import io.finwait.finding.Catalog;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.lifecycle.StateEnd;
import io.finwait.lifecycle.StateInterval;
import io.finwait.lifecycle.TcpState;
import io.finwait.report.Lowercase;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;

/** What is counted of connections one by one: how they ended, how long that took, what was found in them. */
final class ConnectionMetrics {
    /** Seconds: from within a host to a round trip that was tried several times. */
    private static final double[] HANDSHAKE_SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };

    /** Seconds: closing states wait for programs too, up to those that forget to close. */
    private static final double[] STATE_SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
        3_600
    };

    private final Counter finished;
    private final Histogram handshakes;
    private final Histogram states;
    private final Counter findings;

    ConnectionMetrics(PrometheusRegistry registry) {
        finished = Counter.builder()
                .name("finwait_connections_finished_total")
                .help(
                        "Connections that were closed by FINs, or that can no longer change, each once, by how they ended and"
                                + " who closed first.")
                .labelNames("close_kind", "active_closer")
                .withoutExemplars()
                .register(registry);
        handshakes = Histogram.builder()
                .name("finwait_handshake_duration_seconds")
                .unit(Unit.SECONDS)
                .help("SYN to the ACK of the SYN-ACK as seen where it was captured, of connections that have finished.")
                .classicOnly()
                .classicUpperBounds(HANDSHAKE_SECONDS)
                .withoutExemplars()
                .register(registry);
        states = Histogram.builder()
                .name("finwait_closing_state_duration_seconds")
                .unit(Unit.SECONDS)
                .help("How long a side of a connection that has finished was in a closing state that a segment ended.")
                .labelNames("state", "side")
                .classicOnly()
                .classicUpperBounds(STATE_SECONDS)
                .withoutExemplars()
                .register(registry);
        findings = Counter.builder()
                .name("finwait_findings_total")
                .help("Findings in connections, each once; those that span connections are in finwait_host_findings.")
                .labelNames("id", "severity")
                .withoutExemplars()
                .register(registry);
        begin();
    }

    /** Series that may grow are there from the beginning: Prometheus does not see the growth of one that appears. */
    private void begin() {
        for (TcpState state : TcpState.values()) {
            if (DurationDistributions.measureOf(state) != null) {
                for (Role side : Role.values()) {
                    states.initLabelValues(state.name(), Lowercase.of(side));
                }
            }
        }
        for (FindingKind kind : Catalog.kinds()) {
            findings.initLabelValues(kind.id(), Lowercase.of(kind.severity()));
        }
    }

    /** One that is closed, or over. */
    void finished(ConnectionRecord connection) {
        ConnectionRecord.Close close = connection.close();
        finished.labelValues(Lowercase.of(close.kind()), Lowercase.of(close.activeCloser()))
                .inc();
        long handshake = connection.handshake().totalNanos();
        if (handshake >= 0) {
            handshakes.observe(Unit.nanosToSeconds(handshake));
        }
        for (Role side : Role.values()) {
            for (StateInterval interval : connection.states(side)) {
                if (interval.end() == StateEnd.OBSERVED && DurationDistributions.measureOf(interval.state()) != null) {
                    states.labelValues(interval.state().name(), Lowercase.of(side))
                            .observe(Unit.nanosToSeconds(interval.durationNanos()));
                }
            }
        }
    }

    /** What was found in one and not told before. */
    void found(List<Finding> fresh) {
        for (Finding finding : fresh) {
            findings.labelValues(finding.kind().id(), Lowercase.of(finding.severity()))
                    .inc();
        }
    }
}
