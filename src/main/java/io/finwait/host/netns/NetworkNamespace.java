package io.finwait.host.netns;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace other than that of this process: by the name that ip-netns(8) gave it, or of a process. Immutable.
 *
 * @param file what setns(2) takes
 * @param pid of the process it was named by; empty where it was by name
 */
public record NetworkNamespace(Path file, OptionalLong pid) {
    private static final int CLONE_NEWNET = 0x40000000; // include/uapi/linux/sched.h
    private static final int O_RDONLY_CLOEXEC = 0x80000; // the same on all architectures that Java runs on
    private static final int EPERM = 1;

    /** The work to do in there. */
    public interface Work<T> {
        T run() throws IOException;
    }

    private interface LibC extends Library {
        int open(String path, int flags) throws LastErrorException;

        int setns(int descriptor, int kind) throws LastErrorException;

        int close(int descriptor) throws LastErrorException;
    }

    /**
     * Finds one.
     *
     * @param nameOrPid digits are a process, anything else a name below /run/netns
     * @throws IllegalArgumentException if there is none of that name; the message is for the user
     */
    public static NetworkNamespace of(String nameOrPid) {
        if (nameOrPid.matches("[0-9]{1,10}")) {
            Path process = Path.of("/proc", nameOrPid);
            if (!Files.isDirectory(process)) {
                throw new IllegalArgumentException("there is no process " + nameOrPid);
            }
            return new NetworkNamespace(process.resolve("ns/net"), OptionalLong.of(Long.parseLong(nameOrPid)));
        }
        if (!nameOrPid.matches("[^/\0]{1,255}") || nameOrPid.startsWith(".")) {
            throw new IllegalArgumentException("'" + nameOrPid + "' is neither a name nor a process id");
        }
        Path file = Path.of("/run/netns", nameOrPid);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no network namespace '" + nameOrPid
                    + "' in /run/netns; of a container, give the id of one of its processes");
        }
        return new NetworkNamespace(file, OptionalLong.empty());
    }

    /**
     * Does some work on a thread that is in the namespace.
     *
     * @throws NamespaceDeniedException if this process may not enter it
     * @throws IOException if it cannot be entered for another reason, or the work's own
     */
    public <T> T call(Work<T> work) throws IOException {
        var task = new FutureTask<T>(() -> {
            enter();
            return work.run();
        });
        var thread = new Thread(task, "netns");
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException known) {
                throw known;
            }
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(cause);
        }
    }

    private void enter() throws IOException {
        LibC libc = Native.load("c", LibC.class);
        try {
            int descriptor = libc.open(file.toString(), O_RDONLY_CLOEXEC);
            try {
                libc.setns(descriptor, CLONE_NEWNET);
            } finally {
                libc.close(descriptor);
            }
        } catch (LastErrorException e) {
            if (e.getErrorCode() == EPERM || !Files.isReadable(file)) {
                throw new NamespaceDeniedException(
                        "to enter the network namespace " + file + " needs root (CAP_SYS_ADMIN)");
            }
            throw new IOException("cannot enter the network namespace " + file + ": " + e.getMessage(), e);
        }
    }
}
