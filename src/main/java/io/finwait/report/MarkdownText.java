package io.finwait.report;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text for GitHub-flavoured Markdown, of which nothing becomes markup. What comes from outside, and what a site could take for
 * something else, is set as code: {@code #4} is an issue, {@code @x} a person who is told of it, and the {@code :100:} inside an IPv6
 * address a picture. A backslash does not help there, since sites look for these after Markdown is done.
 */
final class MarkdownText {
    /** What is longer is shortened in the middle: a file name may have 4,096 octets. */
    private static final int MOST_CHARACTERS = 200;

    /** How words are put before they become Markdown. */
    static final TextStyle STYLE = new TextStyle(TextStyle.DEFAULT_WIDTH, false, true);

    /** Letters, digits and signs without meaning; underscores only within a word; times of day. */
    private static final Pattern PLAIN = Pattern.compile(
            "[\\p{L}\\p{N}]+(?:[.,/+'’=_-]+[\\p{L}\\p{N}]+)*[%+]?|\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?|[→–…≥+%-]|");

    private static final Pattern ADDRESS_OR_LINK = Pattern.compile("\\d+(?:\\.\\d+){3}(?:/\\d+)?|(?i:www\\..*)");

    private static final String NO_BREAK = "\u00a0";

    /** What begins a list where it begins a paragraph. */
    private static final Pattern LIST_MARK = Pattern.compile("[+-]|\\d+[.)]");

    private static final String OPENING = "(\"'";
    private static final String CLOSING = ".,;:)\"'";

    private MarkdownText() {}

    /** A name or another text from outside, as a code span. Characters that do not show or steer are escaped. */
    static String code(String text) {
        return span(shortened(STYLE.safe(text)));
    }

    private static String span(String text) {
        String fence = "`".repeat(longestRun(text) + 1);
        boolean padded = text.startsWith("`")
                || text.endsWith("`")
                || (text.startsWith(" ") && text.endsWith(" ") && !text.isBlank());
        String pad = padded ? " " : "";
        return fence + pad + text + pad + fence;
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= MOST_CHARACTERS) {
            return text;
        }
        int head = text.offsetByCodePoints(0, MOST_CHARACTERS / 2);
        int tail = text.offsetByCodePoints(text.length(), 1 - MOST_CHARACTERS / 2);
        return text.substring(0, head) + "…" + text.substring(tail);
    }

    /** Sentences that finwait made: words in them that are not plain, such as addresses, are set as code. */
    static String sentence(String text) {
        String first = text.split(" ", 2)[0];
        return LIST_MARK.matcher(first).matches() ? code(first) + words(text.substring(first.length())) : words(text);
    }

    private static String words(String text) {
        return Stream.of(text.split(" ", -1)).map(MarkdownText::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && OPENING.indexOf(word.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && CLOSING.indexOf(word.charAt(to - 1)) >= 0) {
            to--;
        }
        String core = word.substring(from, to);
        boolean plain =
                PLAIN.matcher(core).matches() && !ADDRESS_OR_LINK.matcher(core).matches();
        return plain ? word : word.substring(0, from) + code(core) + word.substring(to);
    }

    /**
     * The same for a cell of a table, which a vertical bar would end even in a code span. Lines end only behind a comma: renderers would
     * part numbers from their units to squeeze a table in.
     */
    static String cell(String text) {
        return words(text.replace("|", "\\x7c")).replaceAll("(?<!,) ", NO_BREAK);
    }

    /** Lines set as they are, which a renderer may draw where {@code language} is one that it knows. */
    static String fenced(String language, String lines) {
        String fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
        return fence + language + "\n" + lines.stripTrailing() + "\n" + fence;
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
