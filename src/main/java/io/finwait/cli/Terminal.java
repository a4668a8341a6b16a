package io.finwait.cli;

import io.finwait.report.TextStyle;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the process is connected to. Looked up when asked, because each look may start a small program. */
final class Terminal {
    static final int STDOUT = 1;
    static final int STDERR = 2;
    private static final Pattern SIZE = Pattern.compile("([0-9]+) ([0-9]+)\\s*");
    private static final int MAX_WIDTH = 10_000;

    private final Map<String, String> environment;

    Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Whether a file descriptor is a terminal; false where nothing can tell. */
    boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (Files.isSymbolicLink(link)) {
            try {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false;
            }
        }
        try {
            var test = new ProcessBuilder("test", "-t", Integer.toString(descriptor)).inheritIO();
            return test.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Columns of the terminal: {@code COLUMNS}, else what the terminal says, else 80. */
    int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("[0-9]{1,5}") ? Integer.parseInt(columns) : askedWidth();
        return width <= 0 ? TextStyle.DEFAULT_WIDTH : Math.max(TextStyle.MIN_WIDTH, Math.min(MAX_WIDTH, width));
    }

    private static int askedWidth() {
        File terminal = new File("/dev/tty");
        if (!terminal.exists()) {
            return 0;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            Matcher size = SIZE.matcher(answer);
            return size.matches() ? Integer.parseInt(size.group(2)) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Whether the user wants no colour (no-color.org), or the terminal has none. */
    boolean refusesColor() {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
    }

    /** Whether the terminal can do nothing but print. */
    boolean isDumb() {
        return type().equals("dumb");
    }

    /** Its name in terminfo. */
    String type() {
        return environment.getOrDefault("TERM", "dumb");
    }

    /** Whether the locale's characters are UTF-8 (POSIX: LC_ALL before LC_CTYPE before LANG). */
    boolean isUnicode() {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                String upper = locale.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return System.getProperty("os.name", "").startsWith("Mac");
    }
}
