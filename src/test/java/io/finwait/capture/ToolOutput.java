package io.finwait.capture;

import io.finwait.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What another program says of the same captures. */
public final class ToolOutput {
    private ToolOutput() {}

    /** The lines a program writes to standard output. Skips the test if it is not installed. */
    public static List<String> of(List<String> command) throws IOException {
        Requires.command(command.get(0));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
