package io.finwait.report;

import io.finwait.report.MarkdownPage.Part;
import io.finwait.report.TextTable.Column;
import java.util.List;
import java.util.stream.Collectors;

/** A table on a page of Markdown: what fits into most terminals, since a renderer makes room for no more columns either. */
final class MarkdownTable {
    /** The last column by priority that is shown. */
    private static final int LAST_PRIORITY = 5;

    private MarkdownTable() {}

    /**
     * Adds a section with the table; none if it has no rows.
     *
     * @param head the section's title and what else stands above the table
     */
    static void add(MarkdownPage page, String head, TextTable table) {
        List<Column> columns = table.columnsUpTo(LAST_PRIORITY);
        String titles = line(columns.stream().map(Column::title).toList());
        String alignment = columns.stream()
                .map(column -> column.right() ? "--:" : "---")
                .collect(Collectors.joining("|", "|", "|"));
        page.section(head + MarkdownPage.BLANK_LINE + titles + "\n" + alignment, MarkdownPage.LINE);
        for (List<String> row : table.rowsUpTo(LAST_PRIORITY)) {
            page.add(Part.ROW, line(row));
        }
    }

    private static String line(List<String> cells) {
        return cells.stream().map(MarkdownText::cell).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
