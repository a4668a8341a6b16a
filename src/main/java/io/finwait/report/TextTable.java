package io.finwait.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table that fits the width: key columns are always there and never cut, further columns appear as there is room for them,
 * by priority. A row whose keys are too wide for the table gets a line (or two) for them and its other cells below.
 */
public final class TextTable {
    private static final String MARGIN = "  ";
    private static final int GAP = 2;

    /** What key columns may take before their row is given lines of its own: two IPv4 ends and an id of six digits. */
    private static final int KEY_COLUMNS = 54;

    /**
     * A column.
     *
     * @param priority lower ones appear first
     */
    public record Column(String title, boolean right, int priority) {}

    private record Row(List<String> keys, List<String> cells) {}

    private final TextStyle style;
    private final List<Column> keys;
    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();

    /** An empty one. */
    public TextTable(TextStyle style, List<Column> keys, List<Column> columns) {
        this.style = style;
        this.keys = keys;
        this.columns = columns;
    }

    /** Adds a row, with a cell for each column. */
    public void row(List<String> keyCells, List<String> cells) {
        rows.add(new Row(keyCells, cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The columns, for who lays them out in another way: the keys and the others up to {@code priority}. */
    List<Column> columnsUpTo(int priority) {
        return Stream.concat(keys.stream(), columns.stream().filter(column -> column.priority() <= priority))
                .toList();
    }

    /** The cells of each row, as {@link #columnsUpTo}. */
    List<List<String>> rowsUpTo(int priority) {
        return rows.stream()
                .map(row -> Stream.concat(
                                row.keys().stream(),
                                IntStream.range(0, columns.size())
                                        .filter(i -> columns.get(i).priority() <= priority)
                                        .mapToObj(row.cells()::get))
                        .toList())
                .toList();
    }

    /** Lays it out, with a line of titles. */
    public void writeTo(TextPage page) {
        int[] cellWidths = widths(columns, rows.stream().map(Row::cells).toList());
        int wanted = IntStream.of(cellWidths).map(w -> w + GAP).sum();
        int budget = Math.max(
                Math.min(KEY_COLUMNS, style.width() - MARGIN.length()), style.width() - MARGIN.length() - wanted);
        int[] keyWidths = widths(
                keys,
                rows.stream().map(Row::keys).filter(k -> keyWidth(k) <= budget).toList());
        int left = style.width() - MARGIN.length() - IntStream.of(keyWidths).sum() - GAP * (keys.size() - 1);
        boolean[] shown = choose(cellWidths, left);

        var header = new StringBuilder(MARGIN);
        append(header, keys, keyWidths, keys.stream().map(Column::title).toList(), null);
        header.append(" ".repeat(GAP));
        append(header, columns, cellWidths, columns.stream().map(Column::title).toList(), shown);
        page.line(style.dim(header.toString().stripTrailing()));
        for (Row row : rows) {
            writeRow(page, row, keyWidths, cellWidths, shown);
        }
    }

    private void writeRow(TextPage page, Row row, int[] keyWidths, int[] cellWidths, boolean[] shown) {
        var line = new StringBuilder(MARGIN);
        boolean fits = IntStream.range(0, keyWidths.length)
                .allMatch(i -> row.keys().get(i).length() <= keyWidths[i]);
        if (fits) {
            append(line, keys, keyWidths, row.keys(), null);
        } else {
            writeKeys(page, row.keys(), keyWidths[0]);
            line.append(" ".repeat(IntStream.of(keyWidths).sum() + GAP * (keys.size() - 1)));
        }
        line.append(" ".repeat(GAP));
        append(line, columns, cellWidths, row.cells(), shown);
        page.line(line.toString());
    }

    private void writeKeys(TextPage page, List<String> cells, int firstWidth) {
        var line = new StringBuilder(MARGIN);
        String first = cells.get(0);
        line.append(keys.get(0).right() ? pad(first, firstWidth, true) : first);
        if (cells.size() == 1) {
            page.line(line.toString());
            return;
        }
        int indent = line.length() + GAP;
        line.append(" ".repeat(GAP)).append(cells.get(1));
        for (String cell : cells.subList(2, cells.size())) {
            String next = " " + style.arrow() + " " + cell;
            if (line.length() + next.length() > style.width()) {
                page.line(line.toString());
                line.setLength(0);
                line.append(" ".repeat(indent)).append(next.substring(1));
            } else {
                line.append(next);
            }
        }
        page.line(line.toString());
    }

    private boolean[] choose(int[] cellWidths, int left) {
        var shown = new boolean[columns.size()];
        int room = left;
        List<Integer> byPriority = IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> columns.get(i).priority()))
                .toList();
        for (int i : byPriority) {
            if (cellWidths[i] + GAP > room) {
                break;
            }
            shown[i] = true;
            room -= cellWidths[i] + GAP;
        }
        return shown;
    }

    private static int keyWidth(List<String> cells) {
        return cells.stream().mapToInt(String::length).sum() + GAP * (cells.size() - 1);
    }

    private static int[] widths(List<Column> columns, List<List<String>> cells) {
        var widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).title().length();
            for (List<String> row : cells) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static void append(
            StringBuilder line, List<Column> columns, int[] widths, List<String> cells, boolean @Nullable [] shown) {
        boolean first = true;
        for (int i = 0; i < widths.length; i++) {
            if (shown == null || shown[i]) {
                line.append(first ? "" : " ".repeat(GAP))
                        .append(pad(cells.get(i), widths[i], columns.get(i).right()));
                first = false;
            }
        }
    }

    static String pad(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - text.length()));
        return right ? blanks + text : text + blanks;
    }
}
