package io.finwait.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The captures in {@code samples/}, named as a user in the project's folder would name them. */
public final class Samples {
    private static final Path FOLDER = Path.of("samples");

    private Samples() {}

    /** {@code samples/NAME}. */
    public static String path(String name) {
        return FOLDER.resolve(name).toString();
    }

    /** File names of all samples, in order; those that are another sample compressed included. */
    public static List<String> names() {
        try (var files = Files.list(FOLDER)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".pcap"))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IllegalStateException("no captures in " + FOLDER.toAbsolutePath());
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
