package io.finwait.report;

import io.finwait.finding.Finding;
import io.finwait.finding.Findings;
import io.finwait.finding.Severity;
import io.finwait.words.CountText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found, in words: the gravest first, what only informs in a line each. */
final class FindingsSection {
    private final TextStyle style;

    FindingsSection(TextStyle style) {
        this.style = style;
    }

    /**
     * Writes what was found in a capture; nothing if nothing was.
     *
     * @param most how many are shown; the others are named
     */
    void writeTo(TextPage page, Findings findings, int most) {
        List<FindingEntry> entries = FindingEntry.of(findings, style);
        if (entries.isEmpty() && findings.muted() == 0) {
            return;
        }
        page.heading("FINDINGS", entries.isEmpty() ? "" : "finwait explain ID tells more");
        List<FindingEntry> shown = entries.subList(0, Math.min(most, entries.size()));
        int width =
                shown.stream().mapToInt(e -> e.severity().name().length()).max().orElse(0);
        for (FindingEntry entry : shown) {
            boolean brief = entry.severity() == Severity.INFO;
            write(
                    page,
                    width,
                    entry.severity(),
                    entry.kind().id(),
                    withDoubt(entry.subjectAndCount(), entry.doubt()),
                    brief
                            ? List.of()
                            : List.of(entry.message(), entry.evidence().text()));
        }
        writeRest(page, entries.subList(shown.size(), entries.size()));
        writeCounts(page, findings);
    }

    /** Writes what was found in one connection. */
    void writeTo(TextPage page, List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(f -> f.severity().name().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            String frames = finding.frames().isEmpty() ? "" : FindingEvidence.frames(finding.frames());
            write(
                    page,
                    width,
                    finding.severity(),
                    finding.kind().id(),
                    withDoubt(frames, FindingEntry.doubt(finding.confidence(), finding.modelled())),
                    List.of(style.named(finding.message())));
        }
    }

    static String withDoubt(String about, String doubt) {
        return doubt.isEmpty() ? about : about.isEmpty() ? "(" + doubt + ")" : about + " (" + doubt + ")";
    }

    private void write(TextPage page, int width, Severity severity, String id, String about, List<String> paragraphs) {
        String indent = " ".repeat(2 + width + 2);
        String word = TextTable.pad(Lowercase.of(severity), width, false);
        String first = "  " + SeverityColor.paint(style, severity, word) + "  ";
        if (indent.length() + id.length() + 2 + about.length() <= style.width()) {
            page.line(first + style.bold(id) + "  " + about);
        } else {
            page.line(first + style.bold(id));
            page.wrap(indent, indent, about);
        }
        for (String paragraph : paragraphs) {
            if (!paragraph.isEmpty()) {
                page.wrap(indent, indent, plain(paragraph, style));
            }
        }
    }

    /** A message may name what strangers chose; and it may have an arrow. */
    static String plain(String message, TextStyle style) {
        return style.safe(style.unicode() ? message : message.replace("→", style.arrow()));
    }

    private void writeRest(TextPage page, List<FindingEntry> rest) {
        if (!rest.isEmpty()) {
            page.wrap("  ", "  ", "and " + named(rest) + " (--findings N shows more)");
        }
    }

    private void writeCounts(TextPage page, Findings findings) {
        for (String sentence : uncounted(findings)) {
            page.wrap("  ", "  ", sentence);
        }
    }

    /** The kinds of {@code entries} and how often each was found: {@code fin-retransmitted (12), tfo (1)}. */
    static String named(List<FindingEntry> entries) {
        var counts = new LinkedHashMap<String, Long>();
        for (FindingEntry entry : entries) {
            counts.merge(entry.kind().id(), Math.max(1, entry.count()), Long::sum);
        }
        return named(counts);
    }

    /** What was found and is in no entry. */
    static List<String> uncounted(Findings findings) {
        var sentences = new ArrayList<String>();
        if (!findings.notGathered().isEmpty()) {
            sentences.add("Of more clients and servers than can be told apart: " + named(findings.notGathered()));
        }
        if (findings.muted() > 0) {
            sentences.add(CountText.of(findings.muted(), "known finding") + " muted");
        }
        return sentences;
    }

    private static String named(Map<String, Long> counts) {
        var names = new ArrayList<String>();
        counts.forEach((id, count) -> names.add(id + " (" + CountText.of(count) + ")"));
        return String.join(", ", names);
    }
}
