package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report for people: one page, written when everything is known. Keeps only the connections that its table shows. Not thread-safe; does
 * not close its writer.
 */
abstract class PageReport implements AnalysisListener {
    final Selection selection;

    final @Nullable GroupListing groups;

    private final Writer out;
    private final BestConnections best;
    private @Nullable AnalysisContext context;
    private long chosen;

    /** @param groups that stand where connections would be listed; null where connections are */
    PageReport(Writer out, Selection selection, @Nullable GroupListing groups) {
        this.out = out;
        this.selection = groups == null ? selection : selection.listingNone();
        this.groups = groups;
        best = new BestConnections(this.selection.order(), this.selection.limit());
    }

    @Override
    public final void begin(AnalysisContext context, List<CaptureFile> files) {
        this.context = context;
    }

    @Override
    public final boolean wantsConnections() {
        return selection.limit() > 0;
    }

    @Override
    public final boolean wantsZeek(int id) {
        return false;
    }

    @Override
    public final void connection(ConnectionRecord connection, List<Finding> findings) {
        if (selection.chosen().test(connection)) {
            chosen++;
            best.add(new TableRow(connection, findings));
        }
    }

    @Override
    public final void end(AnalysisResult result) throws IOException {
        AnalysisContext asked = context;
        if (asked == null) {
            throw new IllegalStateException("end before begin");
        }
        out.write(page(asked, result));
        out.flush();
    }

    /** The whole page. */
    abstract String page(AnalysisContext asked, AnalysisResult result);

    /** The connections for the table, in its order. */
    final List<TableRow> rows() {
        return best.inOrder();
    }

    /** How many connections were chosen, in the table or not. */
    final long chosen() {
        return chosen;
    }
}
