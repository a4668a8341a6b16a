package io.finwait.capture.libpcap;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pipe with a name, in a directory that is nobody else's, for what native code writes and Java reads. It is there only until both
 * ends are open.
 */
final class Fifo implements Closeable {
    private static final int OWNER_ONLY = 0600;

    /** What of the C library is needed. */
    private interface Posix extends Library {
        int mkfifo(String path, int mode);
    }

    private final Path directory;
    private final Path path;

    /** Keeps the pipe open at both ends, so that opening either does not wait for the other. */
    private final RandomAccessFile both;

    private Fifo(Path directory, Path path, RandomAccessFile both) {
        this.directory = directory;
        this.path = path;
        this.both = both;
    }

    /** @throws IOException where the system has no such thing, or there is no room for it */
    static Fifo create() throws IOException {
        if (Platform.isWindows()) {
            throw new IOException("Windows has no FIFO");
        }
        Path directory = Files.createTempDirectory("finwait-"); // for the owner alone
        Path path = directory.resolve("packets");
        try {
            Posix posix = Native.load(Platform.C_LIBRARY_NAME, Posix.class);
            if (posix.mkfifo(path.toString(), OWNER_ONLY) != 0) {
                throw new IOException("mkfifo failed");
            }
            return new Fifo(directory, path, new RandomAccessFile(path.toFile(), "rw"));
        } catch (IOException | RuntimeException | Error e) {
            remove(directory, path);
            throw e;
        }
    }

    /** What opens the end that is written to. */
    String path() {
        return path.toString();
    }

    /** The end that is read, which ends when the last writer has closed; call it when the writer has opened. */
    InputStream reader() throws IOException {
        return new FileInputStream(path.toFile());
    }

    /** Removes the name; what is open stays so. */
    @Override
    public void close() throws IOException {
        both.close();
        remove(directory, path);
    }

    private static void remove(Path directory, Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(directory);
    }
}
