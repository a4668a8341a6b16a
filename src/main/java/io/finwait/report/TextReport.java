package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.Groups;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        this(out, style, selection, MOST_FINDINGS, null);
    }

    /**
     * @param mostFindings how many findings are shown; the others are named
     * @param groups that stand where connections would be listed; null where connections are
     */
    public TextReport(
            Writer out, TextStyle style, Selection selection, int mostFindings, @Nullable GroupListing groups) {
        super(out, selection, groups);
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
            writeGroups(page, named, result.summary().connections());
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

    private void writeGroups(TextPage page, TextStyle named, long connections) {
        GroupListing listing = groups;
        if (listing == null || listing.limit() == 0) {
            return;
        }
        Groups found = listing.groups().get();
        List<Group> shown = listing.shown(found);
        page.heading("GROUPS", listing.about(found, shown, connections));
        if (shown.isEmpty()) {
            page.line("  no connection matches");
            return;
        }
        var table = new GroupTable(found, listing.order(), named);
        table.table(shown).writeTo(page);
        table.notes(shown).forEach(note -> page.wrap("  ", "  ", note));
    }
}
