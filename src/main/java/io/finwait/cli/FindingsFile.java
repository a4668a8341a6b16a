package io.finwait.cli;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.report.FindingsReport;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was found, on its way to a file. */
final class FindingsFile implements AnalysisListener, Closeable {
    private final String file;
    private final Predicate<ConnectionRecord> chosen;
    private @Nullable BufferedOutputStream out;
    private @Nullable FindingsReport report;

    FindingsFile(String file, Predicate<ConnectionRecord> chosen) {
        this.file = file;
        this.chosen = chosen;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) throws IOException {
        var stream = new BufferedOutputStream(OutputFile.create(file));
        out = stream;
        var opened = new FindingsReport(stream, chosen);
        report = opened;
        opened.begin(context, files);
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        FindingsReport opened = report;
        if (opened != null) {
            opened.connection(connection, findings);
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        FindingsReport opened = report;
        if (opened != null) {
            opened.end(result);
        }
    }

    @Override
    public void close() throws IOException {
        FindingsReport opened = report;
        if (opened != null) {
            opened.close();
        }
        BufferedOutputStream stream = out;
        if (stream != null) {
            stream.close();
        }
    }
}
