package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.CloserLook;
import io.finwait.capture.FrameLocator;
import io.finwait.finding.Explanation;
import io.finwait.finding.FindingKind;
import io.finwait.finding.Severity;
import io.finwait.finding.Subject;
import io.finwait.report.MarkdownPage.Part;
import io.finwait.words.CountText;
import io.finwait.words.InstantText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found, on a page of Markdown: by severity, each with what proves it and what to do. What only informs is in a list. */
final class MarkdownFindings {
    private static final String REMEDY = "What to do";

    private final AnalysisContext context;
    private final AnalysisResult result;
    private final CloserLook look;
    private final Set<String> remediesGiven = new HashSet<>();

    MarkdownFindings(AnalysisContext context, AnalysisResult result, CloserLook look) {
        this.context = context;
        this.result = result;
        this.look = look;
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
        List<String> evidence = evidence(entry.evidence());
        if (!evidence.isEmpty()) {
            text.append(MarkdownPage.BLANK_LINE).append("- ").append(String.join("\n- ", evidence));
        }
        return text.toString();
    }

    private String informed(FindingEntry entry) {
        List<String> filters = filters(entry.evidence());
        return "- " + idAndSubject(entry) + ": " + MarkdownText.sentence(entry.message())
                + (filters.isEmpty() ? "" : " In Wireshark: " + String.join(", ", filters) + ".");
    }

    private static String idAndSubject(FindingEntry entry) {
        return MarkdownText.code(entry.kind().id()) + ", "
                + MarkdownText.sentence(FindingsSection.withDoubt(entry.subjectAndCount(), entry.doubt()));
    }

    private static String remedy(FindingKind kind) {
        return Explanation.of(kind).sections().stream()
                .filter(section -> section.heading().equals(REMEDY))
                .flatMap(section -> section.blocks().stream())
                .map(block -> block.isItem() ? "- " + block.text() : block.text())
                .collect(Collectors.joining("\n", REMEDY + ":\n\n", ""));
    }

    private List<String> evidence(FindingEvidence evidence) {
        var lines = new ArrayList<String>();
        if (!evidence.connections().isEmpty()) {
            lines.add(connections(evidence));
        }
        if (evidence.firstSeenNanos() != 0) {
            lines.add("From " + instant(evidence.firstSeenNanos()) + " to " + instant(evidence.lastSeenNanos()));
        }
        if (!evidence.frames().isEmpty()) {
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

    private static String connections(FindingEvidence evidence) {
        String line = (evidence.connectionCount() == 1 ? "Connection " : "Connections ")
                + FindingEvidence.ids("", evidence.connections(), evidence.connectionCount());
        if (!evidence.others().isEmpty()) {
            return line + "; also " + FindingEvidence.ids("", evidence.others(), evidence.otherCount());
        }
        return evidence.otherCount() > 0 ? line + "; " + CountText.of(evidence.otherCount()) + " more" : line;
    }

    /** {@code 128 (15:39:19.123456Z)}; of several files, the number in its own, and which that is. */
    private String frame(long frame) {
        Long nanos = look.frameNanos().get(frame);
        FrameLocator locator = context.locator();
        FrameLocator.Place place = locator == null ? null : locator.locate(frame);
        String where = place == null
                ? Long.toString(frame)
                : place.number() + " of "
                        + MarkdownText.code(
                                result.files().get(place.fileIndex()).name());
        return nanos == null ? where : where + " (" + instant(nanos) + ")";
    }

    /** A time of day; with its date where the capture holds several. */
    private String instant(long nanos) {
        boolean oneDay = InstantText.date(result.firstNanos()).equals(InstantText.date(result.lastNanos()));
        return (oneDay ? "" : InstantText.date(nanos) + " ") + InstantText.micro(nanos) + "Z";
    }

    /** What to paste into Wireshark, as code: the frames, and the connection or everything of whom it is about. */
    private List<String> filters(FindingEvidence evidence) {
        var filters = new ArrayList<String>();
        boolean oneFile = context.locator() == null;
        if (oneFile && !evidence.frames().isEmpty()) {
            filters.add(MarkdownText.code(WiresharkFilter.of(FindingEvidence.named(evidence.frames()))));
        }
        boolean oneConnection =
                evidence.connectionCount() == 1 && !evidence.connections().isEmpty();
        String whole = oneConnection && result.idsEqualTcpStream()
                ? WiresharkFilter.ofStream(evidence.connections().get(0))
                : subjectFilter(evidence.subject());
        if (whole != null) {
            filters.add((filters.isEmpty() ? "" : "or all of it, ") + MarkdownText.code(whole));
        }
        return filters;
    }

    private static @Nullable String subjectFilter(@Nullable Subject subject) {
        return subject == null ? null : WiresharkFilter.of(subject);
    }
}
