package io.finwait.report;

import io.finwait.compare.Comparison;
import io.finwait.compare.FindingChange;
import io.finwait.compare.FindingChange.Status;
import io.finwait.compare.FindingFigures;
import io.finwait.compare.Obstacle;
import io.finwait.compare.Portrait;
import io.finwait.compare.ServiceFigures;
import io.finwait.compare.ServiceMatch;
import io.finwait.words.CountText;
import io.finwait.words.DurationText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A comparison for people at a terminal, and the words of one for Markdown. */
public final class ComparisonReport {
    private static final int SERVICES_LISTED = 10;
    private static final int SERVICES_DETAILED = 3;
    private static final int FINDINGS_LISTED = 20;
    private static final int NAMED = 4;

    private static final Map<Status, String> STATUS = new EnumMap<>(Map.of(
            Status.NEW, "new",
            Status.GONE, "gone",
            Status.ONLY_AFTER, "only after",
            Status.ONLY_BEFORE, "only before",
            Status.UNCHANGED, "both"));

    private final Comparison comparison;
    private final TextStyle style;
    private final ComparedFigures figures;

    ComparisonReport(Comparison comparison, TextStyle style) {
        this.comparison = comparison;
        this.style = style;
        figures = new ComparedFigures(comparison, style);
    }

    /** The whole page as text. */
    public static String text(Comparison comparison, TextStyle style) {
        return new ComparisonReport(comparison, style).text();
    }

    private String text() {
        var page = new TextPage(style);
        side(page, "BEFORE", comparison.before());
        side(page, "AFTER", comparison.after());
        page.blank();
        page.paragraph(ComparedVerdict.sentences(comparison));
        if (!cautions().isEmpty() || !notes().isEmpty()) {
            page.blank();
        }
        cautions().forEach(caution -> page.wrap(style.warning("CAUTION") + "  ", "         ", plain(caution)));
        notes().forEach(note -> page.wrap(style.warning("NOTE") + "  ", "      ", plain(note)));
        writeFindings(page);
        writeServices(page);
        return page.toString();
    }

    private void side(TextPage page, String name, Portrait side) {
        page.wrap(style.bold(TextTable.pad(name, 8, false)), " ".repeat(8), files(side));
        page.wrap(" ".repeat(8), " ".repeat(8), facts(side));
    }

    /** Names of the files, made safe for a terminal. */
    private String files(Portrait side) {
        String report = side.origin().report();
        List<String> files = side.origin().files();
        String named = files.stream()
                        .limit(NAMED)
                        .map(file -> file.equals("-") ? "standard input" : style.safe(file))
                        .collect(Collectors.joining(", "))
                + FindingEvidence.more(Math.max(0, files.size() - NAMED));
        return report == null
                ? named
                : style.safe(report) + "  report of " + named + " by finwait "
                        + style.safe(side.origin().version());
    }

    /** How much there is of it and when. */
    static String facts(Portrait side) {
        if (side.packets() == 0) {
            return "no packets";
        }
        return CountText.of(side.packets(), "packet") + ", " + CountText.of(side.connections(), "connection") + ", "
                + InstantText.dateTime(side.firstNanos()) + " + " + DurationText.of(side.lengthNanos());
    }

    /** What keeps something from being claimed; in the verdict already where nothing can be compared. */
    List<String> cautions() {
        return obstacles(true);
    }

    private List<String> obstacles(boolean inTheWay) {
        return comparison.obstacles().stream()
                .filter(o -> o.kind() != Obstacle.Kind.EMPTY && o.kind() != Obstacle.Kind.SERVICES)
                .filter(o -> inTheWay == (o.less() || o.more()))
                .map(Obstacle::message)
                .toList();
    }

    /** What else is to be known. */
    List<String> notes() {
        var notes = new ArrayList<>(obstacles(false));
        for (ServiceMatch match : comparison.services()) {
            if (match.samePort() && notes.size() < SERVICES_LISTED) {
                notes.add(
                        match.before().server() + " before and "
                                + match.after().server()
                                + " after are taken for the same service: each side has only one of them, and the port is the same.");
            }
        }
        for (ServiceMatch match : comparison.services()) {
            if (match.onlyClientMoved() && notes.size() < SERVICES_LISTED) {
                notes.add(match.before().clients().keySet().iterator().next() + " before and "
                        + match.after().clients().keySet().iterator().next()
                        + " after are taken for the same client of "
                        + match.after().server() + ": each side has only one.");
            }
        }
        addOthers(notes, "BEFORE", comparison.onlyBefore());
        addOthers(notes, "AFTER", comparison.onlyAfter());
        return notes;
    }

    private static void addOthers(List<String> notes, String side, List<ServiceFigures> services) {
        if (!services.isEmpty()) {
            notes.add("Only in " + side + ": "
                    + services.stream()
                            .limit(NAMED)
                            .map(s -> s.server() + " (" + CountText.of(s.connections(), "connection") + ")")
                            .collect(Collectors.joining(", "))
                    + FindingEvidence.more(Math.max(0, services.size() - NAMED)) + ".");
        }
    }

    private String plain(String words) {
        return FindingsSection.plain(words, style);
    }

    private void writeFindings(TextPage page) {
        List<FindingChange> shown = shownFindings();
        if (shown.isEmpty()) {
            return;
        }
        page.heading("FINDINGS", "finwait explain ID tells more");
        int words = shown.stream().mapToInt(f -> status(f).length()).max().orElse(0);
        int severities =
                shown.stream().mapToInt(f -> f.severity().name().length()).max().orElse(0);
        String indent = " ".repeat(2 + words + 2 + severities + 2);
        for (FindingChange finding : shown) {
            String severity = TextTable.pad(Lowercase.of(finding.severity()), severities, false);
            String first = "  " + TextTable.pad(status(finding), words, false) + "  "
                    + SeverityColor.paint(style, finding.severity(), severity) + "  ";
            String about = subjectAndCount(finding);
            if (indent.length() + finding.id().length() + 2 + about.length() <= style.width()) {
                page.line(first + style.bold(finding.id()) + "  " + about);
            } else {
                page.line(first + style.bold(finding.id()));
                page.wrap(indent, indent, about);
            }
            String more = explanation(finding);
            if (!more.isEmpty()) {
                page.wrap(indent, indent, plain(more));
            }
        }
        String rest = restOfFindings();
        if (!rest.isEmpty()) {
            page.wrap("  ", "  ", rest);
        }
    }

    /** The first of the findings, those that changed before those that did not. */
    List<FindingChange> shownFindings() {
        return comparison
                .findings()
                .subList(0, Math.min(FINDINGS_LISTED, comparison.findings().size()));
    }

    String restOfFindings() {
        int more = comparison.findings().size() - FINDINGS_LISTED;
        return more > 0 ? "and " + CountText.of(more) + " more (--format json has all)" : "";
    }

    static String status(FindingChange finding) {
        return STATUS.getOrDefault(finding.status(), "");
    }

    /** {@code 10.77.0.2:80, 380 → 12 connections}. */
    String subjectAndCount(FindingChange finding) {
        String subject = FindingEntry.subject(finding.subject(), style);
        FindingFigures before = finding.before();
        FindingFigures after = finding.after();
        if (before != null && after != null) {
            return subject + ", " + figures.pair(count(before, comparison.before()), count(after, comparison.after()))
                    + (timed() ? "" : before.count() == 1 && after.count() == 1 ? " connection" : " connections");
        }
        FindingFigures only = before != null ? before : after;
        return only == null || only.count() < 2 ? subject : subject + ", " + CountText.of(only.count(), "connection");
    }

    /** How many connections a finding concerns; within which time, where that differs. */
    private String count(FindingFigures finding, Portrait side) {
        return timed()
                ? CountText.of(finding.count(), "connection") + " in " + DurationText.of(side.lengthNanos())
                : CountText.of(finding.count());
    }

    private boolean timed() {
        return comparison.obstacles().stream().anyMatch(o -> o.kind() == Obstacle.Kind.LENGTH);
    }

    /** What was found, where it is new; why it is not called new or gone, where it is not. */
    static String explanation(FindingChange finding) {
        FindingFigures after = finding.after();
        return !finding.because().isEmpty()
                ? finding.because()
                : finding.status() == Status.NEW && after != null ? after.message() : "";
    }

    private void writeServices(TextPage page) {
        if (comparison.services().size() > 1) {
            page.heading("SERVICES", servicesAbout());
            overview().writeTo(page);
        }
        for (int i = 0; i < servicesDetailed(); i++) {
            ServiceMatch match = comparison.services().get(i);
            page.heading("SERVICE " + match.after().server(), "");
            figures.figures(i).writeTo(page);
            TextTable times = figures.times(match);
            if (!times.isEmpty()) {
                page.blank();
                times.writeTo(page);
            }
        }
    }

    String servicesAbout() {
        int all = comparison.services().size();
        return all > SERVICES_LISTED
                ? CountText.of(SERVICES_LISTED) + " of " + CountText.of(all) + ", busiest first"
                : "";
    }

    TextTable overview() {
        return figures.overview(comparison
                .services()
                .subList(0, Math.min(SERVICES_LISTED, comparison.services().size())));
    }

    /** How many services are shown figure by figure. */
    int servicesDetailed() {
        return Math.min(SERVICES_DETAILED, comparison.services().size());
    }

    ComparedFigures figures() {
        return figures;
    }
}
