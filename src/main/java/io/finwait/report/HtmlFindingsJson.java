package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.finding.Explanation;
import io.finwait.finding.FindingKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The findings of an HTML page in words: each with where to look for its proof, and what {@code finwait explain} says of each kind. */
final class HtmlFindingsJson {
    private final JsonGenerator json;
    private final EvidenceText words;

    HtmlFindingsJson(JsonGenerator json, EvidenceText words) {
        this.json = json;
        this.words = words;
    }

    void write(List<FindingEntry> entries) throws IOException {
        var kinds = new LinkedHashMap<String, FindingKind>();
        json.writeArrayFieldStart("findings");
        for (FindingEntry entry : entries) {
            kinds.putIfAbsent(entry.kind().id(), entry.kind());
            writeEntry(entry);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("explanations");
        for (Map.Entry<String, FindingKind> kind : kinds.entrySet()) {
            writeExplanation(Explanation.of(kind.getValue()));
        }
        json.writeEndObject();
    }

    private void writeEntry(FindingEntry entry) throws IOException {
        FindingEvidence evidence = entry.evidence();
        json.writeStartObject();
        json.writeStringField("id", entry.kind().id());
        json.writeStringField("title", entry.kind().title());
        json.writeStringField("severity", Lowercase.of(entry.severity()));
        json.writeStringField("confidence", Lowercase.of(entry.confidence()));
        json.writeBooleanField("modelled", entry.modelled());
        json.writeBooleanField("some_less_sure", entry.someLessSure());
        json.writeStringField("about", FindingsSection.withDoubt(entry.subjectAndCount(), entry.doubt()));
        json.writeStringField("message", HtmlPageJson.STYLE.safe(entry.message()));
        if (!evidence.connections().isEmpty()) {
            writeIds("connections", evidence.connections());
            json.writeNumberField("connection_count", evidence.connectionCount());
            writeIds("others", evidence.others());
            json.writeNumberField("other_count", evidence.otherCount());
        }
        if (evidence.firstSeenNanos() != 0) {
            json.writeStringField("period", words.period(evidence));
        }
        json.writeArrayFieldStart("frames");
        for (long frame : evidence.frames()) {
            writeFrame(words.frame(frame));
        }
        json.writeEndArray();
        EvidenceText.Filters filters = words.filters(evidence, evidence.frames());
        writeUnlessNull("frames_filter", filters.frames());
        writeUnlessNull("whole_filter", filters.whole());
        json.writeEndObject();
    }

    private void writeFrame(EvidenceText.FramePlace place) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", place.number());
        String file = place.file();
        writeUnlessNull("file", file == null ? null : HtmlPageJson.STYLE.safe(file));
        writeUnlessNull("time", place.time());
        json.writeEndObject();
    }

    private void writeIds(String name, List<Integer> ids) throws IOException {
        json.writeArrayFieldStart(name);
        for (int id : ids) {
            json.writeNumber(id);
        }
        json.writeEndArray();
    }

    private void writeUnlessNull(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private void writeExplanation(Explanation explanation) throws IOException {
        json.writeArrayFieldStart(explanation.kind().id());
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
}
