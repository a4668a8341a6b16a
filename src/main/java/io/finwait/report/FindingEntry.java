package io.finwait.report;

import io.finwait.finding.Confidence;
import io.finwait.finding.FindingGroup;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Findings;
import io.finwait.finding.HostFinding;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A finding as people read of it: one across connections, or all of a kind and severity in connections together.
 *
 * @param confidence how sure the message is; {@code modelled} is about the message too
 * @param someLessSure whether it is less sure in others of those it was found in
 * @param subject whom it is about
 * @param count how many connections are concerned, or how often it was found in one; 0 where connections do not matter
 * @param rank entries of the same severity are in the order of this, the highest first
 * @param message what was found; of several in connections, that of the surest, and of those the first one of those who have most
 * @param evidence connections and frames to look at
 */
record FindingEntry(
        FindingKind kind,
        Severity severity,
        Confidence confidence,
        boolean modelled,
        boolean someLessSure,
        String subject,
        long count,
        long rank,
        String message,
        FindingEvidence evidence) {
    /** So many subjects of one kind across connections get a sentence each; more are named together. */
    private static final int TOLD_ONE_BY_ONE = 3;

    private static final int SUBJECTS_NAMED = 4;

    private static final String SOME_LESS_SURE = "some less sure";

    private record Key(String id, Severity severity) {
        @Override
        public int hashCode() {
            return 31 * id.hashCode() + severity.ordinal();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && id.equals(key.id) && severity == key.severity;
        }
    }

    /** All that was found: the gravest first, then what concerns most connections. */
    static List<FindingEntry> of(Findings findings, TextStyle style) {
        var entries = new ArrayList<FindingEntry>();
        var alikeOfHosts = new LinkedHashMap<Key, List<HostFinding>>();
        for (HostFinding finding : findings.ofHosts()) {
            alikeOfHosts
                    .computeIfAbsent(new Key(finding.kind().id(), finding.severity()), key -> new ArrayList<>())
                    .add(finding);
        }
        for (List<HostFinding> ofOneKind : alikeOfHosts.values()) {
            addOfHosts(ofOneKind, entries, style);
        }
        var alike = new LinkedHashMap<Key, List<FindingGroup>>();
        for (FindingGroup group : findings.ofConnections()) {
            alike.computeIfAbsent(new Key(group.kind().id(), group.severity()), key -> new ArrayList<>())
                    .add(group);
        }
        for (List<FindingGroup> groups : alike.values()) {
            entries.add(of(groups, style));
        }
        entries.sort(Comparator.comparing(FindingEntry::severity)
                .reversed()
                .thenComparing(Comparator.comparingLong(FindingEntry::rank).reversed())
                .thenComparing(entry -> entry.kind().id()));
        return entries;
    }

    private static void addOfHosts(List<HostFinding> alike, List<FindingEntry> entries, TextStyle style) {
        alike.sort(Comparator.comparingLong(HostFinding::connectionCount).reversed());
        int told = alike.size() > TOLD_ONE_BY_ONE ? TOLD_ONE_BY_ONE - 1 : alike.size();
        for (HostFinding finding : alike.subList(0, told)) {
            entries.add(of(finding, style));
        }
        if (told < alike.size()) {
            long rank = alike.get(told - 1).connectionCount();
            entries.add(together(alike.subList(told, alike.size()), rank, style));
        }
    }

    /** Further subjects of a kind that has been told of others. */
    private static FindingEntry together(List<HostFinding> more, long rank, TextStyle style) {
        HostFinding first = more.get(0);
        long count = more.stream().mapToLong(HostFinding::connectionCount).sum();
        int named = Math.min(SUBJECTS_NAMED, more.size());
        String subjects = more.stream()
                .limit(named)
                .map(finding -> subject(finding.subject(), style))
                .collect(Collectors.joining(", "));
        return new FindingEntry(
                first.kind(),
                first.severity(),
                first.confidence(),
                first.modelled(),
                more.stream().anyMatch(finding -> finding.confidence().isLessSureThan(first.confidence())),
                CountText.of(more.size()) + " more of these",
                count,
                rank,
                "The same of " + subjects + FindingEvidence.more(more.size() - named) + ".",
                FindingEvidence.NONE);
    }

    private static FindingEntry of(HostFinding finding, TextStyle style) {
        return new FindingEntry(
                finding.kind(),
                finding.severity(),
                finding.confidence(),
                finding.modelled(),
                false,
                subject(finding.subject(), style),
                finding.connectionCount(),
                finding.connectionCount(),
                style.named(finding.message()),
                FindingEvidence.of(finding));
    }

    private static FindingEntry of(List<FindingGroup> groups, TextStyle style) {
        FindingGroup told = groups.stream()
                .min(Comparator.comparing(FindingGroup::confidence)
                        .thenComparing(
                                Comparator.comparingLong(FindingGroup::count).reversed()))
                .orElseThrow();
        long count = groups.stream().mapToLong(FindingGroup::count).sum();
        return new FindingEntry(
                told.kind(),
                told.severity(),
                told.confidence(),
                told.modelled(),
                groups.stream().anyMatch(group -> group.leastSure().isLessSureThan(told.confidence())),
                subject(groups, style),
                count,
                count,
                style.named(told.examples().get(0).message()),
                FindingEvidence.of(told, count));
    }

    private static String subject(List<FindingGroup> groups, TextStyle style) {
        Subject.Pair first = groups.get(0).subject();
        if (groups.size() == 1) {
            return subject(first, style);
        }
        String many = CountText.of(groups.size());
        if (groups.stream().allMatch(g -> g.subject().server().equals(first.server()))) {
            return many + " clients " + style.arrow() + " " + style.named(first.server());
        }
        return groups.stream().allMatch(g -> g.subject().client().equals(first.client()))
                ? style.named(first.client()) + " " + style.arrow() + " " + many + " servers"
                : many + " pairs of client and server";
    }

    static String subject(Subject subject, TextStyle style) {
        if (subject instanceof Subject.Pair pair) {
            return style.named(pair.client() + " " + style.arrow() + " " + pair.server());
        }
        if (subject instanceof Subject.Service service) {
            return style.named(service.server());
        }
        return subject instanceof Subject.Host host ? style.named(host.ip()) : "the capture";
    }

    /** Whom it is about and how often: {@code 10.77.0.1 → 10.77.0.2:80, 12 connections}. */
    String subjectAndCount() {
        return count > 1 ? subject + ", " + CountText.of(count) + " connections" : subject;
    }

    /** How sure it is, where it is not certain: {@code likely, modelled}; and whether that goes for all of them. */
    String doubt() {
        String doubt = doubt(confidence, modelled);
        return !someLessSure ? doubt : doubt.isEmpty() ? SOME_LESS_SURE : doubt + ", " + SOME_LESS_SURE;
    }

    static String doubt(Confidence confidence, boolean modelled) {
        String sure = confidence == Confidence.CERTAIN ? "" : Lowercase.of(confidence);
        return modelled ? sure.isEmpty() ? "modelled" : sure + ", modelled" : sure;
    }
}
