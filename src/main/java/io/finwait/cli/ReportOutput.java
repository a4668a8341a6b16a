package io.finwait.cli;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Curves;
import io.finwait.analysis.Moment;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.report.CsvReport;
import io.finwait.report.EveReport;
import io.finwait.report.GroupCsvReport;
import io.finwait.report.GroupJsonReport;
import io.finwait.report.GroupListing;
import io.finwait.report.HtmlReport;
import io.finwait.report.JsonReport;
import io.finwait.report.KernelFeed;
import io.finwait.report.MarkdownReport;
import io.finwait.report.NdjsonReport;
import io.finwait.report.PageMaking;
import io.finwait.report.Selection;
import io.finwait.report.TextReport;
import io.finwait.report.TextStyle;
import io.finwait.report.ZeekReport;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One report on its way to one file. The file is opened when the analysis begins, that is, once the inputs could be: a
 * mistyped input empties no output.
 */
final class ReportOutput implements AnalysisListener, Closeable {
    /**
     * What was asked of reports.
     *
     * @param style how text looks
     * @param selection which connections are wanted
     * @param mostFindings how many findings people are shown
     * @param making how a page is made
     * @param groups that stand where connections would be listed; null where connections are
     * @param kernel what the kernel of this host has meanwhile; nothing where nobody looks
     */
    record Settings(
            TextStyle style,
            Selection selection,
            int mostFindings,
            PageMaking making,
            @Nullable GroupListing groups,
            KernelFeed kernel) {}

    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputSpec spec;
    private final Settings settings;
    private final OutputFailures failures;
    private @Nullable OutputStream out;
    private volatile @Nullable AnalysisListener report; // asked by the tracker, given up by the writer

    /** @param failures hears of the file becoming unwritable */
    ReportOutput(OutputSpec spec, Settings settings, OutputFailures failures) {
        this.spec = spec;
        this.settings = settings;
        this.failures = failures;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) throws IOException {
        var stream = new BufferedOutputStream(
                spec.toStdout() ? OutputFile.stdout() : OutputFile.create(spec.file()), BUFFER_BYTES);
        out = stream;
        AnalysisListener opened = open(stream);
        report = opened;
        try {
            opened.begin(context, files);
        } catch (OutputException e) {
            fail(e);
        }
    }

    private AnalysisListener open(OutputStream stream) throws IOException {
        Selection selection = settings.selection();
        GroupListing groups = settings.groups();
        int findings = settings.mostFindings();
        return switch (spec.format()) {
            case TEXT -> new TextReport(writer(stream), settings.style(), selection, findings, groups);
            case MARKDOWN -> new MarkdownReport(writer(stream), selection, findings, groups, settings.making());
            case HTML -> new HtmlReport(stream, selection, groups, settings.making());
            case JSON ->
                groups == null
                        ? new JsonReport(stream, selection.chosen())
                        : new GroupJsonReport(stream, groups.groups(), false);
            case NDJSON ->
                groups == null
                        ? new NdjsonReport(stream, selection.chosen(), settings.kernel())
                        : new GroupJsonReport(stream, groups.groups(), true);
            case CSV ->
                groups == null
                        ? new CsvReport(stream, selection.chosen())
                        : new GroupCsvReport(stream, groups.groups());
            case ZEEK -> new ZeekReport(stream, selection.chosen());
            case EVE -> new EveReport(stream, selection.chosen());
        };
    }

    private static Writer writer(OutputStream stream) {
        return new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    }

    @Override
    public boolean wantsConnections() {
        AnalysisListener listener = report;
        return listener != null && listener.wantsConnections();
    }

    @Override
    public boolean wants(int id) {
        AnalysisListener listener = report;
        return listener != null && listener.wants(id);
    }

    @Override
    public boolean wantsZeek(int id) {
        AnalysisListener listener = report;
        return listener != null && listener.wantsZeek(id);
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) throws IOException {
        tell(report -> report.connection(connection, findings));
    }

    @Override
    public boolean wantsClosed() {
        AnalysisListener listener = report;
        return listener != null && listener.wantsClosed();
    }

    @Override
    public void closed(ConnectionRecord connection, List<Finding> findings) throws IOException {
        tell(report -> report.closed(connection, findings));
    }

    @Override
    public boolean wantsMoments() {
        AnalysisListener listener = report;
        return listener != null && listener.wantsMoments();
    }

    @Override
    public void moment(Moment moment) throws IOException {
        tell(report -> report.moment(moment));
    }

    @Override
    public void pause() throws IOException {
        tell(report -> report.pause());
    }

    @Override
    public boolean wantsCurves() {
        AnalysisListener listener = report;
        return listener != null && listener.wantsCurves();
    }

    @Override
    public void curves(Curves curves) {
        AnalysisListener listener = report;
        if (listener != null) {
            listener.curves(curves);
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        tell(report -> report.end(result));
    }

    /** What a report is told; nothing once it has failed. */
    @FunctionalInterface
    private interface Telling {
        void to(AnalysisListener report) throws IOException;
    }

    private void tell(Telling telling) throws IOException {
        AnalysisListener listener = report;
        if (listener != null) {
            try {
                telling.to(listener);
            } catch (OutputException e) {
                fail(e);
            }
        }
    }

    private void fail(OutputException e) throws IOException {
        failures.tell(e);
        try {
            close();
        } catch (OutputException again) {
            // That it cannot be written is known.
        }
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
