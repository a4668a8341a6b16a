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
 * What was found, and nothing else, as one JSON document {@code {capture, findings, host_findings}} with the objects of
 * {@code docs/report.schema.json}; each of {@code findings} has {@code connection} too, which says where it was found. In order of the
 * connections' ids. Not thread-safe; does not close its stream.
 */
public final class FindingsReport implements AnalysisListener, Closeable {
    private static final byte[] SEPARATOR = ",\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Predicate<ConnectionRecord> chosen;
    private final FindingJson findings = new FindingJson();
    private final CaptureJson captures = new CaptureJson();
    private final IdOrderedSpill spill = new IdOrderedSpill();
    private @Nullable AnalysisContext context;

    /**
     * @param out best buffered
     * @param chosen of which connections findings are written
     */
    public FindingsReport(OutputStream out, Predicate<ConnectionRecord> chosen) {
        this.out = out;
        this.chosen = chosen;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        this.context = context;
        findings.begin(context, files);
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> found) throws IOException {
        if (!found.isEmpty() && chosen.test(connection)) {
            FieldText objects = findings.write(connection, found);
            spill.add(connection.id(), objects.octets(), objects.length());
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        AnalysisContext asked = context;
        if (asked == null) {
            throw new IllegalStateException("end before begin");
        }
        JsonGenerator json = JsonOutput.to(out, "");
        write("{\"capture\":");
        captures.writeCapture(json, asked, result.files(), result.idsEqualTcpStream());
        json.flush();
        write(",\n\"findings\":[\n");
        spill.writeTo(out, SEPARATOR);
        write("\n],\n\"host_findings\":[");
        String before = "\n";
        for (HostFinding finding : result.findings().ofHosts()) {
            write(before);
            findings.write(finding).writeTo(out);
            before = ",\n";
        }
        write("]}\n");
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
