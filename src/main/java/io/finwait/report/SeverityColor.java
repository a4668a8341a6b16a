package io.finwait.report;

import io.finwait.finding.Severity;

/** One colour per severity; it repeats what the word says. */
public final class SeverityColor {
    private SeverityColor() {}

    /** Colours {@code text}, where the style has colours. */
    public static String paint(TextStyle style, Severity severity, String text) {
        return switch (severity) {
            case CRITICAL, HIGH -> style.error(text);
            case MEDIUM -> style.warning(text);
            case LOW -> style.paint("33", text);
            case INFO -> style.dim(text);
        };
    }
}
