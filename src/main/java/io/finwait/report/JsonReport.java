package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One JSON document, {@code {capture, connections, host_findings, summary}} of {@code docs/report.schema.json}, connections
 * in order of id. Written at the end, because the capture is only known then. Not thread-safe; does not close its stream.
 */
public final class JsonReport implements AnalysisListener, Closeable {
    private final OutputStream out;
    private final Predicate<ConnectionRecord> chosen;
    private final IdOrderedSpill spill = new IdOrderedSpill();
    private @Nullable JsonDocument document;
    private long listed;

    /**
     * @param out best buffered
     * @param chosen which connections are written
     */
    public JsonReport(OutputStream out, Predicate<ConnectionRecord> chosen) {
        this.out = out;
        this.chosen = chosen;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        document = new JsonDocument(context, files);
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        if (chosen.test(connection)) {
            FieldText object = begun().encoded(connection, findings);
            spill.add(connection.id(), object.octets(), object.length());
            listed++;
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        begun().writeTo(out, result, spill::writeTo, listed);
        out.flush();
    }

    private JsonDocument begun() {
        JsonDocument begun = document;
        if (begun == null) {
            throw new IllegalStateException("a report that was not begun");
        }
        return begun;
    }

    /** Gives up the temporary file, if there is one. */
    @Override
    public void close() throws IOException {
        spill.close();
    }
}
