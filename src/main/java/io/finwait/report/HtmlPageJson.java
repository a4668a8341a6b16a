package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Summary;
import io.finwait.analysis.group.Group;
import io.finwait.analysis.group.Groups;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.report.SummarySection.Numbers;
import io.finwait.words.CountText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the HTML page says in words: what was read, the verdict, the findings and the tables, with the text report's words and numbers. */
final class HtmlPageJson {
    /** How words are put before they become a page. */
    static final TextStyle STYLE = new TextStyle(TextStyle.DEFAULT_WIDTH, false, true);

    private final AnalysisContext context;
    private final AnalysisResult result;
    private final @Nullable GroupListing groups;
    private final Reread reread;
    private final Reproduction reproduction;
    private final ReadSection read;
    private final TextStyle style;

    /** @param groups that have a table; null for none */
    HtmlPageJson(
            AnalysisContext context,
            AnalysisResult result,
            @Nullable GroupListing groups,
            Reread reread,
            Reproduction reproduction) {
        this.context = context;
        this.result = result;
        this.groups = groups;
        this.reread = reread;
        this.reproduction = reproduction;
        style = STYLE.withNames(context.names());
        read = new ReadSection(context, result, STYLE::safe);
    }

    String title() {
        int files = result.files().size();
        return "TCP connections in " + (files == 1 ? read.files().get(0).name() : CountText.of(files, "capture file"));
    }

    /**
     * Writes the object.
     *
     * @param entries what was found
     * @param table which connections the table has, in words
     * @param order how it is sorted at first
     */
    void writeTo(JsonGenerator json, List<FindingEntry> entries, String table, ConnectionOrder order)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("title", title());
        json.writeFieldName("reproduction");
        reproduction.writeTo(json);
        json.writeObjectFieldStart("capture");
        writeTexts(json, "damages", read.damages());
        writeTexts(json, "gaps", read.gaps());
        writeTexts(json, "cautions", read.cautions());
        json.writeArrayFieldStart("files");
        for (ReadSection.FileRead file : read.files()) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeStringField("what", file.what());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeTexts(json, "facts", read.facts());
        json.writeEndObject();
        writeTexts(json, "verdict", Verdict.sentences(context, result, read.isComplete(), style));
        new HtmlFindingsJson(json, new EvidenceText(context, result, reread.look())).write(entries);
        writeTexts(json, "uncounted", FindingsSection.uncounted(result.findings()));
        if (!reread.problem().isEmpty()) {
            json.writeStringField(
                    "reread_problem",
                    "There are no ladders and no times of frames" + STYLE.safe(reread.problem()) + ".");
        }
        writeNumbers(json, result.summary());
        json.writeStringField("table", table);
        json.writeStringField("sort", order.option());
        json.writeEndObject();
    }

    private void writeNumbers(JsonGenerator json, Summary summary) throws IOException {
        if (summary.connections() == 0) {
            return;
        }
        json.writeObjectFieldStart("kinds");
        for (CloseKind kind : CloseKind.values()) {
            json.writeNumberField(SummarySection.kind(kind), summary.byKind().getOrDefault(kind, 0L));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("closers");
        for (ActiveCloser closer : ActiveCloser.values()) {
            json.writeNumberField(Lowercase.of(closer), summary.byCloser().getOrDefault(closer, 0L));
        }
        json.writeEndObject();
        var numbers = new SummarySection(summary, style);
        json.writeArrayFieldStart("tables");
        writeGroups(json, summary.connections());
        writeTable(json, "Times", numbers.times());
        writeTable(json, "Services", numbers.services());
        writeTable(json, "TIME_WAIT per host", numbers.timeWaitPerHost());
        json.writeEndArray();
    }

    private void writeGroups(JsonGenerator json, long connections) throws IOException {
        GroupListing listing = groups;
        if (listing == null) {
            return;
        }
        Groups found = listing.groups().get();
        List<Group> shown = listing.shown(found);
        var table = new GroupTable(found, listing.order(), style);
        var about =
                new ArrayList<>(List.of(listing.about(found, shown, connections).replace("   ", " ")));
        about.addAll(table.notes(shown));
        writeTable(json, "Groups", new Numbers(String.join("; ", about), table.table(shown)));
    }

    private static void writeTable(JsonGenerator json, String title, Numbers numbers) throws IOException {
        TextTable table = numbers.table();
        if (table.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("title", title);
        json.writeStringField("about", numbers.about());
        json.writeArrayFieldStart("columns");
        for (TextTable.Column column : table.columnsUpTo(Integer.MAX_VALUE)) {
            json.writeStartObject();
            json.writeStringField("title", column.title());
            json.writeBooleanField("right", column.right());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (List<String> row : table.rowsUpTo(Integer.MAX_VALUE)) {
            json.writeStartArray();
            for (String cell : row) {
                json.writeString(cell);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
