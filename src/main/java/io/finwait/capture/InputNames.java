package io.finwait.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** From what the user named to the inputs meant: a directory means the capture files in it. */
final class InputNames {
    private static final int PEEK_BYTES = 8 << 10;

    private InputNames() {}

    /**
     * The inputs in the order they were named, a directory's sorted by name.
     *
     * @throws CaptureException if a name is no path, standard input is named twice, or a directory holds no capture
     */
    static List<InputFile> resolve(List<String> names, InputStream stdin) throws IOException {
        var inputs = new ArrayList<InputFile>();
        boolean stdinNamed = false;
        for (String name : names) {
            if (name.equals(InputFile.STANDARD_INPUT)) {
                if (stdinNamed) {
                    throw new CaptureException("-: standard input can be read only once");
                }
                stdinNamed = true;
                inputs.add(InputFile.standardInput(stdin));
            } else if (Files.isDirectory(path(name))) {
                inputs.addAll(capturesIn(name));
            } else {
                inputs.add(InputFile.of(name, path(name)));
            }
        }
        if (inputs.isEmpty()) {
            throw new CaptureException("no input named; - reads standard input");
        }
        return inputs;
    }

    /** Whether opening it twice gives the same, as far as there is such an input. */
    static boolean canBeReadAgain(String name) {
        if (name.equals(InputFile.STANDARD_INPUT)) {
            return false;
        }
        try {
            Path path = path(name);
            return !Files.exists(path)
                    || Files.isDirectory(path)
                    || InputFile.of(name, path).reopenable();
        } catch (CaptureException e) {
            return true;
        }
    }

    private static Path path(String name) throws CaptureException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CaptureException(name + ": not a file name: " + e.getReason());
        }
    }

    private static List<InputFile> capturesIn(String directory) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(path(directory))) {
            files = entries.filter(Files::isRegularFile).sorted().toList();
        } catch (java.nio.file.AccessDeniedException e) {
            throw new CaptureException(directory + ": permission denied");
        }
        var captures = new ArrayList<InputFile>();
        for (Path file : files) {
            InputFile input = InputFile.of(file.toString(), file);
            if (isCapture(input, file)) {
                captures.add(input);
            }
        }
        if (captures.isEmpty()) {
            throw new CaptureException(directory + ": no capture file among the " + files.size()
                    + " files in this directory (directories below it are not searched)");
        }
        return captures;
    }

    /** What may not be read is taken for a capture, so that opening it says so. */
    private static boolean isCapture(InputFile input, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return true;
        }
        try {
            input.open(PEEK_BYTES, new AtomicLong()).close();
            return true;
        } catch (CaptureException e) {
            return false;
        }
    }
}
