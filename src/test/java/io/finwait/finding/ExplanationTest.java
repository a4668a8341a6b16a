package io.finwait.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding is explained, and no text explains one that there is not. */
class ExplanationTest {
    private static final Path TEXTS = Path.of("src/main/resources/io/finwait/finding");
    private static final FindingKind KIND = new FindingKind("a-thing", "A thing", Severity.LOW);

    static List<FindingKind> kinds() {
        return Catalog.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindIsExplainedUnderItsIdAndTitleInAllSections(FindingKind kind) {
        Explanation explanation = Explanation.of(kind);

        assertThat(explanation.sections())
                .extracting(Explanation.Section::heading)
                .containsExactlyElementsOf(Explanation.HEADINGS);
        assertThat(explanation.sections())
                .allSatisfy(section -> assertThat(section.blocks()).isNotEmpty());
    }

    @Test
    void noTextIsLeftOver() throws IOException {
        try (var texts = Files.list(TEXTS)) {
            assertThat(texts.map(text -> text.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Catalog.kinds().stream()
                            .map(kind -> kind.id() + ".md")
                            .toList());
        }
    }

    @Test
    void idsAreUniqueAndKebabCase() {
        assertThat(Catalog.kinds())
                .extracting(FindingKind::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void everyRuleFindsAKindThatIsListed() {
        assertThat(Catalog.kinds())
                .containsAll(Catalog.connectionRules().stream()
                        .map(ConnectionRule::kind)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void textsArePlain(FindingKind kind) {
        assertThat(Explanation.of(kind).sections())
                .flatExtracting(Explanation.Section::blocks)
                .extracting(Explanation.Block::text)
                .allSatisfy(
                        text -> assertThat(text).doesNotContain("!", "**", "](").matches("[^`]*(`[^`]+`[^`]*)*"));
    }

    @Test
    void paragraphsAndItemsAreToldApart() {
        Explanation text =
                Explanation.parse(KIND, "# a-thing: A thing\n\n## What to do\n\nThis.\n\n- that\n- `more`\n");

        assertThat(text.sections())
                .containsExactly(new Explanation.Section(
                        "What to do",
                        List.of(
                                new Explanation.Block(false, "This."),
                                new Explanation.Block(true, "that"),
                                new Explanation.Block(true, "`more`"))));
    }

    @Test
    void aTextUnderAnotherTitleIsRefused() {
        assertThatThrownBy(() -> Explanation.parse(KIND, "# a-thing: Another thing\n"))
                .hasMessageContaining("a-thing.md");
    }

    @Test
    void wordsAreFoundInAnyCaseAndOnlyTogether() {
        Explanation text =
                Explanation.parse(KIND, "# a-thing: A thing\n\n## Sources\n\nconnect() fails: EADDRNOTAVAIL\n");

        assertThat(text.mentions(List.of("eaddrnotavail", "Connect"))).isTrue();
        assertThat(text.mentions(List.of("eaddrnotavail", "absent"))).isFalse();
    }
}
