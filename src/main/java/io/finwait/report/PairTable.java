package io.finwait.report;

import io.finwait.lifecycle.Role;
import io.finwait.pair.Pair;
import io.finwait.pair.Side;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import java.util.List;

/** The table of connections that both captures have. */
final class PairTable {
    private final TextTable table;

    PairTable(TextStyle style) {
        table = new TextTable(
                style,
                List.of(
                        new TextTable.Column("id", true, 0),
                        new TextTable.Column("client", false, 0),
                        new TextTable.Column("server", false, 0)),
                List.of(
                        new TextTable.Column("there", true, 1),
                        new TextTable.Column("lost", true, 2),
                        new TextTable.Column("between", true, 3),
                        new TextTable.Column("client there", false, 4),
                        new TextTable.Column("server there", false, 5),
                        new TextTable.Column("ended", false, 6),
                        new TextTable.Column("ended there", false, 7)));
    }

    void add(Pair pair, int lost) {
        table.row(
                List.of(
                        Integer.toString(pair.id()),
                        pair.address(Role.CLIENT, Side.CLIENT).toString(),
                        pair.address(Role.SERVER, Side.CLIENT).toString()),
                List.of(
                        "#" + pair.at(Side.SERVER).id(),
                        CountText.of(lost),
                        DurationText.of(pair.betweenNanos()),
                        pair.address(Role.CLIENT, Side.SERVER).toString(),
                        pair.address(Role.SERVER, Side.SERVER).toString(),
                        SummarySection.kind(pair.at(Side.CLIENT).kind()),
                        SummarySection.kind(pair.at(Side.SERVER).kind())));
    }

    void writeTo(TextPage page) {
        table.writeTo(page);
    }
}
