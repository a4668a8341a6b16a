package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import java.io.Writer;
import java.util.List;

/**
 * The report for terminals: what was read, the answer in sentences, the numbers, the connections.
 */
public final class TextReport extends PageReport {
    /** Findings shown unless somebody asks for more. */
    public static final int MOST_FINDINGS = 12;

    private final TextStyle style;
    private final int mostFindings;

    /** A report that shows {@value #MOST_FINDINGS} findings. */
    public TextReport(Writer out, TextStyle style, Selection selection) {
        this(out, style, selection, MOST_FINDINGS);
    }

    /** @param mostFindings how many findings are shown; the others are named */
    public TextReport(Writer out, TextStyle style, Selection selection, int mostFindings) {
        super(out, selection);
        this.mostFindings = mostFindings;
        this.style = style;
    }

    @Override
    String page(AnalysisContext asked, AnalysisResult result) {
        TextStyle named = style.withNames(asked.names());
        var page = new TextPage(named);
        boolean complete = new ReadSection(asked, result, style::safe).writeTo(page);
        page.blank();
        page.paragraph(Verdict.sentences(asked, result, complete, named));
        new FindingsSection(named).writeTo(page, result.findings(), mostFindings);
        if (result.summary().connections() > 0) {
            new SummarySection(result.summary(), named).writeTo(page);
            writeTable(page, named, result.summary().connections());
        }
        return page.toString();
    }

    private void writeTable(TextPage page, TextStyle named, long connections) {
        if (selection.limit() == 0) {
            return;
        }
        List<TableRow> shown = rows();
        page.heading("CONNECTIONS", selection.about(shown.size(), chosen(), connections));
        if (shown.isEmpty()) {
            page.line("  none matches");
        } else {
            new ConnectionTable(selection.order(), named).writeTo(page, shown);
        }
    }
}
