package io.finwait.report;

import io.finwait.host.HostChange;
import io.finwait.host.KernelCounter;
import io.finwait.lifecycle.StateCounts;
import io.finwait.lifecycle.TcpState;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.List;

/** What changed on a host since the sample before, for people. */
public final class HostChangeReport {
    private HostChangeReport() {}

    /** Lays a change out. */
    public static String of(HostChange change, TextStyle style) {
        var page = new TextPage(style);
        page.line("");
        page.wrap(
                style.bold(InstantText.second(change.after().takenNanos())) + "  ",
                " ".repeat("00:00:00Z  ".length()),
                "after " + DurationText.of(Math.max(0, change.nanos())) + ": " + states(change));
        var rows = new ArrayList<List<String>>();
        for (KernelCounter counter : KernelCounter.values()) {
            long grown = change.counters().getOrDefault(counter.label(), 0L);
            if (grown != 0) {
                rows.add(List.of(counter.label(), "+" + CountText.of(grown), counter.meaning()));
            }
        }
        HostReport.writeMeanings(rows, page);
        return page.toString();
    }

    private static String states(HostChange change) {
        StateCounts before = change.before().sockets().counts();
        StateCounts after = change.after().sockets().counts();
        var parts = new ArrayList<String>();
        for (TcpState state : TcpState.values()) {
            long difference = after.count(state) - before.count(state);
            if (after.count(state) > 0 || difference != 0) {
                parts.add(SocketsReport.name(state) + " " + CountText.of(after.count(state))
                        + (difference == 0 ? "" : " (" + (difference > 0 ? "+" : "") + CountText.of(difference) + ")"));
            }
        }
        return parts.isEmpty() ? "no sockets" : String.join("  ", parts);
    }
}
