package io.finwait.report;

import io.finwait.analysis.SelectiveReading.Wish;
import io.finwait.finding.Finding;
import io.finwait.finding.FindingGroup;
import io.finwait.finding.Findings;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.lifecycle.ConnectionRecord;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections that a page may show as ladders: the first ones of each finding, of each pair of hosts and of each way to end, and those
 * first in the table. Which of them findings cite is known at the end only. Bounded, whatever the number of connections.
 */
final class LadderCandidates {
    private static final int MOST = 4_000;
    private static final int MOST_KEYS = 20_000;

    /** As many as findings across connections name of each pair of hosts. */
    private static final int OF_A_PAIR = 100;

    /** As many as are kept of the findings in connections. */
    private static final int OF_A_FINDING = 10;

    private static final int OF_AN_ENDING = 4;
    private static final int OF_THE_TABLE = 200;

    /** Of one connection, the first and the last ones; half as many as {@code finwait flow} shows. */
    private static final int SEGMENTS_AT_EACH_END = 1_000;

    private record Pair(IpAddress client, HostPort server) {}

    private record Found(String kind, Severity severity, Pair pair) {}

    private record Ended(CloseKind kind, ActiveCloser closer, Pair pair) {}

    private final BestConnections best;
    private final Map<Object, Integer> counts = new HashMap<>();
    private final Map<Integer, TableRow> kept = new LinkedHashMap<>();

    LadderCandidates(ConnectionOrder order) {
        best = new BestConnections(order, OF_THE_TABLE);
    }

    void add(ConnectionRecord connection, List<Finding> findings) {
        var row = new TableRow(connection, findings);
        best.add(row);
        if (kept.size() < MOST && isWanted(connection, findings)) {
            kept.put(connection.id(), row);
        }
    }

    private boolean isWanted(ConnectionRecord connection, List<Finding> findings) {
        var pair = new Pair(connection.client().ip(), connection.server());
        var ended = new Ended(connection.close().kind(), connection.close().activeCloser(), pair);
        boolean wanted = isAmongFirst(OF_A_PAIR, pair) | isAmongFirst(OF_AN_ENDING, ended);
        for (Finding finding : findings) {
            wanted |= isAmongFirst(OF_A_FINDING, new Found(finding.kind().id(), finding.severity(), pair));
        }
        return wanted;
    }

    private boolean isAmongFirst(int most, Object key) {
        int count = counts.getOrDefault(key, 0);
        if (count >= most || count == 0 && counts.size() >= MOST_KEYS) {
            return false;
        }
        counts.put(key, count + 1);
        return true;
    }

    /**
     * What to read again: what findings cite before the table's first ones before the others, as far as it fits.
     *
     * @param mostConnections how many at most
     * @param mostSegments how many segments they may have together
     */
    List<Wish> wishes(Findings findings, int mostConnections, long mostSegments) {
        best.inOrder().forEach(row -> kept.putIfAbsent(row.connection().id(), row));
        var ids = new LinkedHashSet<>(cited(findings));
        best.inOrder().forEach(row -> ids.add(row.connection().id()));
        ids.addAll(kept.keySet());
        var wishes = new ArrayList<Wish>();
        long left = mostSegments;
        for (int id : ids) {
            TableRow row = kept.get(id);
            if (row != null && wishes.size() < mostConnections && left > 0) {
                int atEachEnd = (int) Math.min(SEGMENTS_AT_EACH_END, left);
                wishes.add(new Wish(row.connection(), row.findings(), atEachEnd));
                left -= Math.min(packets(row.connection()), 2L * atEachEnd);
            }
        }
        return wishes;
    }

    private static Set<Integer> cited(Findings findings) {
        var first = new LinkedHashSet<Integer>();
        var more = new LinkedHashSet<Integer>();
        for (FindingEntry entry : FindingEntry.of(findings, HtmlPageJson.STYLE)) {
            first.addAll(FindingEvidence.firstOf(entry.evidence().connections()));
            more.addAll(FindingEvidence.firstOf(entry.evidence().others()));
        }
        for (FindingGroup group : findings.ofConnections()) {
            group.examples().forEach(example -> more.add(example.connection()));
        }
        for (HostFinding finding : findings.ofHosts()) {
            more.addAll(finding.connections());
        }
        first.addAll(more);
        return first;
    }

    private static long packets(ConnectionRecord connection) {
        return connection.traffic(Role.CLIENT).packets()
                + connection.traffic(Role.SERVER).packets();
    }
}
