package io.finwait.report;

import io.finwait.lifecycle.Role;
import io.finwait.pair.Pair;
import io.finwait.pair.Side;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.ArrayList;
import java.util.List;

/** The table of connections that both captures have; addresses of the server side only where any differ. */
final class PairTable {
    private final TextTable table;
    private final boolean rewritten;

    PairTable(TextStyle style, boolean rewritten) {
        this.rewritten = rewritten;
        var columns = new ArrayList<>(List.of(
                new TextTable.Column("id there", true, 1),
                new TextTable.Column("lost", true, 2),
                new TextTable.Column("between", true, 3)));
        if (rewritten) {
            columns.add(new TextTable.Column("client there", false, 4));
            columns.add(new TextTable.Column("server there", false, 5));
        }
        columns.add(new TextTable.Column("ended", false, 6));
        table = new TextTable(
                style,
                List.of(
                        new TextTable.Column("id", true, 0),
                        new TextTable.Column("client", false, 0),
                        new TextTable.Column("server", false, 0)),
                columns);
    }

    void add(Pair pair, int lost) {
        var cells = new ArrayList<>(List.of(
                Integer.toString(pair.at(Side.SERVER).id()), CountText.of(lost), DurationText.of(pair.betweenNanos())));
        if (rewritten) {
            cells.add(pair.address(Role.CLIENT, Side.SERVER).toString());
            cells.add(pair.address(Role.SERVER, Side.SERVER).toString());
        }
        String here = SummarySection.kind(pair.at(Side.CLIENT).kind());
        String there = SummarySection.kind(pair.at(Side.SERVER).kind());
        cells.add(here.equals(there) ? here : here + ", there " + there);
        table.row(
                List.of(
                        Integer.toString(pair.id()),
                        pair.address(Role.CLIENT, Side.CLIENT).toString(),
                        pair.address(Role.SERVER, Side.CLIENT).toString()),
                cells);
    }

    void writeTo(TextPage page) {
        table.writeTo(page);
    }
}
