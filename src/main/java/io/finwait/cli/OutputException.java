package io.finwait.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** An output that cannot be written, as opposed to an input that cannot be read. */
final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputException(String message) {
        super(message);
        readerGone = false;
    }

    OutputException(String name, IOException cause) {
        super("cannot write " + name + ": " + reason(cause), cause);
        String reason = reason(cause).toLowerCase(Locale.ROOT);
        readerGone = reason.contains("broken pipe")
                || reason.contains("connection reset")
                || reason.contains("pipe is being closed");
    }

    private static String reason(IOException cause) {
        return cause instanceof NoSuchFileException ? "there is no such directory" : FileFailure.reason(cause);
    }

    /** Whether whoever read our output stopped reading, as {@code head} does: no error. */
    boolean readerGone() {
        return readerGone;
    }
}
