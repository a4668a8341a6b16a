package io.finwait.report;

import io.finwait.compare.Change;
import io.finwait.compare.Comparison;
import io.finwait.compare.FindingChange;
import io.finwait.compare.FindingChange.Status;
import io.finwait.compare.Obstacle;
import io.finwait.compare.ServiceFigures;
import io.finwait.compare.ServiceMatch;
import io.finwait.compare.TimeWaitChange;
import io.finwait.finding.Severity;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What changed, in a few sentences: what is clearly better or worse; else both numbers and no judgement. */
final class ComparedVerdict {
    private static final int NAMED = 4;
    private static final int PEAKS_TOLD = 3;

    private final Comparison comparison;
    private final List<String> sentences = new ArrayList<>();

    private ComparedVerdict(Comparison comparison) {
        this.comparison = comparison;
    }

    static List<String> sentences(Comparison comparison) {
        var verdict = new ComparedVerdict(comparison);
        verdict.put();
        return verdict.sentences;
    }

    private void put() {
        if (comparison.sameCapture()) {
            sentences.add("Both sides are one capture, as far as the number and the times of its packets tell.");
        }
        if (is(Obstacle.Kind.EMPTY) || is(Obstacle.Kind.SERVICES)) {
            sentences.add("Nothing can be compared.");
            comparison.obstacles().stream()
                    .filter(o -> o.kind() == Obstacle.Kind.EMPTY || o.kind() == Obstacle.Kind.SERVICES)
                    .forEach(o -> sentences.add(o.message()));
            return;
        }
        if (nothingChanged()) {
            sentences.add(
                    "Nothing changed: " + CountText.of(comparison.services().size(), "service")
                            + (comparison.services().size() == 1 ? " has" : " have") + " the same numbers, and "
                            + CountText.of(comparison.findings().size(), "finding")
                            + (comparison.findings().size() == 1 ? " is" : " are") + " on both sides.");
            return;
        }
        List<String> better = claims(Change.LOWER, Status.GONE);
        List<String> worse = claims(Change.HIGHER, Status.NEW);
        if (!better.isEmpty()) {
            sentences.add("Better: " + String.join("; ", better) + ".");
        }
        if (!worse.isEmpty()) {
            sentences.add("Worse: " + String.join("; ", worse) + ".");
        }
        if (better.isEmpty() && worse.isEmpty()) {
            sentences.add("Nothing is clearly better or worse.");
        }
        busiest(comparison.services().get(0));
        findings();
    }

    private boolean is(Obstacle.Kind kind) {
        return comparison.obstacles().stream().anyMatch(o -> o.kind() == kind);
    }

    private boolean nothingChanged() {
        return comparison.onlyBefore().isEmpty()
                && comparison.onlyAfter().isEmpty()
                && comparison.services().stream().allMatch(m -> m.before().equals(m.after()))
                && comparison.findings().stream().allMatch(ComparedVerdict::isSame);
    }

    private static boolean isSame(FindingChange finding) {
        var before = finding.before();
        var after = finding.after();
        return before != null && after != null && before.counts().equals(after.counts());
    }

    private List<String> claims(Change change, Status status) {
        var claims = new ArrayList<String>();
        List<TimeWaitChange> peaks = comparison.timeWaits().stream()
                .filter(t -> t.change() == change)
                .toList();
        for (TimeWaitChange peak : peaks.subList(0, Math.min(PEAKS_TOLD, peaks.size()))) {
            claims.add("TIME_WAIT on the " + Lowercase.of(peak.side()) + "'s side of "
                    + peak.service().after().server() + " peaked at " + CountText.of(peak.after()) + " instead of "
                    + CountText.of(peak.before()) + elsewhere(peak) + work(peak.service()));
        }
        if (peaks.size() > PEAKS_TOLD) {
            int more = peaks.size() - PEAKS_TOLD;
            claims.add(CountText.of(more, "more peak") + (more == 1 ? " is " : " are ") + Lowercase.of(change));
        }
        List<FindingChange> findings = comparison.findings(status).stream()
                .filter(f -> f.severity().isAtLeast(Severity.LOW))
                .toList();
        if (!findings.isEmpty()) {
            claims.add(CountText.of(findings.size(), "finding") + (findings.size() == 1 ? " is " : " are ")
                    + Lowercase.of(status) + " (" + named(findings) + ")");
        }
        return claims;
    }

    /** Where the peak of the other side went the other way: TIME_WAIT may have changed sides, and no more. */
    private String elsewhere(TimeWaitChange peak) {
        return comparison.timeWaits().stream()
                .filter(t -> t.service().equals(peak.service()) && t.side() != peak.side())
                .filter(t -> t.change() == Change.UNCLEAR && t.differs())
                .filter(t -> t.after() > t.before() == peak.before() > peak.after())
                .map(t -> ", on the " + Lowercase.of(t.side()) + "'s side at " + CountText.of(t.after())
                        + " instead of " + CountText.of(t.before()))
                .collect(Collectors.joining());
    }

    private static String work(ServiceMatch service) {
        return service.requestsKnown()
                ? " (for " + CountText.of(service.after().exchanges(), "request") + ", "
                        + CountText.of(service.before().exchanges()) + " before)"
                : "";
    }

    private static String named(List<FindingChange> findings) {
        Set<String> ids = findings.stream().map(FindingChange::id).collect(Collectors.toCollection(LinkedHashSet::new));
        return ids.stream().limit(NAMED).collect(Collectors.joining(", "))
                + FindingEvidence.more(Math.max(0, ids.size() - NAMED));
    }

    private void busiest(ServiceMatch match) {
        ServiceFigures before = match.before();
        ServiceFigures after = match.after();
        var parts = new ArrayList<String>();
        add(
                parts,
                "requests per connection",
                ComparedFigures.requestsPerConnection(before),
                ComparedFigures.requestsPerConnection(after));
        add(
                parts,
                "connections opened a second",
                ComparedFigures.opened(before, comparison.before()),
                ComparedFigures.opened(after, comparison.after()));
        boolean server =
                before.closedByServer() + after.closedByServer() >= before.closedByClient() + after.closedByClient();
        ToLongFunction<ServiceFigures> closed =
                server ? ServiceFigures::closedByServer : ServiceFigures::closedByClient;
        add(
                parts,
                "closed first by the " + (server ? "server" : "client"),
                ComparedFigures.closed(closed.applyAsLong(before), before),
                ComparedFigures.closed(closed.applyAsLong(after), after));
        if (!parts.isEmpty()) {
            sentences.add("Of " + after.server() + ": " + String.join("; ", parts) + ".");
        }
    }

    private static void add(List<String> parts, String what, String before, String after) {
        if (!before.equals("-") && !after.equals("-")) {
            parts.add(
                    before.equals(after)
                            ? what + " " + before + " before and after"
                            : what + " " + before + " before, " + after + " after");
        }
    }

    private void findings() {
        var parts = new ArrayList<String>();
        for (Status status : List.of(Status.NEW, Status.GONE)) {
            long informing = comparison.findings(status).stream()
                    .filter(f -> !f.severity().isAtLeast(Severity.LOW))
                    .count();
            add(parts, informing, Lowercase.of(status));
        }
        add(parts, comparison.findings(Status.UNCHANGED).size(), "on both sides");
        int unclear = comparison.findings(Status.ONLY_BEFORE).size()
                + comparison.findings(Status.ONLY_AFTER).size();
        add(parts, unclear, "on one side, perhaps for another reason than a change");
        if (!parts.isEmpty()) {
            sentences.add("Of the " + others() + "findings: " + String.join("; ", parts) + ".");
        }
    }

    /** What the sentences before have named is not counted again. */
    private String others() {
        return comparison.findings().stream()
                        .anyMatch(f -> (f.status() == Status.NEW || f.status() == Status.GONE)
                                && f.severity().isAtLeast(Severity.LOW))
                ? "other "
                : "";
    }

    private static void add(List<String> parts, long count, String where) {
        if (count > 0) {
            parts.add(CountText.of(count) + " " + where);
        }
    }
}
