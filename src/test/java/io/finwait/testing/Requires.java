package io.finwait.testing;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs beyond a JDK. Where it is missing the test is skipped with a message that names it; with {@code FINWAIT_CI=true} in
 * the environment it fails instead, since continuous integration installs everything. The real captures that {@link Pcaps} finds are no
 * part of the tree, so tests of them may be skipped anywhere.
 */
public final class Requires {
    private Requires() {}

    /** Programs that must be on the PATH, such as {@code tshark}. */
    public static void command(String... names) {
        for (String name : names) {
            require(isOnPath(name), name + " is not installed");
        }
    }

    /** A folder with Mermaid in its {@code node_modules}: the one that {@code FINWAIT_MERMAID} names. */
    public static Path mermaid() {
        String folder = System.getenv("FINWAIT_MERMAID");
        Path found = folder == null ? Path.of("") : Path.of(folder);
        require(
                Files.isDirectory(found.resolve("node_modules/mermaid")),
                "Mermaid is not there: npm install --prefix FOLDER mermaid, and FINWAIT_MERMAID=FOLDER");
        return found;
    }

    /** A browser of Chromium's kind, and the driver that goes with it: their paths. */
    public static Browsing browser() {
        Path browser = onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        Path driver = onPath("chromedriver");
        if (browser == null || driver == null) {
            missing("chromium and chromedriver are not installed");
            throw new IllegalStateException("not reached");
        }
        return new Browsing(browser, driver);
    }

    /** A browser and its driver. */
    public record Browsing(Path browser, Path driver) {}

    private static @Nullable Path onPath(String... names) {
        for (String name : names) {
            for (String directory : directories()) {
                if (Files.isExecutable(Path.of(directory, name))) {
                    return Path.of(directory, name);
                }
            }
        }
        return null;
    }

    /** The right to do anything, which recording and live capture need. */
    public static void root() {
        require("root".equals(System.getProperty("user.name")), "needs root");
    }

    /** Network namespaces may be created: root, iproute2 and a kernel that allows it. */
    public static void namespaces() {
        root();
        command("unshare", "ip");
        require(succeeds("unshare", "--net", "ip", "link", "set", "lo", "up"), "network namespaces cannot be created");
    }

    private static void require(boolean present, String missing) {
        if (!present) {
            missing(missing);
        }
    }

    /** Skips the test, or fails it in continuous integration, because of something that only it can look for. */
    public static void missing(String missing) {
        if ("true".equals(System.getenv("FINWAIT_CI"))) {
            Assertions.fail(missing + ", and FINWAIT_CI=true forbids to skip");
        }
        Assumptions.abort(missing);
    }

    private static boolean isOnPath(String name) {
        return onPath(name) != null;
    }

    private static List<String> directories() {
        return Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
