package io.finwait.finding;

import io.finwait.flow.HostPort;
import io.finwait.flow.IpAddress;
import io.finwait.lifecycle.Life;
import io.finwait.lifecycle.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers findings in connections by kind, client host and service, keeping the first few of each as examples. */
final class FindingGroups {
    /** How many groups are kept; findings beyond them are only counted. */
    private static final int MOST = 20_000;

    private static final int EXAMPLES = 10;

    private record Key(String id, IpAddress client, HostPort server) {
        @Override
        public int hashCode() {
            return 31 * (31 * id.hashCode() + client.hashCode()) + server.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && id.equals(key.id)
                    && client.equals(key.client)
                    && server.equals(key.server);
        }
    }

    private static final class Group {
        final FindingKind kind;
        final Subject.Pair subject;
        final List<FindingGroup.Example> examples = new ArrayList<>(1);
        Severity severity = Severity.INFO;
        Confidence confidence = Confidence.HINT;
        boolean modelled;
        Confidence leastSure = Confidence.CERTAIN;
        long count;

        Group(FindingKind kind, Subject.Pair subject) {
            this.kind = kind;
            this.subject = subject;
        }

        void add(Finding finding, int connection) {
            count++;
            boolean leads = examples.isEmpty() || isBefore(finding);
            if (leads) { // what is said of all is said of this one, and its frames prove it
                severity = finding.severity();
                confidence = finding.confidence();
                modelled = finding.modelled();
            }
            if (finding.confidence().isLessSureThan(leastSure)) {
                leastSure = finding.confidence();
            }
            if (leads || examples.size() < EXAMPLES) {
                var example = new FindingGroup.Example(connection, finding.message(), finding.frames());
                examples.add(leads ? 0 : examples.size(), example);
            }
            if (examples.size() > EXAMPLES) {
                examples.remove(EXAMPLES);
            }
        }

        /** Whether it is graver than the first example, or as grave and surer. */
        private boolean isBefore(Finding finding) {
            int graver = finding.severity().compareTo(severity);
            return graver > 0 || graver == 0 && confidence.isLessSureThan(finding.confidence());
        }

        FindingGroup toGroup() {
            return new FindingGroup(
                    kind, severity, confidence, modelled, leastSure, subject, count, List.copyOf(examples));
        }
    }

    private final FindingChoice choice;
    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private final Map<String, Long> notGathered = new TreeMap<>();
    private @Nullable Group last;
    private @Nullable Severity gravest;
    private long muted;

    /** @param choice what is wanted; only what is known matters here */
    FindingGroups(FindingChoice choice) {
        this.choice = choice;
    }

    /** Counts a finding that is known; returns whether it is. */
    boolean muted(FindingKind kind, Life life) {
        if (choice.known().isEmpty()) {
            return false;
        }
        var subject = new Subject.Pair(life.address(Role.CLIENT).ip(), life.address(Role.SERVER));
        return muted(kind, subject);
    }

    /** Whether an earlier report has it. */
    boolean isKnown(FindingKind kind, Subject subject) {
        return choice.known().contains(new KnownFinding(kind.id(), subject));
    }

    private boolean muted(FindingKind kind, Subject subject) {
        boolean known = isKnown(kind, subject);
        muted += known ? 1 : 0;
        return known;
    }

    void add(Finding finding, Life life) {
        FindingKind kind = finding.kind();
        weigh(finding.severity());
        Group group = last;
        if (group == null || !group.kind.equals(kind) || !isOf(group, life)) {
            group = group(kind, life);
        }
        if (group == null) {
            notGathered.merge(kind.id(), 1L, Long::sum);
            return;
        }
        group.add(finding, life.id());
        last = group;
    }

    private void weigh(Severity severity) {
        if (gravest == null || severity.isAtLeast(gravest)) {
            gravest = severity;
        }
    }

    private static boolean isOf(Group group, Life life) {
        return life.connection().isAt(Role.SERVER, group.subject.server())
                && life.connection().isOn(Role.CLIENT, group.subject.client());
    }

    private @Nullable Group group(FindingKind kind, Life life) {
        IpAddress client = life.address(Role.CLIENT).ip();
        HostPort server = life.address(Role.SERVER);
        var key = new Key(kind.id(), client, server);
        Group known = groups.get(key);
        if (known == null && groups.size() < MOST) {
            known = new Group(kind, new Subject.Pair(client, server));
            groups.put(key, known);
        }
        return known;
    }

    /** All that was found, with what was found across connections. */
    Findings findings(List<HostFinding> ofHosts) {
        List<FindingGroup> ofConnections = groups.values().stream()
                .map(Group::toGroup)
                .sorted(Comparator.comparing(FindingGroup::severity)
                        .reversed()
                        .thenComparing(group -> group.kind().id())
                        .thenComparing(
                                Comparator.comparingLong(FindingGroup::count).reversed()))
                .toList();
        var all = new TreeMap<>(notGathered);
        for (FindingGroup group : ofConnections) {
            all.merge(group.kind().id(), group.count(), Long::sum);
        }
        var sorted = new ArrayList<HostFinding>();
        for (HostFinding finding : ofHosts) {
            if (!muted(finding.kind(), finding.subject())) {
                all.merge(finding.kind().id(), 1L, Long::sum);
                weigh(finding.severity());
                sorted.add(finding);
            }
        }
        sorted.sort(Comparator.comparing(HostFinding::severity).reversed());
        return new Findings(choice, List.copyOf(sorted), ofConnections, all, notGathered, gravest, muted);
    }
}
