package io.finwait.screen;

import io.finwait.finding.Finding;
import io.finwait.finding.FindingKind;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import io.finwait.report.ToldFindings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was found so far, a row for each kind. Not thread-safe. */
final class FoundKinds {
    private final Map<FindingKind, Kind> kinds = new HashMap<>();
    private final ToldFindings told = new ToldFindings();
    private long order;

    private static final class Kind {
        Severity severity = Severity.INFO;
        long count;
        long latest;
        String text = "";
    }

    private record Placed(Standing.FoundRow row, long latest) {}

    /** Of a connection that is closed and may yet change. */
    void closed(ConnectionRecord connection, List<Finding> findings) {
        add(connection, told.first(connection.id(), findings));
    }

    /** Of a connection that can no longer change. */
    void over(ConnectionRecord connection, List<Finding> findings) {
        add(connection, told.last(connection.id(), findings));
    }

    private void add(ConnectionRecord connection, List<Finding> findings) {
        for (Finding finding : findings) {
            Kind kind = kinds.computeIfAbsent(finding.kind(), any -> new Kind());
            kind.count++;
            kind.latest = order++;
            if (finding.severity().isAtLeast(kind.severity)) { // the latest of the gravest stands for all
                kind.severity = finding.severity();
                kind.text = "#" + connection.id() + " " + connection.end(Role.CLIENT) + " to "
                        + connection.end(Role.SERVER) + ": " + finding.message();
            }
        }
    }

    /** The gravest first, of equals the latest first, with what is said across connections so far. */
    List<Standing.FoundRow> rows(List<HostFinding> soFar) {
        var placed = new ArrayList<Placed>();
        kinds.forEach((kind, of) -> placed.add(
                new Placed(new Standing.FoundRow(kind.id(), of.severity, of.count, false, of.text), of.latest)));
        var across = new HashMap<FindingKind, List<HostFinding>>();
        soFar.forEach(finding ->
                across.computeIfAbsent(finding.kind(), any -> new ArrayList<>()).add(finding));
        across.forEach((kind, of) -> placed.add(new Placed(
                new Standing.FoundRow(
                        kind.id(),
                        of.get(0).severity(),
                        of.size(),
                        true,
                        of.get(0).message()),
                Long.MAX_VALUE)));
        placed.sort(Comparator.comparing((Placed each) -> each.row.severity())
                .thenComparingLong(Placed::latest)
                .reversed()
                .thenComparing(each -> each.row.id()));
        return placed.stream().map(Placed::row).toList();
    }
}
