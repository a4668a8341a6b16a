package io.finwait.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.finwait.testing.Requires;
import io.finwait.testing.Samples;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The screen in a real terminal, tmux's. The tests look until they see what they wait for, and hang where it does not come. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveScreenTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void tmux() {
        Requires.command("tmux");
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        run("kill-server");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "tmux", "-u", "-f", "/dev/null", "-S", directory.resolve("tmux").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().remove("TMUX");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    /**
     * Starts finwait in a terminal of that size; the terminal stays when it has ended.
     *
     * @param before what stands before it in the shell's line
     */
    private void start(int columns, int rows, String before, String... arguments)
            throws IOException, InterruptedException {
        String command = before
                + CommandRun.process(arguments).command().stream()
                        .map(ShellText::quoted)
                        .collect(Collectors.joining(" "));
        run(
                "new-session",
                "-d",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(rows),
                command + "; echo status $?; read -r _");
    }

    private List<String> awaitScreen(Predicate<List<String>> seen) throws IOException, InterruptedException {
        List<String> screen = List.of();
        while (!seen.test(screen)) {
            screen = Arrays.asList(run("capture-pane", "-p").split("\n", -1));
        }
        return screen;
    }

    private static boolean shows(List<String> screen, String text) {
        return screen.stream().anyMatch(line -> line.contains(text));
    }

    /** Whether a screen of so many rows is there down to its last one. */
    private static boolean isDrawn(List<String> screen, int rows) {
        return screen.size() >= rows && screen.get(rows - 1).startsWith("q report and quit");
    }

    @Test
    void itShowsServicesAndFindingsAndEndsWithTheReport() throws Exception {
        start(80, 24, "", "live", "--follow", Samples.path("fin-answered-by-rst.pcap"));

        List<String> screen = awaitScreen(s -> shows(s, "x  ") && isDrawn(s, 24));
        assertThat(screen.get(0)).startsWith("finwait live  ");
        assertThat(screen)
                .anyMatch(line -> line.contains("WHO CLOSES FIRST"))
                .anyMatch(line -> line.contains("TIME-WAIT"));
        run("send-keys", "f");
        awaitScreen(s -> shows(s, "f all"));
        run("resize-window", "-x", "120", "-y", "40");
        awaitScreen(s -> isDrawn(s, 40));
        run("send-keys", "q");
        screen = awaitScreen(s -> shows(s, "status"));
        assertThat(screen).anyMatch(line -> line.contains("status 0")).noneMatch(line -> line.contains("q report"));
    }

    @Test
    void whereStandardInputIsTheCaptureKeysComeFromTheTerminal() throws Exception {
        start(100, 30, "tail -c +1 -f " + Samples.path("refused.pcap") + " | ", "live", "-");

        awaitScreen(s -> shows(s, "connect-refused") && isDrawn(s, 30));
        run("send-keys", "q");
        assertThat(awaitScreen(s -> shows(s, "status"))).anyMatch(line -> line.contains("status 0"));
    }
}
