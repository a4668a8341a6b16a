package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.finding.Catalog;
import io.finwait.testing.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers with the script of {@code finwait completion}. */
class CompletionCommandTest {
    /** As readline calls the function; it says when the function takes names of files from what bash offers else. */
    private static final String COMPLETE = """
            compopt() { echo "compopt $*"; }
            source ./script
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
            _complete_finwait
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writesTheScript() throws Exception {
        Requires.command("bash", "seq");
        Files.writeString(
                folder.resolve("script"),
                CommandRun.inProcess("completion", "bash").expectDone().out());
    }

    @Test
    void valuesAreOfferedAsTheyAreWritten() throws Exception {
        assertThat(offered("analyze", "--severity", "")).containsExactly("info", "low", "medium", "high", "critical");
        assertThat(offered("analyze", "--severity", "me")).containsExactly("medium");
        assertThat(offered("compare", "--fail-on", ""))
                .containsExactly("never", "new", "info", "low", "medium", "high", "critical");
        assertThat(offered("live", "--group-by", "cl")).containsExactly("client", "closer");
        assertThat(offered("analyze", "--format", "nd")).containsExactly("ndjson");
    }

    @Test
    void idsOfFindingsAreOffered() throws Exception {
        assertThat(offered("explain", "")).containsAll(Catalog.ids());
        assertThat(offered("analyze", "--no-finding", "fin-re")).containsExactly("fin-retransmitted");
        assertThat(offered("extract", "--finding", "last-ack-s")).containsExactly("last-ack-stuck");
    }

    @Test
    void namesOfFilesAreLeftToBash() throws Exception {
        assertThat(offered("analyze", "sam")).isEmpty();
        assertThat(offered("analyze", "--top", "5", "sam")).isEmpty();
        assertThat(offered("flow", "sam")).isEmpty();
        assertThat(offered("compare", "--before", "sam")).isEmpty();
        assertThat(offered("analyze", "-o", "sam")).isEmpty();
        assertThat(Files.readString(folder.resolve("script")))
                .contains("complete -F _complete_finwait -o default finwait");
    }

    private List<String> offered(String... words) throws Exception {
        var process = new ProcessBuilder("bash", "-c", COMPLETE, "bash", "finwait").directory(folder.toFile());
        process.command().addAll(List.of(words));
        return CommandRun.run(process, null)
                .expectDone()
                .out()
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
