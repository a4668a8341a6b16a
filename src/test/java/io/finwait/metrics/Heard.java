package io.finwait.metrics;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.LiveListener;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.report.Lowercase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Counts what is told: of each connection its findings, by id and severity, each kind once. */
final class Heard implements LiveListener {
    final Map<Integer, Map<FindingKind, Finding>> found = new HashMap<>();
    final CountDownLatch all = new CountDownLatch(1);
    private final long frames;
    List<HostFinding> soFar = List.of();

    /** @param frames how many there are; then the latch opens */
    Heard(long frames) {
        this.frames = frames;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        // nothing to prepare
    }

    @Override
    public void closed(ConnectionRecord connection, List<Finding> findings) {
        connection(connection, findings);
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        var kinds = found.computeIfAbsent(connection.id(), id -> new HashMap<>());
        findings.forEach(finding -> kinds.putIfAbsent(finding.kind(), finding));
    }

    @Override
    public void moment(Moment moment) {
        if (moment.frames() == frames && found.size() == moment.census().begun()) {
            soFar = moment.soFar();
            all.countDown();
        }
    }

    Map<String, Double> findings() {
        var counts = new TreeMap<String, Double>();
        found.values().forEach(kinds -> kinds.values()
                .forEach(finding -> counts.merge(
                        "finwait_findings_total" + of(finding.kind(), finding.severity()), 1.0, Double::sum)));
        return counts;
    }

    private static String of(FindingKind kind, Enum<?> severity) {
        return "{id=\"" + kind.id() + "\",severity=\"" + Lowercase.of(severity) + "\"}";
    }
}
