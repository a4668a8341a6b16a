package io.finwait.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/findings.md} is what {@code finwait explain} says, in one page. After a change of a text, {@code mvn test
 * -Dtest=FindingsDocTest -Dgolden.update=true} writes it anew.
 */
class FindingsDocTest {
    private static final Path DOC = Path.of("docs/findings.md");

    @Test
    void theDocumentSaysWhatExplainSays() throws IOException {
        String generated = generate();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOC, generated);
        }
        assertThat(Files.readString(DOC)).isEqualTo(generated);
    }

    private static String generate() {
        var doc = new StringBuilder("""
                # Findings

                Generated from the texts that `finwait explain` prints. `finwait analyze` names a finding by its id; its severity may be
                higher or lower than the usual one where the numbers ask for it. What is certain, strong, likely or a hint, and how to
                choose, mute and fail on findings: [columns.md](columns.md#findings).

                | Finding | Usual severity | What it is |
                |---|---|---|
                """);
        for (FindingKind kind : Catalog.kinds()) {
            doc.append("| [`")
                    .append(kind.id())
                    .append("`](#")
                    .append(kind.id())
                    .append(") | ");
            doc.append(kind.severity().name().toLowerCase(Locale.ROOT)).append(" | ");
            doc.append(kind.title()).append(" |\n");
        }
        for (Catalog.Area area : Catalog.areas()) {
            doc.append("\n## ").append(area.title()).append('\n');
            area.kinds().forEach(kind -> append(doc, Explanation.of(kind)));
        }
        return doc.toString();
    }

    private static void append(StringBuilder doc, Explanation explanation) {
        FindingKind kind = explanation.kind();
        doc.append("\n### ")
                .append(kind.id())
                .append("\n\n**")
                .append(kind.title())
                .append("**\n");
        for (Explanation.Section section : explanation.sections()) {
            doc.append("\n#### ").append(section.heading()).append('\n');
            boolean inList = false;
            for (Explanation.Block block : section.blocks()) {
                doc.append(block.isItem() && inList ? "" : "\n");
                doc.append(block.isItem() ? "- " : "").append(block.text()).append('\n');
                inList = block.isItem();
            }
        }
    }
}
