package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;

/**
 * One JSON object per line: {@code capture}, a {@code connection} each in order of completion, the {@code host_finding}s, {@code summary}.
 * Every line is one of {@code docs/report.schema.json}. Not thread-safe; does not close its stream.
 */
public final class NdjsonReport implements AnalysisListener {
    private final JsonGenerator json;
    private final OutputStream out;
    private final Predicate<ConnectionRecord> chosen;
    private final ConnectionJson connections = new ConnectionJson();
    private final CaptureJson captures = new CaptureJson();
    private final FindingJson hostFindings = new FindingJson();
    private long listed;

    /**
     * @param out best buffered: octets come in records
     * @param chosen which connections are written
     */
    public NdjsonReport(OutputStream out, Predicate<ConnectionRecord> chosen) throws IOException {
        this.out = out;
        this.chosen = chosen;
        json = JsonOutput.to(out, "\n");
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) throws IOException {
        if (CaptureJson.hasNanoseconds(files)) {
            connections.nanosecondInstants();
            captures.nanosecondInstants();
            hostFindings.nanosecondInstants();
        }
        connections.names(context.names());
        var evidence = new EvidenceJson(context, files);
        connections.evidence(evidence);
        hostFindings.evidence(evidence);
        captures.writeCapture(json, context, files, context.wholeSingleFile());
        json.flush();
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (chosen.test(connection)) {
            out.write('\n');
            connections.write(connection, findings).writeTo(out);
            listed++;
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        for (HostFinding finding : result.findings().ofHosts()) {
            out.write('\n');
            hostFindings.write(finding).writeTo(out);
        }
        captures.writeSummary(json, result, listed); // each on a line of its own: the generator's next value
        json.writeRaw('\n');
        json.flush();
        out.flush();
    }
}
