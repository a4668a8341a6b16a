package io.finwait.report;

import io.finwait.analysis.CloserLook;
import io.finwait.analysis.ConnectionStory;
import io.finwait.finding.Severity;
import io.finwait.report.MarkdownPage.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ladders of the worst connections: those that the gravest findings tell of; where nothing is wrong, the first of the table. */
final class MarkdownLadders {
    private static final int MOST = 3;

    /** Why each connection is shown, by id, the worst first. */
    private final Map<Integer, List<String>> reasons = new LinkedHashMap<>();

    /** @param first of the table of connections; null if there is none */
    MarkdownLadders(List<FindingEntry> findings, @Nullable TableRow first) {
        for (FindingEntry entry : findings) {
            List<Integer> connections = entry.evidence().connections();
            if (entry.severity().isAtLeast(Severity.LOW) && !connections.isEmpty()) {
                int id = connections.get(0);
                if (reasons.containsKey(id) || reasons.size() < MOST) {
                    reasons.computeIfAbsent(id, key -> new ArrayList<>())
                            .add(MarkdownText.code(entry.kind().id()));
                }
            }
        }
        if (reasons.isEmpty() && first != null) {
            reasons.put(first.connection().id(), List.of());
        }
    }

    /** The ids of the connections to show. */
    Set<Integer> connections() {
        return reasons.keySet();
    }

    void addTo(MarkdownPage page, CloserLook look, TextStyle style) {
        page.section(
                "## Ladders\n\nEach as a diagram and, for where none is drawn, as text. A state stands on the segment that caused it;"
                        + " times are milliseconds since the first segment.",
                MarkdownPage.BLANK_LINE);
        for (Map.Entry<Integer, List<String>> wanted : reasons.entrySet()) {
            for (ConnectionStory story : look.stories()) {
                if (story.connection().id() == wanted.getKey()) {
                    page.add(Part.LADDER, ladder(story, wanted.getValue(), style));
                }
            }
        }
    }

    private static String ladder(ConnectionStory story, List<String> reasons, TextStyle style) {
        String title = "### Connection " + story.connection().id();
        String why = reasons.isEmpty()
                ? "The first in the table above."
                : "An example of " + String.join(" and ", reasons) + ".";
        return title
                + MarkdownPage.BLANK_LINE
                + why
                + MarkdownPage.BLANK_LINE
                + MarkdownText.fenced("mermaid", MermaidLadder.of(story, style.names()))
                + MarkdownPage.BLANK_LINE
                + MarkdownText.fenced("text", LadderReport.of(withoutFindings(story), style, false));
    }

    /** Findings have a section of their own. */
    private static ConnectionStory withoutFindings(ConnectionStory story) {
        return new ConnectionStory(story.connection(), List.of(), story.steps(), story.leftOut(), story.leftOutAfter());
    }
}
