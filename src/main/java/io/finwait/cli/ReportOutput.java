package io.finwait.cli;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.report.CsvReport;
import io.finwait.report.JsonReport;
import io.finwait.report.NdjsonReport;
import io.finwait.report.TextReport;
import io.finwait.report.TextReport.Selection;
import io.finwait.report.TextStyle;
import io.finwait.report.ZeekReport;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One report on its way to one file. The file is opened when the analysis begins, that is, once the inputs could be: a
 * mistyped input empties no output.
 */
final class ReportOutput implements AnalysisListener, Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputSpec spec;
    private final TextStyle style;
    private final Selection selection;
    private final int mostFindings;
    private final boolean alone;
    private @Nullable OutputStream out;
    private @Nullable AnalysisListener report;

    /**
     * @param mostFindings how many findings the text shows
     * @param alone whether there is no other output: then a reader that stops reading ends the analysis
     */
    ReportOutput(OutputSpec spec, TextStyle style, Selection selection, int mostFindings, boolean alone) {
        this.spec = spec;
        this.style = style;
        this.selection = selection;
        this.mostFindings = mostFindings;
        this.alone = alone;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) throws IOException {
        var stream = new BufferedOutputStream(
                spec.toStdout() ? OutputFile.stdout() : OutputFile.create(spec.file()), BUFFER_BYTES);
        out = stream;
        AnalysisListener opened =
                switch (spec.format()) {
                    case TEXT ->
                        new TextReport(
                                new OutputStreamWriter(stream, StandardCharsets.UTF_8), style, selection, mostFindings);
                    case JSON -> new JsonReport(stream, selection.chosen());
                    case NDJSON -> new NdjsonReport(stream, selection.chosen());
                    case CSV -> new CsvReport(stream, selection.chosen());
                    case ZEEK -> new ZeekReport(stream, selection.chosen());
                };
        report = opened;
        try {
            opened.begin(context, files);
        } catch (OutputException e) {
            readerGone(e);
        }
    }

    @Override
    public boolean wantsConnections() {
        AnalysisListener listener = report;
        return listener != null && listener.wantsConnections();
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        AnalysisListener listener = report;
        if (listener != null) {
            try {
                listener.connection(connection, findings);
            } catch (OutputException e) {
                readerGone(e);
            }
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        AnalysisListener listener = report;
        if (listener != null) {
            try {
                listener.end(result);
            } catch (OutputException e) {
                readerGone(e);
            }
        }
    }

    private void readerGone(OutputException e) throws IOException {
        if (alone || !e.readerGone()) {
            throw e;
        }
        close();
    }

    /** Closes the file without writing what is still buffered; a finished report has flushed it. */
    @Override
    public void close() throws IOException {
        if (report instanceof Closeable temporary) {
            temporary.close();
        }
        report = null;
        OutputStream opened = out;
        out = null;
        if (opened != null && !spec.toStdout()) {
            opened.close();
        }
    }
}
