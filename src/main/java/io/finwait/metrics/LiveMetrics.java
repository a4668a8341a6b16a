package io.finwait.metrics;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.CountedIds;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.report.ToldFindings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/**
 * Hears of a live capture and keeps its metrics. Each connection counts once: when it is closed by FINs that were both acknowledged, which
 * nothing changes any more; else when it is over, since a FIN may come after a RST, and a counter cannot take back what it has counted.
 */
public final class LiveMetrics implements AnalysisListener {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ConnectionMetrics connections = new ConnectionMetrics(registry);
    private final MomentMetrics moments = new MomentMetrics();
    private final CountedIds counted = new CountedIds();
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
    public boolean wantsZeek(int id) {
        return false;
    }

    @Override
    public boolean wantsClosed() {
        return true;
    }

    @Override
    public boolean wantsMoments() {
        return true;
    }

    @Override
    public void closed(ConnectionRecord connection, List<Finding> findings) {
        connections.found(told.first(connection.id(), findings));
        if (connection.close().kind() == CloseKind.FIN && counted.add(connection.id())) {
            connections.finished(connection);
        }
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        connections.found(told.last(connection.id(), findings));
        if (!counted.remove(connection.id())) {
            connections.finished(connection);
        }
    }

    @Override
    public void moment(Moment moment) {
        moments.set(moment);
    }

    @Override
    public void end(AnalysisResult result) {
        // The reports say it.
    }
}
