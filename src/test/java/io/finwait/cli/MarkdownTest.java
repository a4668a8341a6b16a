package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code analyze --format markdown} as a user runs it. */
class MarkdownTest {
    private static final Pattern DIAGRAM = Pattern.compile("```mermaid\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("(?m)^(`{3,}).*?^\\1$", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("(`+)(?!`).+?(?<!`)\\1(?!`)");
    private static final Pattern FILTER =
            Pattern.compile("`((?:frame\\.number|tcp\\.stream|ip\\.addr|ipv6\\.addr) [^`]+)`");

    @TempDir
    Path folder;

    @Test
    void mermaidTakesTheLaddersOfAllSamples() throws IOException, InterruptedException {
        Requires.command("node");
        Path mermaid = Requires.mermaid();
        var diagrams = new ArrayList<String>();
        for (String sample : Samples.names()) {
            var found = DIAGRAM.matcher(page(Samples.path(sample)));
            while (found.find()) {
                Path file = folder.resolve(sample + "-" + diagrams.size() + ".mmd");
                diagrams.add(Files.writeString(file, found.group(1)).toString());
            }
        }
        assertThat(diagrams).hasSizeGreaterThan(Samples.names().size() / 2);

        var command = new ArrayList<>(
                List.of("node", "src/test/resources/io/finwait/cli/mermaid-parse.mjs", mermaid.toString()));
        command.addAll(diagrams);
        CommandRun.Result result = CommandRun.run(new ProcessBuilder(command), null);

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out().lines()).hasSameSizeAs(diagrams).allMatch(line -> line.endsWith(": sequence"));
    }

    @Test
    void mermaidDoesNotTakeEverything() throws IOException, InterruptedException {
        Requires.command("node");
        Path mermaid = Requires.mermaid();
        Path wrong = Files.writeString(folder.resolve("wrong.mmd"), "sequenceDiagram\n    c->>s: a; b\n");

        CommandRun.Result result = CommandRun.run(
                new ProcessBuilder(
                        "node",
                        "src/test/resources/io/finwait/cli/mermaid-parse.mjs",
                        mermaid.toString(),
                        wrong.toString()),
                null);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("Parse error");
    }

    @Test
    void noPageOfASampleHasHtmlOrLinksOutsideOfCode() throws IOException {
        for (String sample : Samples.names()) {
            String prose = CODE.matcher(
                            FENCE.matcher(page(Samples.path(sample))).replaceAll(""))
                    .replaceAll("");

            assertThat(prose).as(sample).doesNotContain("<", "](", "`", "://").doesNotContainPattern("[#@!]\\w");
        }
    }

    @Test
    void wordsAndNumbersAreThoseOfTheTextReport() throws IOException {
        for (String sample : Samples.names()) {
            String text = CommandRun.analyze("text", "--width", "1000", Samples.path(sample))
                    .out()
                    .replaceAll("\\s+", " ");
            String page = page(Samples.path(sample)).replaceAll("[`\\\\]", "").replace('\u00a0', ' ');
            int compared = 0;
            for (String section : page.split("(?m)^## ", -1)) {
                if (section.matches("(?s)(Verdict|Services|TIME_WAIT per host|Times).*")) {
                    for (String line : section.lines().skip(1).toList()) {
                        if (!line.matches(
                                "[|:-]*|\\|.*\\| (max|closed first by|when) \\|.*|As seen .*|.*busiest first.|[0-9,]+ of [0-9,]+\\.")) {
                            assertThat(text)
                                    .as(sample)
                                    .contains(line.replace("|", " ")
                                            .replaceAll("\\s+", " ")
                                            .strip());
                            compared++;
                        }
                    }
                }
            }
            assertThat(compared).as(sample).isPositive();
        }
    }

    @Test
    void wiresharkTakesEachFilter() throws IOException, InterruptedException {
        Requires.command("tshark");
        for (String sample : List.of("churn-seed.pcap", "last-ack-lost.pcap", "ipv6-close.pcap")) {
            var filters = new TreeSet<String>();
            var found = FILTER.matcher(page(Samples.path(sample)));
            while (found.find()) {
                filters.add(found.group(1));
            }
            for (String filter : filters) {
                CommandRun.Result shown = CommandRun.run(
                        new ProcessBuilder("tshark", "-n", "-r", Samples.path(sample), "-Y", filter), null);
                assertThat(shown.status()).as(filter + shown.err()).isZero();
                assertThat(shown.out()).as("%s of %s", filter, sample).isNotEmpty();
            }
        }
    }

    @Test
    void thePageSaysHowToMakeItAgain() throws IOException {
        String page = page(Samples.path("refused.pcap"), "--where", "closing>=0s");

        assertThat(page)
                .contains("```sh\nfinwait analyze --format markdown -o ")
                .contains("samples/refused.pcap --where 'closing>=0s'\n```")
                .contains("That was finwait `development`.")
                .containsPattern("- `samples/refused.pcap`, [0-9,]+ bytes, SHA-256 `[0-9a-f]{64}`\n");
    }

    @Test
    void aHostileNameStaysAName() throws IOException {
        Path capture = folder.resolve("a|b `c` <img src=x onerror=y> @all #1\n\n# d " + "x".repeat(100) + ".pcap");
        Files.copy(Path.of(Samples.path("cut-short.pcap")), capture);

        String page = page(capture.toString());

        assertThat(page).doesNotContain("\n# d").contains("<img").contains("\\x0a\\x0a# d");
        String prose = CODE.matcher(FENCE.matcher(page).replaceAll("")).replaceAll("");
        assertThat(prose).doesNotContain("<", "`", "@", "#1");
    }

    @Test
    void thePageStaysWithinWhatATicketTakes() throws IOException {
        String whole = page(Samples.path("churn-seed.pcap"));
        for (int most : new int[] {12_000, 9_000, 4_000, 2_000}) {
            String page = page(Samples.path("churn-seed.pcap"), "--max-size", Integer.toString(most));

            assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(most);
            assertThat(page)
                    .startsWith(whole.substring(0, whole.indexOf('\n')))
                    .contains("## Verdict\n\nThe gravest of 6 kinds of findings is medium")
                    .contains("Left out to stay within ")
                    .endsWith("Without that option they are here.\n");
        }
        assertThat(page(Samples.path("churn-seed.pcap"), "--max-size", "1M"))
                .doesNotContain("Left out")
                .hasSizeGreaterThan(whole.length() - 100);
    }

    @Test
    void maxSizeIsASizeAndOnlyForMarkdown() {
        String sample = Samples.path("refused.pcap");
        assertThat(CommandRun.inProcess("analyze", "--max-size", "32k", sample).err())
                .contains("--max-size is for --format markdown");
        assertThat(CommandRun.inProcess("analyze", "-f", "markdown", "--max-size", "32x", sample)
                        .err())
                .contains("--max-size: '32x' is not a size");
        assertThat(CommandRun.inProcess("analyze", "-f", "markdown", "--max-size", "1k", sample)
                        .err())
                .contains("--max-size is at least 2000");
    }

    @Test
    void aPipeHasNoLaddersAndThePageSaysWhy() throws IOException, InterruptedException {
        String page = CommandRun.run(
                        CommandRun.process("analyze", "-f", "markdown", "-"),
                        Path.of(Samples.path("last-ack-lost.pcap")))
                .expectDone()
                .out();

        assertThat(page)
                .startsWith("# TCP connections in standard input\n")
                .contains(
                        "There are no ladders and no times of frames: what comes through a pipe can be read only once.")
                .contains("- Frames 7, 9\n")
                .contains("- standard input, which has no checksum")
                .doesNotContain("mermaid");
    }

    @Test
    void framesOfSeveralFilesAreTheirOwn() throws IOException {
        String page = page(Samples.path("last-ack-lost.pcap"), Samples.path("refused.pcap"));

        assertThat(page)
                .startsWith("# TCP connections in 2 capture files\n")
                .contains("- Frames 7 of `samples/last-ack-lost.pcap` (")
                .contains("- In Wireshark: `ip.addr == 10.77.0.1 && ip.addr == 10.77.0.2 && tcp.port == 8000`\n");
    }

    @Test
    void jsonOfTheSameRunIsNotTouched() throws IOException {
        Path json = folder.resolve("all.json");
        page(Samples.path("refused.pcap"), "-f", "json", "-o", json.toString());

        assertThat(new JsonMapper().readTree(json.toFile()).path("connections")).isNotEmpty();
    }

    private static String page(String... arguments) throws IOException {
        return CommandRun.analyze("markdown", arguments).expectDone().out();
    }
}
