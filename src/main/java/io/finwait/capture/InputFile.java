package io.finwait.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One input that can be opened: a file, a pipe with a name, or standard input. */
final class InputFile {
    static final String STANDARD_INPUT = "-";

    private final String name;
    private final @Nullable Path path;
    private final InputStream stdin;
    private final boolean regular;

    private InputFile(String name, @Nullable Path path, InputStream stdin) {
        this.name = name;
        this.path = path;
        this.stdin = stdin;
        this.regular = path != null && Files.isRegularFile(path);
    }

    static InputFile of(String name, Path path) {
        return new InputFile(name, path, InputStream.nullInputStream());
    }

    static InputFile standardInput(InputStream stdin) {
        return new InputFile(STANDARD_INPUT, null, stdin);
    }

    String name() {
        return name;
    }

    /** Whether it can be opened more than once; pipes and terminals cannot. */
    boolean reopenable() {
        return regular;
    }

    /** Size in octets as stored; -1 if it is not known before the end. */
    long bytes() throws IOException {
        return path != null && regular ? Files.size(path) : -1;
    }

    /**
     * Opens it and reads the capture's header.
     *
     * @throws CaptureException if that cannot be done; one line with the name and the cause
     */
    CaptureStream open(int windowBytes, AtomicLong totalRead) throws IOException {
        return CaptureStream.open(name, new RawInput(name, stream(), !regular, totalRead), windowBytes);
    }

    private InputStream stream() throws CaptureException {
        if (path == null) {
            return stdin;
        }
        try {
            return Channels.newInputStream(FileChannel.open(path, StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            throw CaptureException.noSuchFile(name);
        } catch (AccessDeniedException e) {
            throw new CaptureException(name + ": permission denied; captures often belong to root");
        } catch (FileSystemException e) {
            throw new CaptureException(name + ": cannot be opened: " + e.getReason());
        } catch (IOException e) {
            throw new CaptureException(name + ": cannot be opened: " + e.getMessage());
        }
    }
}
