package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.words.CountText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The report for people: what was read, the answer in sentences, the numbers, the connections. Keeps only the connections
 * that its table shows. Not thread-safe; does not close its writer.
 */
public final class TextReport implements AnalysisListener {
    /**
     * Which connections the table shows.
     *
     * @param chosen those that may be shown
     * @param all whether {@code chosen} lets every connection pass
     * @param order which of them first
     * @param limit how many; 0 for no table
     */
    public record Selection(Predicate<ConnectionRecord> chosen, boolean all, ConnectionOrder order, int limit) {
        /** Says which of all {@code connections} are in the table, where {@code matching} were chosen and {@code shown} fit. */
        String about(int shown, long matching, long connections) {
            String of = CountText.of(connections);
            String count = all ? of : CountText.of(matching) + " chosen of " + of;
            String about = shown == matching ? all ? "all " + of : count : CountText.of(shown) + " of " + count;
            if (shown > 1) {
                about += ", " + order.words();
            }
            return shown < matching ? about + "   (--top, --sort, --where)" : about;
        }
    }

    /** Findings shown unless somebody asks for more. */
    public static final int MOST_FINDINGS = 12;

    private final Writer out;
    private final TextStyle style;
    private final Selection selection;
    private final int mostFindings;
    private final BestConnections best;
    private @Nullable AnalysisContext context;
    private long chosen;

    /** A report that shows {@value #MOST_FINDINGS} findings. */
    public TextReport(Writer out, TextStyle style, Selection selection) {
        this(out, style, selection, MOST_FINDINGS);
    }

    /** @param mostFindings how many findings are shown; the others are named */
    public TextReport(Writer out, TextStyle style, Selection selection, int mostFindings) {
        this.out = out;
        this.mostFindings = mostFindings;
        this.style = style;
        this.selection = selection;
        best = new BestConnections(selection.order(), selection.limit());
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {
        this.context = context;
    }

    @Override
    public boolean wantsConnections() {
        return selection.limit() > 0;
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        if (selection.chosen().test(connection)) {
            chosen++;
            best.add(new TableRow(connection, findings));
        }
    }

    @Override
    public void end(AnalysisResult result) throws IOException {
        AnalysisContext asked = context;
        if (asked == null) {
            throw new IllegalStateException("end before begin");
        }
        var page = new TextPage(style);
        boolean complete = new ReadSection(asked, result, style::safe).writeTo(page);
        page.blank();
        page.paragraph(Verdict.sentences(asked, result, complete, style));
        new FindingsSection(style).writeTo(page, result.findings(), mostFindings);
        if (result.summary().connections() > 0) {
            new SummarySection(result.summary(), style).writeTo(page);
            writeTable(page, result.summary().connections());
        }
        out.write(page.toString());
        out.flush();
    }

    private void writeTable(TextPage page, long connections) {
        if (selection.limit() == 0) {
            return;
        }
        List<TableRow> shown = best.inOrder();
        page.heading("CONNECTIONS", selection.about(shown.size(), chosen, connections));
        if (shown.isEmpty()) {
            page.line("  none matches");
        } else {
            new ConnectionTable(selection.order(), style).writeTo(page, shown);
        }
    }
}
