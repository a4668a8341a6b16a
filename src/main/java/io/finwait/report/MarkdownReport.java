package io.finwait.report;

import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Summary;
import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.Groups;
import io.finwait.report.MarkdownPage.Part;
import io.finwait.report.SummarySection.Numbers;
import io.finwait.report.TextTable.Column;
import io.finwait.words.CountText;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The report for incident tickets: a page of GitHub-flavoured Markdown without HTML, with the words and numbers of the text report, ladders
 * of the worst connections, and how to reproduce it.
 */
public final class MarkdownReport extends PageReport {
    /** The verdict's sentences; further ones say more about how connections ended and stand there. */
    private static final int VERDICT_SENTENCES = 3;

    private static final List<String> NOTHING = List.of("", "");

    private final int mostFindings;
    private final PageMaking making;

    /**
     * Made by {@code making}.
     *
     * @param mostFindings how many findings are shown; the others are named
     * @param groups that stand where connections would be listed; null where connections are
     */
    public MarkdownReport(
            Writer out, Selection selection, int mostFindings, @Nullable GroupListing groups, PageMaking making) {
        super(out, selection, groups);
        this.mostFindings = mostFindings;
        this.making = making;
    }

    @Override
    String page(AnalysisContext asked, AnalysisResult result) {
        return wholePage(asked, result).within(making.maxBytes());
    }

    private MarkdownPage wholePage(AnalysisContext asked, AnalysisResult result) {
        TextStyle style = MarkdownText.STYLE.withNames(asked.names());
        List<TableRow> rows = rows();
        List<FindingEntry> findings = FindingEntry.of(result.findings(), style);
        List<FindingEntry> shown = findings.subList(0, Math.min(mostFindings, findings.size()));
        var ladders = new MarkdownLadders(shown, rows.isEmpty() ? null : rows.get(0));
        var reproduction = new Reproduction(making.command(), asked, result.files());
        var page = new MarkdownPage();
        var read = new ReadSection(asked, result, MarkdownText::code);
        page.section("", MarkdownPage.BLANK_LINE);
        page.add(Part.ESSENTIAL, "# TCP connections in " + inputs(result.files().size(), read));
        addCapture(page, read);
        List<String> verdict = Verdict.sentences(asked, result, read.isComplete(), style);
        page.section("## Verdict", MarkdownPage.BLANK_LINE);
        page.add(Part.ESSENTIAL, sentences(verdict, 0, VERDICT_SENTENCES));
        Reread reread = reread(asked, ladders, shown);
        new MarkdownFindings(asked, result, reread.look())
                .addTo(page, shown, findings.subList(shown.size(), findings.size()));
        if (result.summary().connections() > 0) {
            addNumbers(page, style, result.summary(), sentences(verdict, VERDICT_SENTENCES, verdict.size()));
            addConnections(page, style, result.summary().connections(), rows);
            addGroups(page, style, result.summary().connections());
            ladders.addTo(page, reread.look(), style);
            if (!reread.problem().isEmpty()) {
                page.section("", MarkdownPage.BLANK_LINE);
                page.add(
                        Part.DETAIL,
                        MarkdownText.sentence("There are no ladders and no times of frames"
                                        + MarkdownText.STYLE.safe(reread.problem()))
                                + ".");
            }
        }
        reproduction.addTo(page);
        return page;
    }

    private static String inputs(int count, ReadSection read) {
        return count == 1 ? read.files().get(0).name() : CountText.of(count, "capture file");
    }

    private static void addCapture(MarkdownPage page, ReadSection read) {
        page.section("## What was captured\n", MarkdownPage.LINE);
        read.damages().forEach(damage -> page.add(Part.DETAIL, "- **Damaged:** " + damage));
        read.gaps().forEach(gap -> page.add(Part.DETAIL, "- **Incomplete:** " + gap));
        read.cautions().forEach(caution -> page.add(Part.DETAIL, "- **Note:** " + caution));
        read.files().forEach(file -> page.add(Part.DETAIL, "- " + file.name() + ": " + file.what()));
        read.facts().forEach(fact -> page.add(Part.DETAIL, "- " + fact));
    }

    private static String sentences(List<String> verdict, int from, int to) {
        return verdict.stream().limit(to).skip(from).map(MarkdownText::sentence).collect(Collectors.joining(" "));
    }

    private Reread reread(AnalysisContext asked, MarkdownLadders ladders, List<FindingEntry> shown) {
        var frames = new TreeSet<Long>();
        shown.forEach(
                entry -> frames.addAll(FindingEvidence.named(entry.evidence().frames())));
        return Reread.of(asked, making, ladders.connections(), frames);
    }

    private static void addNumbers(MarkdownPage page, TextStyle style, Summary summary, String sentences) {
        var numbers = new SummarySection(summary, style);
        add(page, "Services: who closes first, and TIME_WAIT", numbers.services());
        add(page, "TIME_WAIT per host", numbers.timeWaitPerHost());
        String head = "## How connections ended" + (sentences.isEmpty() ? "" : MarkdownPage.BLANK_LINE + sentences);
        MarkdownTable.add(page, head, endings(summary));
        add(page, "Times", numbers.times());
    }

    private static void add(MarkdownPage page, String title, Numbers numbers) {
        MarkdownTable.add(page, head(title, numbers.about()), numbers.table());
    }

    private static String head(String title, String about) {
        return "## " + title
                + (about.isEmpty()
                        ? ""
                        : MarkdownPage.BLANK_LINE + Character.toUpperCase(about.charAt(0))
                                + MarkdownText.sentence(about).substring(1) + ".");
    }

    /** How many ended how, and who closed first how often; what never happened is left out. */
    private static TextTable endings(Summary summary) {
        var table = new TextTable(
                MarkdownText.STYLE,
                List.of(new Column("ended by", false, 0), new Column("connections", true, 0)),
                List.of(new Column("closed first by", false, 0), new Column("connections", true, 0)));
        List<List<String>> kinds = counted(summary.byKind(), SummarySection::kind);
        List<List<String>> closers = counted(summary.byCloser(), Lowercase::of);
        for (int i = 0; i < Math.max(kinds.size(), closers.size()); i++) {
            table.row(i < kinds.size() ? kinds.get(i) : NOTHING, i < closers.size() ? closers.get(i) : NOTHING);
        }
        return table;
    }

    private static <T> List<List<String>> counted(Map<T, Long> counts, Function<T, String> name) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> List.of(name.apply(entry.getKey()), CountText.of(entry.getValue())))
                .toList();
    }

    private void addConnections(MarkdownPage page, TextStyle style, long connections, List<TableRow> rows) {
        String about = connections == 1
                ? ""
                : selection.about(rows.size(), chosen(), connections).replace("   ", " ");
        TextTable table = new ConnectionTable(selection.order(), style).table(rows);
        MarkdownTable.add(page, head("Connections", about), table);
        page.section("", MarkdownPage.BLANK_LINE);
        if (table.rowsUpTo(MarkdownTable.LAST_PRIORITY).stream()
                .flatMap(List::stream)
                .anyMatch(cell -> cell.endsWith(ConnectionTable.AT_LEAST))) {
            page.add(Part.ROW, MarkdownText.sentence(ConnectionTable.WHAT_AT_LEAST_MEANS) + ".");
        }
    }

    private void addGroups(MarkdownPage page, TextStyle style, long connections) {
        GroupListing listing = groups;
        if (listing == null || listing.limit() == 0) {
            return;
        }
        Groups found = listing.groups().get();
        List<Group> shown = listing.shown(found);
        var table = new GroupTable(found, listing.order(), style);
        String about = listing.about(found, shown, connections).replace("   ", " ");
        MarkdownTable.add(page, head("Groups", about), table.table(shown));
        page.section("", MarkdownPage.BLANK_LINE);
        table.notes(shown).forEach(note -> page.add(Part.ROW, MarkdownText.sentence(note) + "."));
    }
}
