package io.finwait.report;

import io.finwait.compare.Comparison;
import io.finwait.compare.FindingChange;
import io.finwait.compare.Portrait;
import io.finwait.compare.ServiceMatch;
import io.finwait.report.MarkdownPage.Part;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A comparison for tickets: GitHub-flavoured Markdown without HTML, with the words and numbers of the text. */
public final class ComparisonMarkdown {
    private static final int FILES_LISTED = 10;

    private ComparisonMarkdown() {}

    /**
     * The whole page.
     *
     * @param command the command line that makes it; null where that may not be told
     * @param version of this finwait
     */
    public static String page(Comparison comparison, @Nullable String command, String version) {
        var words = new ComparisonReport(comparison, MarkdownText.STYLE);
        var page = new MarkdownPage();
        page.section("", MarkdownPage.BLANK_LINE);
        page.add(Part.ESSENTIAL, "# TCP connections before and after");
        page.section("", MarkdownPage.LINE);
        page.add(Part.ESSENTIAL, side("Before", comparison.before()));
        page.add(Part.ESSENTIAL, side("After", comparison.after()));
        page.section("## Verdict", MarkdownPage.BLANK_LINE);
        page.add(Part.ESSENTIAL, prose(ComparedVerdict.sentences(comparison)));
        page.section("", MarkdownPage.LINE);
        words.cautions()
                .forEach(caution -> page.add(Part.ESSENTIAL, "- **Caution:** " + MarkdownText.sentence(caution)));
        words.notes().forEach(note -> page.add(Part.DETAIL, "- **Note:** " + MarkdownText.sentence(note)));
        addFindings(page, words);
        addServices(page, words, comparison);
        page.section("## How to reproduce", MarkdownPage.BLANK_LINE);
        if (command != null) {
            page.add(Part.DETAIL, MarkdownText.fenced("sh", command));
        }
        page.add(Part.DETAIL, "That was finwait " + MarkdownText.code(version) + ".");
        return page.within(Long.MAX_VALUE);
    }

    private static String side(String title, Portrait side) {
        String report = side.origin().report();
        List<String> files = side.origin().files();
        String named =
                files.stream().limit(FILES_LISTED).map(MarkdownText::code).collect(Collectors.joining(", "))
                        + FindingEvidence.more(Math.max(0, files.size() - FILES_LISTED));
        String origin = report == null
                ? named
                : MarkdownText.code(report) + " (report of " + named + " by finwait "
                        + MarkdownText.code(side.origin().version()) + ")";
        return "- **" + title + ":** " + origin + ": " + MarkdownText.sentence(ComparisonReport.facts(side));
    }

    private static String prose(List<String> sentences) {
        return sentences.stream().map(MarkdownText::sentence).collect(Collectors.joining(" "));
    }

    private static void addFindings(MarkdownPage page, ComparisonReport words) {
        page.section("## Findings\n", MarkdownPage.LINE);
        for (FindingChange finding : words.shownFindings()) {
            String more = ComparisonReport.explanation(finding);
            page.add(
                    Part.FINDING,
                    "- **" + ComparisonReport.status(finding) + "**, " + Lowercase.of(finding.severity()) + ": "
                            + MarkdownText.code(finding.id()) + ", "
                            + MarkdownText.sentence(words.subjectAndCount(finding))
                            + (more.isEmpty() ? "" : ": " + MarkdownText.sentence(more)));
        }
        if (!words.restOfFindings().isEmpty()) {
            page.add(Part.FINDING, "- " + MarkdownText.sentence(words.restOfFindings()));
        }
    }

    private static void addServices(MarkdownPage page, ComparisonReport words, Comparison comparison) {
        if (comparison.services().size() > 1) {
            String about = words.servicesAbout();
            MarkdownTable.add(
                    page,
                    "## Services" + (about.isEmpty() ? "" : MarkdownPage.BLANK_LINE + MarkdownText.sentence(about)),
                    words.overview());
        }
        for (int i = 0; i < words.servicesDetailed(); i++) {
            ServiceMatch match = comparison.services().get(i);
            String title = "## " + MarkdownText.code(match.after().server().toString());
            MarkdownTable.add(page, title, words.figures().figures(i));
            MarkdownTable.add(page, "Times:", words.figures().times(match));
        }
    }
}
