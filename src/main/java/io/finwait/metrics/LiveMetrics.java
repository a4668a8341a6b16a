package io.finwait.metrics;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.CountedOnce;
import io.finwait.analysis.LiveListener;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.report.ToldFindings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** Hears of a live capture and keeps its metrics. Each connection counts once, as {@link CountedOnce} says. */
public final class LiveMetrics implements LiveListener {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ConnectionMetrics connections = new ConnectionMetrics(registry);
    private final MomentMetrics moments = new MomentMetrics();
    private final CountedOnce counted = new CountedOnce();
    private final ToldFindings told = new ToldFindings();

    /** Metrics of a capture that has not begun. */
    public LiveMetrics() {
        registry.register(moments);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        ProcessMetrics.register(registry, context.version());
    }

    @Override
    public void closed(ConnectionRecord connection, List<Finding> findings) {
        connections.found(told.first(connection.id(), findings));
        if (counted.closed(connection)) {
            connections.finished(connection);
        }
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        connections.found(told.last(connection.id(), findings));
        if (counted.over(connection)) {
            connections.finished(connection);
        }
    }

    @Override
    public void moment(Moment moment) {
        moments.set(moment);
    }
}
