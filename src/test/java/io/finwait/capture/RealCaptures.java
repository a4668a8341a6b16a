package io.finwait.capture;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Captures of real traffic for tests, where they are at hand: too many for the source tree. */
public final class RealCaptures {
    private static final List<String> OTHER_FILES = List.of(".json", ".ndjson", ".log", ".md");

    private RealCaptures() {}

    /** Every capture, sorted by name. Skips the test if there are none on this machine. */
    public static List<Path> all() throws IOException {
        String named = System.getProperty("finwait.pcaps");
        Path directory = named == null ? Path.of("../shared/pcaps") : Path.of(named);
        if (!Files.isDirectory(directory)) {
            return abort("no real captures here: looked at the system property finwait.pcaps and in ../shared/pcaps");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> OTHER_FILES.stream().noneMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    /** Every {@code n}th capture. */
    public static List<Path> oneIn(int n) throws IOException {
        List<Path> all = all();
        return Stream.iterate(0, i -> i < all.size(), i -> i + n).map(all::get).toList();
    }
}
