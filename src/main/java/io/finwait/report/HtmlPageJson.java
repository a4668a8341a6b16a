package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.analysis.AnalysisContext;
import io.finwait.analysis.AnalysisResult;
import io.finwait.analysis.Summary;
import io.finwait.finding.Explanation;
import io.finwait.finding.FindingKind;
import io.finwait.lifecycle.ActiveCloser;
import io.finwait.lifecycle.CloseKind;
import io.finwait.report.SummarySection.Numbers;
import io.finwait.words.CountText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the HTML page says in words: what was read, the verdict, the findings and the tables, with the text report's words and numbers. */
final class HtmlPageJson {
    /** How words are put before they become a page. */
    static final TextStyle STYLE = new TextStyle(TextStyle.DEFAULT_WIDTH, false, true);

    private final AnalysisContext context;
    private final AnalysisResult result;
    private final ReadSection read;

    HtmlPageJson(AnalysisContext context, AnalysisResult result) {
        this.context = context;
        this.result = result;
        read = new ReadSection(context, result, STYLE::safe);
    }

    String title() {
        int files = result.files().size();
        return "TCP connections in " + (files == 1 ? read.files().get(0).name() : CountText.of(files, "capture file"));
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", title());
        json.writeStringField("version", context.version());
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
        writeTexts(json, "verdict", Verdict.sentences(context, result, read.isComplete(), STYLE));
        writeFindings(json);
        writeNumbers(json, result.summary());
        json.writeEndObject();
    }

    private void writeFindings(JsonGenerator json) throws IOException {
        var kinds = new LinkedHashMap<String, FindingKind>();
        json.writeArrayFieldStart("findings");
        for (FindingEntry entry : FindingEntry.of(result.findings(), STYLE)) {
            kinds.putIfAbsent(entry.kind().id(), entry.kind());
            json.writeStartObject();
            json.writeStringField("id", entry.kind().id());
            json.writeStringField("title", entry.kind().title());
            json.writeStringField("severity", Lowercase.of(entry.severity()));
            json.writeStringField("subject", entry.subjectAndCount());
            json.writeStringField("doubt", entry.doubt());
            json.writeStringField("message", STYLE.safe(entry.message()));
            json.writeEndObject();
        }
        json.writeEndArray();
        writeTexts(json, "uncounted", FindingsSection.uncounted(result.findings()));
        json.writeObjectFieldStart("explanations");
        for (Map.Entry<String, FindingKind> kind : kinds.entrySet()) {
            json.writeFieldName(kind.getKey());
            writeExplanation(json, Explanation.of(kind.getValue()));
        }
        json.writeEndObject();
    }

    private static void writeExplanation(JsonGenerator json, Explanation explanation) throws IOException {
        json.writeStartArray();
        for (Explanation.Section section : explanation.sections()) {
            json.writeStartObject();
            json.writeStringField("heading", section.heading());
            json.writeArrayFieldStart("blocks");
            for (Explanation.Block block : section.blocks()) {
                json.writeStartObject();
                json.writeBooleanField("item", block.isItem());
                json.writeStringField("text", block.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeNumbers(JsonGenerator json, Summary summary) throws IOException {
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
        var numbers = new SummarySection(summary, STYLE);
        json.writeArrayFieldStart("tables");
        writeTable(json, "Times", numbers.times());
        writeTable(json, "Services", numbers.services());
        writeTable(json, "TIME_WAIT per host", numbers.timeWaitPerHost());
        json.writeEndArray();
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
