package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/import.md and docs/eve.md say of jq is what jq does. */
class ImportDocTest {
    private static final String PROMPT = "$ ";
    private static final String FENCE = "```";

    @TempDir
    private Path folder;

    @BeforeEach
    void needsJq() {
        Requires.command("bash", "jq", "sort", "uniq");
    }

    @Test
    void eachLineOfJqPrintsWhatIsShown() throws Exception {
        String sample = Samples.path("churn-seed.pcap");
        CommandRun.inProcess(
                        "analyze",
                        "-f",
                        "ndjson",
                        "-o",
                        folder.resolve("all.ndjson").toString(),
                        sample)
                .expectDone();
        List<String> shown = new ArrayList<>();
        var printed = new StringBuilder();
        for (String line : linesOfJq(Path.of("docs/import.md"))) {
            shown.add(line);
            if (line.startsWith(PROMPT)) {
                printed.append(line).append('\n').append(bash(line.substring(PROMPT.length())));
            }
        }

        assertThat(shown.stream().filter(line -> line.startsWith(PROMPT))).hasSizeGreaterThan(3);
        assertThat(printed.toString()).isEqualTo(String.join("\n", shown) + "\n");
    }

    @Test
    void jqReadsFlowRecords() throws Exception {
        CommandRun.inProcess(
                        "analyze",
                        "-f",
                        "eve",
                        "-o",
                        folder.resolve("eve.json").toString(),
                        Samples.path("two-tier.pcapng"))
                .expectDone();
        String command = Files.readAllLines(Path.of("docs/eve.md")).stream()
                .filter(line -> line.contains("| jq "))
                .findFirst()
                .orElseThrow();

        assertThat(bash("cat eve.json " + command.substring(command.indexOf("| jq ")))
                        .lines())
                .hasSize(20)
                .allMatch(line -> line.matches("\\[\"10\\.77\\.0\\.1\",[0-9]+,\"closed\"]"));
    }

    private String bash(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder("bash", "-c", "export LC_ALL=C; " + command).directory(folder.toFile());
        return CommandRun.run(process, null).expectDone().out();
    }

    private static List<String> linesOfJq(Path document) throws IOException {
        List<String> lines = Files.readAllLines(document);
        List<String> section = lines.subList(lines.indexOf("## jq"), lines.size());
        List<String> fenced = section.subList(section.indexOf(FENCE) + 1, section.size());
        return fenced.subList(0, fenced.indexOf(FENCE));
    }
}
