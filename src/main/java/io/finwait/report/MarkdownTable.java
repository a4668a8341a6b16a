package io.finwait.report;

import io.finwait.report.MarkdownPage.Part;
import io.finwait.report.TextTable.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table on a page of Markdown: about what fits into most terminals, since a renderer makes room for no more columns either. */
final class MarkdownTable {
    /** The last column by priority that is shown. */
    static final int LAST_PRIORITY = 4;

    private MarkdownTable() {}

    /**
     * Adds a section with the table; none if it has no rows.
     *
     * @param head the section's title and what else stands above the table
     */
    static void add(MarkdownPage page, String head, TextTable table) {
        List<Column> columns = table.columnsUpTo(LAST_PRIORITY);
        String titles = line(columns.stream().map(Column::title).map(MarkdownText::sentence));
        String alignment = columns.stream()
                .map(column -> column.right() ? "--:" : "---")
                .collect(Collectors.joining("|", "|", "|"));
        page.section(head + MarkdownPage.BLANK_LINE + titles + "\n" + alignment, MarkdownPage.LINE);
        for (List<String> row : table.rowsUpTo(LAST_PRIORITY)) {
            page.add(Part.ROW, line(row.stream().map(MarkdownText::cell)));
        }
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }
}
