package io.finwait.host;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where /proc is read: the machine's own, or a copy of one.
 *
 * @param root with processes and {@code sys} in it
 * @param net the socket tables and counters of one network namespace
 * @param hasSettings whether {@code root} has the settings of the same namespace
 * @param isCopy whether it is what somebody saved, and nobody knows when
 */
public record ProcTree(Path root, Path net, boolean hasSettings, boolean isCopy) {
    private static final int MOST_OCTETS = 1 << 20;
    private static final Path PROC = Path.of("/proc");

    /** That of the calling thread's network namespace. */
    public static ProcTree ofThisThread() {
        Path own = PROC.resolve("thread-self/net");
        return new ProcTree(PROC, Files.isDirectory(own) ? own : PROC.resolve("net"), true, false);
    }

    /** That of a process's network namespace, seen from outside: its settings are not in there. */
    public static ProcTree ofProcess(long pid) {
        return new ProcTree(PROC, PROC.resolve(Long.toString(pid)).resolve("net"), false, false);
    }

    /** A copy that somebody saved, of a machine with the byte order of this one. */
    public static ProcTree ofCopy(Path folder) {
        return new ProcTree(folder, folder.resolve("net"), true, true);
    }

    Path sys(String name) {
        return root.resolve("sys").resolve(name);
    }

    /** The text of a small file. */
    static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_OCTETS), StandardCharsets.UTF_8);
        }
    }

    /** What is to be said of a file of this tree that could not be read. */
    Missing missing(Path file, String why) {
        String name = root.relativize(file).toString();
        return new Missing(root, name.replace("thread-self/net", "net"), why);
    }

    /** Why a file cannot be read, in a few words. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "not there";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException ofFile) {
            String reason = ofFile.getReason(); // the message would have the file's name once more
            return reason == null ? "cannot be read" : reason;
        }
        return String.valueOf(e.getMessage());
    }
}
