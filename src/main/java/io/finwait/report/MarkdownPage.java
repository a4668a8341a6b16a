package io.finwait.report;

import io.finwait.words.CountText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A page of Markdown being put together, in sections whose parts can be left out where it would be too long. */
final class MarkdownPage {
    /** What a part is; the most dispensable first. */
    enum Part {
        LADDER("ladder"),
        FOR_INFORMATION("finding for information"),
        ROW("table row"),
        REMEDY("remedy"),
        FINDING("finding"),
        DETAIL("detail"),
        ESSENTIAL("essential");

        private final String noun;

        Part(String noun) {
            this.noun = noun;
        }
    }

    private static final class Piece {
        final Part part;
        final String text;
        final long bytes;
        boolean leftOut;

        Piece(Part part, String text, String separator) {
            this.part = part;
            this.text = text;
            bytes = bytes(text) + separator.length();
        }
    }

    private static final class Section {
        final String head;
        final String separator;
        final List<Piece> pieces = new ArrayList<>();
        int left;

        Section(String head, String separator) {
            this.head = head;
            this.separator = separator;
        }
    }

    /** Between paragraphs. */
    static final String BLANK_LINE = "\n\n";

    /** Between items of a list and rows of a table. */
    static final String LINE = "\n";

    private final List<Section> sections = new ArrayList<>();

    /**
     * Begins a section.
     *
     * @param head its title and what else makes no sense without a part; shown only if a part is
     * @param separator between parts
     */
    void section(String head, String separator) {
        sections.add(new Section(head, separator));
    }

    /** Adds a part to the section begun last. */
    void add(Part part, String text) {
        Section section = sections.get(sections.size() - 1);
        section.pieces.add(new Piece(part, text, section.separator));
        section.left++;
    }

    /** The page, without what is dispensable as far as it takes to stay within {@code maxBytes} in UTF-8, which it says at its end. */
    String within(long maxBytes) {
        long bytes = sections.stream().mapToLong(MarkdownPage::bytes).sum();
        if (bytes <= maxBytes) {
            return text("");
        }
        var counts = new EnumMap<Part, Long>(Part.class);
        String closing = "";
        for (Part part : Part.values()) {
            for (int i = sections.size() - 1; i >= 0 && part != Part.ESSENTIAL; i--) {
                List<Piece> pieces = sections.get(i).pieces;
                for (int k = pieces.size() - 1; k >= 0 && bytes + bytes(closing) > maxBytes; k--) {
                    if (pieces.get(k).part == part) {
                        bytes -= leaveOut(sections.get(i), pieces.get(k));
                        counts.merge(part, 1L, Long::sum);
                        closing = closing(counts, maxBytes);
                    }
                }
            }
        }
        return text(closing);
    }

    /** Returns by how many octets the page gets shorter. */
    private static long leaveOut(Section section, Piece piece) {
        piece.leftOut = true;
        section.left--;
        return piece.bytes + (section.left == 0 ? headBytes(section) : 0);
    }

    private static String closing(Map<Part, Long> counts, long maxBytes) {
        var what = new ArrayList<String>();
        counts.forEach((part, count) -> what.add(
                part == Part.FOR_INFORMATION && count > 1
                        ? CountText.of(count) + " findings for information"
                        : part == Part.REMEDY && count > 1
                                ? CountText.of(count) + " remedies"
                                : CountText.of(count, part.noun)));
        return "Left out to stay within " + CountText.of(maxBytes) + " bytes (`--max-size`): " + String.join(", ", what)
                + ". Without that option they are here.\n";
    }

    private String text(String closing) {
        var text = new StringBuilder();
        for (Section section : sections) {
            if (section.left > 0) {
                text.append(section.head);
                boolean first = section.head.isEmpty();
                for (Piece piece : section.pieces) {
                    if (!piece.leftOut) {
                        text.append(first ? "" : section.separator).append(piece.text);
                        first = false;
                    }
                }
                text.append(BLANK_LINE);
            }
        }
        return closing.isEmpty() ? text.toString().stripTrailing() + "\n" : text + closing;
    }

    private static long bytes(Section section) {
        return section.left == 0
                ? 0
                : headBytes(section)
                        + section.pieces.stream()
                                .mapToLong(piece -> piece.bytes)
                                .sum();
    }

    private static long headBytes(Section section) {
        return bytes(section.head) + BLANK_LINE.length();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
