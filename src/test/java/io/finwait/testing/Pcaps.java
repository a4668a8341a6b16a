package io.finwait.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Finds the folder of real captures that some tests read when it is there. */
public final class Pcaps {
    private static final String MISSING = "no captures: set -Dfinwait.pcaps=FOLDER, or put them into ../shared/pcaps";

    private Pcaps() {}

    /** A file or folder of theirs; skips the test where there is none of them at all. Who has some should have that one too. */
    public static Path required(String name) {
        return required().resolve(name);
    }

    /** The folder of all; skips the test where it is not there. */
    public static Path required() {
        Optional<Path> folder = folder();
        Assumptions.assumeTrue(folder.isPresent(), MISSING);
        return folder.orElseThrow();
    }

    /** The folder named by the system property {@code finwait.pcaps}, else {@code ../shared/pcaps}; empty if it is not there. */
    private static Optional<Path> folder() {
        String named = System.getProperty("finwait.pcaps");
        Path folder =
                named != null ? Path.of(named) : Path.of("").toAbsolutePath().resolveSibling("shared/pcaps");
        return Optional.of(folder).filter(Files::isDirectory);
    }

    /** Every capture below the folder, in order of name; those compressed included. */
    public static List<Path> all(Path folder) {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(Pcaps::isCapture)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCapture(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.matches(".*\\.(pcap|pcapng|cap|dmp|dump|trace)(\\.(gz|zst|xz|lz4))?");
    }
}
