package io.finwait.screen;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Size;

/**
 * The terminal that the process belongs to, whatever its standard input is: keys come from there, and the line discipline is set by stty
 * (POSIX), as a JVM cannot.
 */
final class ControllingTerminal {
    private static final File DEVICE = new File("/dev/tty");
    private static final Pattern SIZE = Pattern.compile("([0-9]+) ([0-9]+)");

    private final String before;

    private ControllingTerminal(String before) {
        this.before = before;
    }

    /**
     * Asks it how it is set.
     *
     * @throws IOException if there is none
     */
    static ControllingTerminal open() throws IOException {
        return new ControllingTerminal(stty("-g"));
    }

    /** What is typed, each key at once and not shown, from now on. */
    InputStream keys() throws IOException {
        stty("-icanon", "-echo", "min", "1");
        return new FileInputStream(DEVICE);
    }

    Size size() throws IOException {
        Matcher size = SIZE.matcher(stty("size"));
        if (!size.matches()) {
            throw new IOException("the terminal has no size");
        }
        return new Size(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
    }

    /** Sets it as it was. */
    void restore() throws IOException {
        stty(before);
    }

    private static String stty(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        Process stty = new ProcessBuilder(command)
                .redirectInput(DEVICE)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        try {
            if (stty.waitFor() != 0) {
                throw new IOException("stty failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return answer;
    }
}
