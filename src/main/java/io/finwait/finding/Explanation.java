package io.finwait.finding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of finding means and what to do about it: the text {@code <id>.md} beside this class. It begins with {@code # id:
 * title}; sections follow, each with a {@code ##} heading and paragraphs and list items of one line each.
 */
public record Explanation(FindingKind kind, List<Section> sections) {
    /** The headings that each text has, in order. */
    public static final List<String> HEADINGS = List.of(
            "What it means",
            "How finwait sees it",
            "What else looks like it",
            "What to do",
            "What not to do",
            "Sources");

    /** One section. */
    public record Section(String heading, List<Block> blocks) {}

    /** A paragraph, or an item of a list. */
    public record Block(boolean isItem, String text) {}

    /**
     * The text of a kind.
     *
     * @throws IllegalStateException if the text is missing or not of the form
     */
    public static Explanation of(FindingKind kind) {
        return parse(kind, text(kind));
    }

    private static String text(FindingKind kind) {
        try (InputStream text = Explanation.class.getResourceAsStream(kind.id() + ".md")) {
            if (text == null) {
                throw new IllegalStateException("no text explains " + kind.id());
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Explanation parse(FindingKind kind, String text) {
        List<String> lines = text.lines().toList();
        String title = "# " + kind.id() + ": " + kind.title();
        if (lines.isEmpty() || !lines.get(0).equals(title)) {
            throw new IllegalStateException(kind.id() + ".md does not begin with '" + title + "'");
        }
        var sections = new ArrayList<Section>();
        List<Block> blocks = null;
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("## ")) {
                blocks = new ArrayList<>();
                sections.add(new Section(line.substring(3), blocks));
            } else if (!line.isBlank()) {
                add(kind, blocks, line);
            }
        }
        return new Explanation(kind, List.copyOf(sections));
    }

    private static void add(FindingKind kind, @Nullable List<Block> blocks, String line) {
        if (blocks == null || line.startsWith("#") || line.startsWith(" ")) {
            throw new IllegalStateException(kind.id() + ".md: a paragraph or an item is one line: " + line);
        }
        boolean item = line.startsWith("- ");
        blocks.add(new Block(item, item ? line.substring(2) : line));
    }

    /** Whether the text has all of {@code words}, in any case. */
    public boolean mentions(List<String> words) {
        var all = new StringBuilder(kind.id()).append(' ').append(kind.title());
        for (Section section : sections) {
            for (Block block : section.blocks()) {
                all.append(' ').append(block.text());
            }
        }
        String text = all.toString().toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }
}
