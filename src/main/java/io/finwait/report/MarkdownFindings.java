package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.CloserLook;
import io.finwait.finding.Explanation;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.report.MarkdownPage.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was found, on a page of Markdown: by severity, each with what proves it and what to do. What only informs is in a list. */
final class MarkdownFindings {
    private static final String REMEDY = "What to do";

    private final AnalysisResult result;
    private final EvidenceText words;
    private final Set<String> remediesGiven = new HashSet<>();

    MarkdownFindings(AnalysisContext context, AnalysisResult result, CloserLook look) {
        this.result = result;
        words = new EvidenceText(context, result, look);
    }

    /**
     * Adds the sections.
     *
     * @param shown those that are told
     * @param rest those that are only named
     */
    void addTo(MarkdownPage page, List<FindingEntry> shown, List<FindingEntry> rest) {
        page.section("## Findings", MarkdownPage.BLANK_LINE);
        for (FindingEntry entry : shown) {
            if (entry.severity() != Severity.INFO) {
                page.add(Part.FINDING, told(entry));
                if (remediesGiven.add(entry.kind().id())) {
                    page.add(Part.REMEDY, remedy(entry.kind()));
                }
            }
        }
        boolean graver = shown.stream().anyMatch(entry -> entry.severity() != Severity.INFO);
        page.section(graver ? "### For information\n" : "## Findings for information\n", MarkdownPage.LINE);
        for (FindingEntry entry : shown) {
            if (entry.severity() == Severity.INFO) {
                page.add(Part.FOR_INFORMATION, informed(entry));
            }
        }
        page.section("", MarkdownPage.BLANK_LINE);
        if (!rest.isEmpty()) {
            page.add(Part.DETAIL, "Also found: " + FindingsSection.named(rest) + " (`--findings` shows more).");
        }
        for (String sentence : FindingsSection.uncounted(result.findings())) {
            page.add(Part.DETAIL, MarkdownText.sentence(sentence) + ".");
        }
        if (!shown.isEmpty()) {
            page.add(Part.DETAIL, "`finwait explain ID` tells more of each: what else looks like it, what not to do.");
        }
    }

    private String told(FindingEntry entry) {
        String severity = Lowercase.of(entry.severity());
        var text = new StringBuilder("### ")
                .append(Character.toUpperCase(severity.charAt(0)))
                .append(severity.substring(1))
                .append(": ")
                .append(MarkdownText.sentence(entry.kind().title()))
                .append(MarkdownPage.BLANK_LINE)
                .append(idAndSubject(entry))
                .append(MarkdownPage.BLANK_LINE)
                .append(MarkdownText.sentence(entry.message()));
        List<String> evidence = evidence(entry.evidence(), true);
        if (!evidence.isEmpty()) {
            text.append(MarkdownPage.BLANK_LINE).append("- ").append(String.join("\n- ", evidence));
        }
        return text.toString();
    }

    /** An item of a list, with what proves it and what to do in one line each. */
    private String informed(FindingEntry entry) {
        var text = new StringBuilder("- ")
                .append(idAndSubject(entry))
                .append(": ")
                .append(MarkdownText.sentence(entry.message()));
        List<String> evidence = evidence(entry.evidence(), entry.evidence().firstSeenNanos() == 0);
        if (!evidence.isEmpty()) {
            text.append("\n  - ").append(String.join(". ", evidence));
        }
        if (remediesGiven.add(entry.kind().id())) {
            text.append("\n  - ")
                    .append(REMEDY)
                    .append(": ")
                    .append(whatToDo(entry.kind(), block -> block.text(), " "));
        }
        return text.toString();
    }

    private static String idAndSubject(FindingEntry entry) {
        return MarkdownText.code(entry.kind().id()) + ", "
                + MarkdownText.sentence(FindingsSection.withDoubt(entry.subjectAndCount(), entry.doubt()));
    }

    private static String remedy(FindingKind kind) {
        return REMEDY + ":" + MarkdownPage.BLANK_LINE
                + whatToDo(kind, block -> block.isItem() ? "- " + block.text() : block.text(), "\n");
    }

    private static String whatToDo(FindingKind kind, Function<Explanation.Block, String> words, String between) {
        return Explanation.of(kind).sections().stream()
                .filter(section -> section.heading().equals(REMEDY))
                .flatMap(section -> section.blocks().stream())
                .map(words)
                .collect(Collectors.joining(between));
    }

    /** @param withFrames whether frames are told with their times; filters have them all the same */
    private List<String> evidence(FindingEvidence evidence, boolean withFrames) {
        var lines = new ArrayList<String>();
        if (!evidence.connections().isEmpty()) {
            lines.add(EvidenceText.connections(evidence));
        }
        if (evidence.firstSeenNanos() != 0) {
            lines.add(words.period(evidence));
        }
        if (withFrames && !evidence.frames().isEmpty()) {
            List<Long> named = FindingEvidence.named(evidence.frames());
            lines.add((evidence.frames().size() == 1 ? "Frame " : "Frames ")
                    + named.stream().map(this::frame).collect(Collectors.joining(", "))
                    + FindingEvidence.more(evidence.frames().size() - named.size()));
        }
        List<String> filters = filters(evidence);
        if (!filters.isEmpty()) {
            lines.add("In Wireshark: " + String.join(", ", filters));
        }
        return lines;
    }

    /** {@code 128 (15:39:19.123456Z)}; of several files, the number in its own, and which that is. */
    private String frame(long frame) {
        EvidenceText.FramePlace place = words.frame(frame);
        String file = place.file();
        String where = file == null ? Long.toString(frame) : place.number() + " of " + MarkdownText.code(file);
        return place.time() == null ? where : where + " (" + place.time() + ")";
    }

    /** What to paste into Wireshark, as code. */
    private List<String> filters(FindingEvidence evidence) {
        EvidenceText.Filters filters = words.filters(evidence, FindingEvidence.named(evidence.frames()));
        var codes = new ArrayList<String>();
        if (filters.frames() != null) {
            codes.add(MarkdownText.code(filters.frames()));
        }
        if (filters.whole() != null) {
            codes.add((codes.isEmpty() ? "" : "or all of it, ") + MarkdownText.code(filters.whole()));
        }
        return codes;
    }
}
