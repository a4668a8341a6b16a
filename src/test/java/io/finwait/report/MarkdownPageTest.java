package io.finwait.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.report.MarkdownPage.Part;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MarkdownPageTest {
    @Test
    void withoutALimitEverythingIsThere() {
        String text = page("").within(Long.MAX_VALUE);

        assertThat(text.split("\n", -1))
                .containsExactly(
                        "# Title",
                        "",
                        "## Findings",
                        "",
                        "high",
                        "",
                        "remedy",
                        "",
                        "### For information",
                        "",
                        "- infö",
                        "",
                        "## Table",
                        "",
                        "| a |",
                        "|---|",
                        "| 1 |",
                        "| 2 |",
                        "",
                        "## Ladders",
                        "",
                        "ladder 1",
                        "",
                        "ladder 2",
                        "");
    }

    @Test
    void whatMattersLeastIsLeftOutFirst() {
        int whole = bytes(page("x".repeat(100)).within(Long.MAX_VALUE));
        String reached = "";
        for (int most = whole; most >= 400; most--) {
            String text = page("x".repeat(100)).within(most);
            assertThat(bytes(text)).as(text).isLessThanOrEqualTo(most);
            assertThat(text.contains("ladder 1")).isEqualTo(text.contains("## Ladders"));
            if (text.contains("ladder 1")) {
                assertThat(text).contains("infö");
            }
            if (text.contains("infö")) {
                assertThat(text).contains("| 2 |");
            }
            if (text.contains("| 1 |")) {
                assertThat(text).contains("remedy");
            } else {
                assertThat(text).doesNotContain("## Table");
            }
            assertThat(text).contains("# Title");
            reached = text;
        }
        assertThat(reached)
                .doesNotContain("## Ladders")
                .contains("Left out to stay within 400 bytes (`--max-size`): 2 ladders");
    }

    @Test
    void theLastOfAKindGoesFirst() {
        int whole = bytes(page("").within(Long.MAX_VALUE));
        var page = page("");
        page.section("", MarkdownPage.BLANK_LINE);
        page.add(Part.LADDER, "x".repeat(300));

        assertThat(page.within(whole + 120))
                .contains("ladder 2")
                .doesNotContain("xxx")
                .endsWith("Left out to stay within " + (whole + 120)
                        + " bytes (`--max-size`): 1 ladder. Without that option they are here.\n");
    }

    private static MarkdownPage page(String filling) {
        var page = new MarkdownPage();
        page.section("", MarkdownPage.BLANK_LINE);
        page.add(Part.ESSENTIAL, "# Title" + filling);
        page.section("## Findings", MarkdownPage.BLANK_LINE);
        page.add(Part.FINDING, "high" + filling);
        page.add(Part.REMEDY, "remedy" + filling);
        page.section("### For information\n", MarkdownPage.LINE);
        page.add(Part.FOR_INFORMATION, "- infö" + filling);
        page.section("## Table\n\n| a |\n|---|", MarkdownPage.LINE);
        page.add(Part.ROW, "| 1 |" + filling);
        page.add(Part.ROW, "| 2 |" + filling);
        page.section("## Ladders", MarkdownPage.BLANK_LINE);
        page.add(Part.LADDER, "ladder 1" + filling);
        page.add(Part.LADDER, "ladder 2" + filling);
        return page;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
