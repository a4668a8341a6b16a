package io.finwait.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.finwait.report.Chart.Series;
import java.io.IOException;
import java.util.List;

/** Charts as the page's script reads them, without those that are not there. */
final class ChartsJson {
    private ChartsJson() {}

    static void write(List<Chart> charts, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Chart chart : charts) {
            if (!chart.series().isEmpty()) {
                write(chart, json);
            }
        }
        json.writeEndArray();
    }

    private static void write(Chart chart, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", chart.id());
        json.writeStringField("title", chart.title());
        json.writeStringField("kind", Lowercase.of(chart.kind()));
        json.writeStringField("unit", chart.unit());
        json.writeStringField("says", chart.says());
        json.writeArrayFieldStart("x");
        for (double x : chart.x()) {
            json.writeNumber(Math.round(x * 1_000) / 1e3);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("series");
        for (Series series : chart.series()) {
            write(series, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("table");
        for (List<String> row : chart.table()) {
            strings(row, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Series series, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", series.name());
        json.writeStringField("tone", series.tone());
        if (series.dashed()) {
            json.writeBooleanField("dashed", true);
        }
        json.writeArrayFieldStart("values");
        for (long value : series.values()) {
            if (value < 0) {
                json.writeNull();
            } else {
                json.writeNumber(value);
            }
        }
        json.writeEndArray();
        if (!series.labels().isEmpty()) {
            json.writeFieldName("labels");
            strings(series.labels(), json);
        }
        json.writeEndObject();
    }

    static void strings(List<String> strings, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }
}
