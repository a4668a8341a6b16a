package io.finwait.cli;

import io.finwait.report.TextStyle;
import picocli.CommandLine.Option;

/** Options of how text looks. */
final class StyleOptions {
    /** When to use colour. */
    enum ColorWhen {
        AUTO,
        ALWAYS,
        NEVER;

        @Override
        public String toString() {
            return Finwait.lowercase(this);
        }
    }

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description = "Width of text, at least " + TextStyle.MIN_WIDTH + "; the terminal's by default, else "
                    + TextStyle.DEFAULT_WIDTH + ".")
    private int width;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "${COMPLETION-CANDIDATES}; auto is on a terminal, unless NO_COLOR is set.")
    private ColorWhen color = ColorWhen.AUTO;

    /**
     * The style of a text output.
     *
     * @param toStdout whether it goes to standard output, perhaps a terminal
     * @throws UsageException if the options contradict what is possible
     */
    TextStyle style(Terminal terminal, boolean toStdout) {
        if (width != 0 && width < TextStyle.MIN_WIDTH) {
            throw new UsageException("--width is at least " + TextStyle.MIN_WIDTH);
        }
        boolean auto = color == ColorWhen.AUTO;
        boolean onTerminal = toStdout && (auto || width == 0) && terminal.isTerminal(Terminal.STDOUT);
        int columns = width != 0 ? width : onTerminal ? terminal.width() : TextStyle.DEFAULT_WIDTH;
        boolean colored = auto ? onTerminal && !terminal.refusesColor() : color == ColorWhen.ALWAYS;
        return new TextStyle(columns, colored, terminal.isUnicode());
    }
}
