package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README shows is what finwait says. */
class ReadmeTest {
    private static final String FENCE = "```";
    private static final String PROMPT = "$ ./finwait ";

    /** A command on one line, and what is shown below it. */
    private record Example(String arguments, String output) {}

    @Test
    void eachExampleShowsWhatFinwaitSays() throws Exception {
        List<Example> examples = examples(Path.of("README.md"));

        assertThat(examples).isNotEmpty();
        for (Example example : examples) {
            var process = CommandRun.process(example.arguments.split(" "));
            assertThat(CommandRun.run(process, null).expectDone().out())
                    .as(example.arguments)
                    .isEqualTo(example.output);
        }
    }

    private static List<Example> examples(Path document) throws IOException {
        var examples = new ArrayList<Example>();
        List<String> lines = Files.readAllLines(document);
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (lines.get(i - 1).equals(FENCE) && line.startsWith(PROMPT) && !line.endsWith("|")) {
                var output = new StringBuilder();
                for (int j = i + 1; !lines.get(j).equals(FENCE); j++) {
                    output.append(lines.get(j)).append('\n');
                }
                examples.add(new Example(line.substring(PROMPT.length()), output.toString()));
            }
        }
        return examples;
    }
}
