package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What GitHub's own renderer makes of pages. */
class MarkdownRenderedTest {
    private static final Pattern FENCE = Pattern.compile("(?m)^(`{3,}).*?^\\1$", Pattern.DOTALL);
    private static final Pattern HTML_CODE = Pattern.compile("<(pre|code)\\b.*?</\\1>", Pattern.DOTALL);

    @TempDir
    Path folder;

    private static String page(String capture) throws IOException {
        return CommandRun.analyze("markdown", capture).expectDone().out();
    }

    private String html(String markdown) throws IOException, InterruptedException {
        Path page = Files.writeString(folder.resolve("page.md"), markdown);
        return CommandRun.run(
                        new ProcessBuilder(
                                "cmark-gfm", "-e", "table", "-e", "autolink", "-e", "strikethrough", page.toString()),
                        null)
                .expectDone()
                .out();
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void headingsTablesAndCodeOfAllSamplesArriveAndNothingElseDoes() throws Exception {
        Requires.command("cmark-gfm");
        for (String sample : Samples.names()) {
            String markdown = page(Samples.path(sample));
            String prose = FENCE.matcher(markdown).replaceAll("");
            String html = html(markdown);

            assertThat(count("<h[1-6]>", html)).as(sample).isPositive().isEqualTo(count("(?m)^#+ ", prose));
            assertThat(count("<table>", html))
                    .as(sample)
                    .isPositive()
                    .isEqualTo(count("(?m)^\\|[-:]+\\|[-:|]*$", prose));
            assertThat(count("<pre\\b", html))
                    .as(sample)
                    .isEqualTo(FENCE.matcher(markdown).results().count());
            // Neither markup that was not taken for it, nor any that was not meant.
            assertThat(HTML_CODE.matcher(html).replaceAll(""))
                    .as(sample)
                    .doesNotContain("`", "|--", "**", "<a ", "<em>", "<del>", "<img", "raw HTML");
        }
    }

    @Test
    void aHostileNameIsShownAsItIs() throws Exception {
        Requires.command("cmark-gfm");
        String name = "a|b `c` <img src=x onerror=y> [x](y) **z** www.example.com.pcap";
        Path capture = folder.resolve(name);
        Files.copy(Path.of(Samples.path("refused.pcap")), capture);

        String html = html(page(capture.toString()));

        assertThat(html)
                .contains("a|b `c` &lt;img src=x onerror=y&gt; [x](y) **z** www.example.com.pcap")
                .doesNotContain("<img", "<a ", "<strong>z");
    }
}
