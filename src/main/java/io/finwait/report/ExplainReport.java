package io.finwait.report;

import io.finwait.finding.Catalog;
import io.finwait.finding.Explanation;
import io.finwait.finding.FindingKind;
import io.finwait.words.CountText;
import java.util.List;

/** What kinds of findings there are, and what one of them means. */
public final class ExplainReport {
    private static final int SEVERITY_WIDTH = "critical".length();

    private ExplainReport() {}

    /** All kinds by area, a line each. */
    public static String list(List<Catalog.Area> areas, TextStyle style) {
        var page = new TextPage(style);
        int count = 0;
        for (Catalog.Area area : areas) {
            page.heading(area.title(), "");
            writeKinds(page, area.kinds(), style);
            count += area.kinds().size();
        }
        page.blank();
        page.paragraph(List.of(CountText.of(count, "kind") + " of findings, each with its usual severity."
                + " finwait explain ID tells what one means and what to do; finwait explain WORD lists those whose text has the"
                + " word."));
        return page.toString();
    }

    /** Those kinds whose text has {@code words}. */
    public static String matches(List<FindingKind> kinds, List<String> words, TextStyle style) {
        var page = new TextPage(style);
        page.paragraph(List.of("No finding has this id; " + CountText.of(kinds.size(), "text")
                + (kinds.size() == 1 ? " has " : " have ") + "'" + style.safe(String.join(" ", words)) + "':"));
        writeKinds(page, kinds, style);
        return page.toString();
    }

    private static void writeKinds(TextPage page, List<FindingKind> kinds, TextStyle style) {
        int idWidth = kinds.stream().mapToInt(kind -> kind.id().length()).max().orElse(0);
        for (FindingKind kind : kinds) {
            String severity = TextTable.pad(Lowercase.of(kind.severity()), SEVERITY_WIDTH, false);
            int indent = 2 + SEVERITY_WIDTH + 2 + idWidth + 2;
            page.wrap(
                    "  " + SeverityColor.paint(style, kind.severity(), severity) + "  "
                            + TextTable.pad(kind.id(), idWidth, false) + "  ",
                    " ".repeat(indent),
                    kind.title());
        }
    }

    /** One kind's text. */
    public static String of(Explanation explanation, TextStyle style) {
        FindingKind kind = explanation.kind();
        var page = new TextPage(style);
        page.wrap(style.bold(kind.id()) + "  ", " ".repeat(kind.id().length() + 2), kind.title());
        page.line("Usual severity: " + Lowercase.of(kind.severity()));
        for (Explanation.Section section : explanation.sections()) {
            page.heading(section.heading(), "");
            boolean first = true;
            for (Explanation.Block block : section.blocks()) {
                if (!first && !block.isItem()) {
                    page.blank();
                }
                first = false;
                page.wrap(block.isItem() ? "  - " : "  ", block.isItem() ? "    " : "  ", plain(block.text(), style));
            }
        }
        return page.toString();
    }

    private static String plain(String text, TextStyle style) {
        return style.unicode() ? text : style.safe(text.replace("§", "section "));
    }
}
