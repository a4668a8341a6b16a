package io.finwait.report;

import java.util.List;
import java.util.regex.Pattern;

/** A text being laid out: lines, headings and paragraphs within a width. */
public final class TextPage {
    /** A blank at which a line may end: not the one between a number and its unit. */
    private static final Pattern BREAK = Pattern.compile(" (?!(?<=[0-9] )(?:ms|[smhd]|%)(?![A-Za-z0-9]))");

    private final TextStyle style;
    private final StringBuilder text = new StringBuilder();

    public TextPage(TextStyle style) {
        this.style = style;
    }

    public TextStyle style() {
        return style;
    }

    /** Adds a line as it is, without trailing blanks. */
    public void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    /** Leaves one empty line, if anything stands above it. */
    void blank() {
        if (text.length() > 0 && !text.toString().endsWith("\n\n")) {
            text.append('\n');
        }
    }

    /** Adds a section's title and, behind it, what it is about. */
    public void heading(String title, String about) {
        blank();
        if (about.isEmpty()) {
            line(style.bold(title));
        } else {
            wrap(style.bold(title) + "  ", " ".repeat(title.length() + 2), about);
        }
    }

    /** Adds sentences, broken at blanks. */
    void paragraph(List<String> sentences) {
        wrap("", "", String.join(" ", sentences));
    }

    /**
     * Adds words, broken at blanks where they would pass the width. A word longer than a line is not cut, a number not parted from its
     * unit.
     *
     * @param first what the first line begins with, perhaps coloured
     * @param indent what further lines begin with; as wide as {@code first} is on the screen
     */
    public void wrap(String first, String indent, String words) {
        var line = new StringBuilder(first);
        int used = indent.length();
        boolean empty = true;
        for (String word : BREAK.split(words)) {
            if (!empty && used + 1 + word.length() > style.width()) {
                line(line.toString());
                line.setLength(0);
                line.append(indent);
                used = indent.length();
                empty = true;
            }
            if (!empty) {
                line.append(' ');
                used++;
            }
            line.append(word);
            used += word.length();
            empty = false;
        }
        line(line.toString());
    }

    /** Adds another page's lines. */
    void append(TextPage lines) {
        text.append(lines.text);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
