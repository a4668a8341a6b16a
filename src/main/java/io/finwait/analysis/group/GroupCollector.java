package io.finwait.analysis.group;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisListener;
import io.finwait.analysis.AnalysisResult;
import io.finwait.capture.CaptureFile;
import io.finwait.finding.Finding;
import io.finwait.lifecycle.ConnectionRecord;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sums connections up by what they have in common, in memory that does not grow with their number. Not thread-safe. */
public final class GroupCollector implements AnalysisListener {
    /** How many groups are told apart. */
    private static final int MOST = 10_000;

    private final Grouping grouping;
    private final Predicate<ConnectionRecord> chosen;
    private final TimeWaitStays.Room room = new TimeWaitStays.Room();
    private final Map<Object, GroupTally> tallies = new HashMap<>();
    private @Nullable GroupTally others;
    private long connections;

    /** @param chosen which connections count */
    public GroupCollector(Grouping grouping, Predicate<ConnectionRecord> chosen) {
        this.grouping = grouping;
        this.chosen = chosen;
    }

    @Override
    public void begin(AnalysisContext context, List<CaptureFile> files) {}

    @Override
    public boolean wantsZeek(int id) {
        return false;
    }

    @Override
    public void connection(ConnectionRecord connection, List<Finding> findings) {
        if (chosen.test(connection)) {
            connections++;
            tally(grouping.key(connection)).add(connection, findings);
        }
    }

    private GroupTally tally(Object key) {
        GroupTally tally = tallies.get(key);
        if (tally != null) {
            return tally;
        }
        if (tallies.size() < MOST) {
            tally = new GroupTally(room);
            tallies.put(key, tally);
            return tally;
        }
        GroupTally rest = others == null ? new GroupTally(room) : others;
        others = rest;
        return rest;
    }

    @Override
    public void end(AnalysisResult result) {}

    /** What the connections so far come to. */
    public Groups groups() {
        List<Group> all = tallies.entrySet().stream()
                .map(entry -> entry.getValue().toGroup(Grouping.words(entry.getKey())))
                .sorted(Comparator.comparingLong(Group::connections)
                        .reversed()
                        .thenComparingLong(Group::firstSeenNanos)
                        .thenComparing(Group::name))
                .toList();
        GroupTally rest = others;
        return new Groups(grouping, all, rest == null ? null : rest.toGroup(""), connections);
    }
}
