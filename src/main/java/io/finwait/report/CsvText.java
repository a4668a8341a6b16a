package io.finwait.report;

/** Text in a CSV field (RFC 4180 §2), safe to open in a spreadsheet. */
final class CsvText {
    private CsvText() {}

    /**
     * Quotes where commas, quotes or line ends ask for it. A text that a spreadsheet would run as a formula (it begins with
     * one of {@code = + - @}) gets an apostrophe in front; control characters become spaces.
     */
    static String escape(String text) {
        if (text.isEmpty()) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 8);
        if ("=+-@".indexOf(text.charAt(0)) >= 0) {
            escaped.append('\'');
        }
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted |= c == ',' || c == '"';
            if (c == '"') {
                escaped.append('"');
            }
            escaped.append(Character.isISOControl(c) ? ' ' : c);
        }
        return quoted ? escaped.insert(0, '"').append('"').toString() : escaped.toString();
    }
}
