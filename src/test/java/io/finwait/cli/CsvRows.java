package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV as RFC 4180 has it, with LF at line ends, and is strict about it. */
final class CsvRows {
    private final String text;
    private int at;

    private CsvRows(String text) {
        this.text = text;
    }

    /** The rows below the header, by its names. */
    static List<Map<String, String>> of(String text) {
        var reader = new CsvRows(text);
        List<String> header = reader.row();
        var rows = new ArrayList<Map<String, String>>();
        while (reader.at < text.length()) {
            List<String> fields = reader.row();
            assertThat(fields).as("row " + rows.size()).hasSameSizeAs(header);
            var row = new LinkedHashMap<String, String>();
            for (int i = 0; i < fields.size(); i++) {
                assertThat(row.put(header.get(i), fields.get(i)))
                        .as("a second " + header.get(i))
                        .isNull();
            }
            rows.add(row);
        }
        return rows;
    }

    private List<String> row() {
        var fields = new ArrayList<String>();
        do {
            fields.add(text.charAt(at) == '"' ? quoted() : plain());
        } while (text.charAt(at++) == ',');
        assertThat(text.charAt(at - 1)).isEqualTo('\n');
        return fields;
    }

    private String plain() {
        int begin = at;
        while (text.charAt(at) != ',' && text.charAt(at) != '\n') {
            assertThat(text.charAt(at)).isNotIn('"', '\r');
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() {
        var field = new StringBuilder();
        at++;
        while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
            at += text.charAt(at) == '"' ? 1 : 0;
            field.append(text.charAt(at++));
        }
        at++;
        return field.toString();
    }
}
