package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.finding.HostFinding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The document {@code {capture, connections, host_findings, summary}} of {@code docs/report.schema.json}. Connections are encoded
 * one by one, and the whole is written when everything is known. Not thread-safe.
 */
final class JsonDocument {
    private static final byte[] SEPARATOR = ",\n".getBytes(StandardCharsets.US_ASCII);

    private final AnalysisContext context;
    private final ConnectionJson connections = new ConnectionJson();
    private final CaptureJson captures = new CaptureJson();
    private final FindingJson hostFindings = new FindingJson();

    JsonDocument(AnalysisContext context, List<CaptureFile> files) {
        this.context = context;
        if (CaptureJson.hasNanoseconds(files)) {
            connections.nanosecondInstants();
        }
        connections.names(context.names());
        captures.begin(context, files);
        connections.evidence(new EvidenceJson(context, files));
        hostFindings.begin(context, files);
    }

    /** The object of {@code connection}; valid until the next call. */
    FieldText encoded(ConnectionRecord connection, List<Finding> findings) {
        return connections.write(connection, findings);
    }

    /** Writes the connections of a document, with a separator between two. */
    interface Connections {
        void writeTo(OutputStream out, byte[] separator) throws IOException;
    }

    /**
     * Writes the document; does not flush {@code out}.
     *
     * @param listed the encoded connections
     * @param count how many they are
     */
    void writeTo(OutputStream out, AnalysisResult result, Connections listed, long count) throws IOException {
        JsonGenerator json = JsonOutput.to(out, "");
        write(out, "{\"capture\":");
        captures.writeCapture(json, context, result.files(), result.idsEqualTcpStream());
        json.flush();
        write(out, ",\n\"connections\":[\n");
        listed.writeTo(out, SEPARATOR);
        write(out, "\n],\n\"host_findings\":[");
        String before = "\n";
        for (HostFinding finding : result.findings().ofHosts()) {
            write(out, before);
            hostFindings.write(finding).writeTo(out);
            before = ",\n";
        }
        write(out, "],\n\"summary\":");
        captures.writeSummary(json, result, count);
        json.flush();
        write(out, "}\n");
    }

    private static void write(OutputStream out, String ascii) throws IOException {
        out.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
