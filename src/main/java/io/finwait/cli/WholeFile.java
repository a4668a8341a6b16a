package io.finwait.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets its name when it is whole: until then it is written beside the one of that name, so that a failure, or an
 * interruption, leaves what was there. What is no plain file, such as a FIFO, is written directly.
 */
final class WholeFile implements Closeable {
    private final String name;
    private final Path target;
    private final @Nullable Path part;
    private final @Nullable HalfWritten halfWritten;
    private final OutputFile out;

    /** One that is written directly. */
    private WholeFile(String name, Path target) throws OutputException {
        this.name = name;
        this.target = target;
        part = null;
        halfWritten = null;
        out = OutputFile.create(name);
    }

    private WholeFile(String name, Path target, Path part) throws IOException {
        this.name = name;
        this.target = target;
        this.part = part;
        var written = new HalfWritten(() -> Files.deleteIfExists(part));
        halfWritten = written;
        out = written.make(
                () -> OutputFile.create(name, part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Begins a file. */
    static WholeFile create(String name) throws OutputException {
        try {
            Path path = Path.of(name);
            boolean exists = Files.exists(path);
            if (exists && !Files.isRegularFile(path)) {
                return new WholeFile(name, path);
            }
            Path target = exists ? path.toRealPath() : path;
            long number = ThreadLocalRandom.current().nextLong(1L << 32);
            Path part = target.resolveSibling(target.getFileName() + "." + Long.toHexString(number) + ".part");
            return new WholeFile(name, target, part);
        } catch (InvalidPathException e) {
            throw new OutputException("cannot write " + name + ": " + e.getReason());
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(name, e);
        }
    }

    OutputStream stream() {
        return out;
    }

    /** It is whole: gives it its name. The stream is closed. */
    void keep() throws OutputException {
        if (part != null) {
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new OutputException(name, e);
            }
        }
    }

    /** Removes what was not kept. */
    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
            }
            if (halfWritten != null) {
                halfWritten.close();
            }
        }
    }
}
