package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document, {@code {capture, connections, host_findings, summary}} of {@code docs/report.schema.json}, connections
 * in order of id. Written at the end, because the capture is only known then. Not thread-safe; does not close its stream.
 */
public final class JsonReport implements AnalysisListener, Closeable {
    private static final byte[] SEPARATOR = ",\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Predicate<ConnectionRecord> chosen;
    private final ConnectionJson connections = new ConnectionJson();
    private final CaptureJson captures = new CaptureJson();
    private final FindingJson hostFindings = new FindingJson();
    private final IdOrderedSpill spill = new IdOrderedSpill();
    private final JsonGenerator json;
    private @Nullable AnalysisContext context;
    private long listed;

    /**
     * @param out best buffered
     * @param chosen which connections are written
     */
    public JsonReport(OutputStream out, Predicate<ConnectionRecord> chosen) throws IOException {
        this.out = out;
        this.chosen = chosen;
        json = JsonOutput.to(out, "");
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        this.context = context;
        if (CaptureJson.hasNanoseconds(files)) {
            connections.nanosecondInstants();
            captures.nanosecondInstants();
            hostFindings.nanosecondInstants();
        }
        connections.names(context.names());
        var evidence = new EvidenceJson(context, files);
        connections.evidence(evidence);
        hostFindings.evidence(evidence);
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (chosen.test(connection)) {
            FieldText object = connections.write(connection, findings);
            spill.add(connection.id(), object.octets(), object.length());
            listed++;
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        AnalysisContext asked = context;
        if (asked == null) {
            throw new IllegalStateException("end before begin");
        }
        write("{\"capture\":");
        captures.writeCapture(json, asked, result.files(), result.idsEqualTcpStream());
        json.flush();
        write(",\n\"connections\":[\n");
        spill.writeTo(out, SEPARATOR);
        write("\n],\n\"host_findings\":[");
        String before = "\n";
        for (HostFinding finding : result.findings().ofHosts()) {
            write(before);
            hostFindings.write(finding).writeTo(out);
            before = ",\n";
        }
        write("],\n\"summary\":");
        captures.writeSummary(json, result, listed);
        json.flush();
        write("}\n");
        out.flush();
    }

    private void write(String ascii) throws IOException {
        out.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** Gives up the temporary file, if there is one. */
    @Override
    public void close() throws IOException {
        spill.close();
    }
}
